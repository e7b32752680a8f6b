"""Who buys of whom: customers of the launch, by the firm and its rivals.

From the buyers of each brand and how often they buy follows double jeopardy (Ehrenberg, Goodhardt & Barwise
1990); from successive purchases, switching; from spend, the share of wallet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.simulation.state import Run
    from loyaltysim.simulation.today import ActToday

    Float64 = NDArray[np.float64]

NOBODY = -1


class Brands:
    """The purchases of one run at occasions of the main act, from the launch on."""

    def __init__(self, run: Run) -> None:
        brands, markets = len(run.alternatives), len(run.luck.markets)
        self._last = np.full(run.customers.n, NOBODY, np.int8)
        self._bought = np.zeros((brands, run.customers.n), np.bool_)
        self._acts = np.zeros((brands, markets))
        self._spend = np.zeros((brands, markets))
        self._next = np.zeros((brands, brands, markets))

    def note(self, run: Run) -> None:
        """Write down the purchases of the day that has just been played."""
        for brand, number in enumerate(run.alternatives):
            for act in run.today.acts[number].rounds:
                self._note(run, brand, act)

    def _note(self, run: Run, brand: int, act: ActToday) -> None:
        markets = len(run.luck.markets)
        was_there = run.launched.take(act.actors)
        rows, spend = act.actors[was_there], act.spend[was_there]
        market = run.customers.market.take(rows)
        self._acts[brand] += np.bincount(market, minlength=markets)
        self._spend[brand] += np.bincount(market, spend, markets)
        before = self._last.take(rows)
        for last in range(len(self._acts)):
            self._next[last, brand] += np.bincount(market[before == last], minlength=markets)
        self._bought[brand, rows] = True
        self._last[rows] = brand

    def found(self, run: Run) -> dict[str, Float64]:
        """Give what came of it.

        Returns
        -------
        `acts`, `spend` and `buyers`, each of shape (brands, markets), and `next`, the purchases that follow
        one (first axis) of a brand (second), of shape (brands, brands, markets).
        """
        by_market = self._bought.reshape(len(self._bought), len(run.luck.markets), -1)
        buyers = by_market.sum(axis=2).astype(np.float64)
        return {"acts": self._acts, "spend": self._spend, "buyers": buyers, "next": self._next}

    @property
    def by_market(self) -> dict[str, Float64]:
        """Give the sums of markets, each of shape (markets,), of which shares are made."""
        stayed = np.trace(self._next)
        return {
            "category_acts": self._acts.sum(axis=0),
            "category_spend": self._spend.sum(axis=0),
            "own_acts": self._acts[0],
            "own_spend": self._spend[0],
            "next_acts": self._next.sum(axis=(0, 1)),
            "switched": self._next.sum(axis=(0, 1)) - stayed,
        }
