"""The run-off of an account: what became of the units of each quarter of a run, oldest first.

Units leave in the order in which they were earned (first in, first out, as accounts of loyalty programmes
are kept). The run's horizon cuts off what is still outstanding then: its fate is not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.hooks import Amount, Rows

    Float64 = NDArray[np.float64]
    Bounds = list[Float64 | float]

QUARTERS = 4
HALF = QUARTERS // 2
FATES = ("redeemed", "expired", "forfeited")
"""What can become of units; forfeited are those of customers who left with them."""


def quarter_ends(days: int) -> tuple[int, ...]:
    """Give the last day of each quarter of a run but the last one."""
    return tuple(-(-days * number // QUARTERS) - 1 for number in range(1, QUARTERS))


class RunOff:
    """The units of one account by the quarter in which they were earned, summed by market.

    Parameters
    ----------
    market
        Market of each customer within the batch, shape (n,).
    markets
        How many markets there are.
    """

    def __init__(self, market: NDArray[np.intp], markets: int) -> None:
        self._market, self._markets = market, markets
        self._bounds: list[Float64 | float] = [0.0]
        self._redeemed = np.zeros((QUARTERS, markets))
        self._expired = np.zeros((QUARTERS, markets))
        self._half: Float64 = np.zeros((len(FATES), markets))

    def note(self, rows: Rows, amount: Amount, gone: Float64, *, redeemed: bool) -> None:
        """Note units that leave the account.

        Parameters
        ----------
        gone
            Units that left before, shape (rows,).
        redeemed
            Whether they are redeemed; else they expire.
        """
        sums = self._redeemed if redeemed else self._expired
        bounds, market, after = [*self._bounds, np.inf], self._market.take(rows), gone + amount
        for quarter in range(len(self._bounds)):
            low, high = _between(bounds, quarter, rows)
            units = np.minimum(after, high)
            units -= np.maximum(gone, low)
            sums[quarter] += self._sum(market, np.maximum(units, 0.0))

    def _by_market(self, rows: Rows, amount: Float64) -> Float64:
        return self._sum(self._market.take(rows), amount)

    def _sum(self, market: NDArray[np.intp], amount: Float64) -> Float64:
        sums = np.bincount(market, amount, self._markets)
        return sums.astype(np.float64, copy=False)

    def close_quarter(self, earned: Float64, gone: Float64, here: NDArray[np.bool_]) -> None:
        """End a quarter.

        Parameters
        ----------
        earned, gone
            Units earned, and left, by each customer so far, shape (n,).
        here
            Who is still a customer, shape (n,).
        """
        self._bounds.append(earned.copy())
        if len(self._bounds) == HALF + 1:
            self._half = self._fates(self._bounds, gone, here)[:, :HALF].sum(axis=1)

    def _fates(self, bounds: Bounds, gone: Float64, here: NDArray[np.bool_]) -> Float64:
        """Give the units by fate and quarter so far, shape (fates, quarters, markets)."""
        forfeited, rows = np.zeros_like(self._redeemed), np.flatnonzero(~here)
        for quarter in range(len(bounds) - 1):
            low, high = _between(bounds, quarter, rows)
            left = np.maximum(high - np.maximum(gone[rows], low), 0.0)
            forfeited[quarter] = self._by_market(rows, left)
        return np.stack([self._redeemed, self._expired, forfeited])

    def totals(self, earned: Float64, gone: Float64, here: NDArray[np.bool_]) -> dict[str, Float64]:
        """Sum units by market: earned in each quarter, and what became of them and of what was outstanding half-way.

        Parameters
        ----------
        earned, gone
            Units earned, and left, by each customer until the horizon, shape (n,).
        here
            Who is still a customer, shape (n,).
        """
        bounds = [*self._bounds, earned][: QUARTERS + 1]
        fates = self._fates(bounds, gone, here)
        by_quarter = self._earned(bounds)
        named = zip(("earned", *FATES), [by_quarter, *fates], strict=True)
        quarters = {f"{n}_q{q + 1}": units[q] for n, units in named for q in range(QUARTERS)}
        since = fates[:, :HALF].sum(axis=1) - self._half
        outstanding = by_quarter[:HALF].sum(axis=0) - self._half.sum(axis=0)
        half = {"outstanding": outstanding, "redeemed": since[0], "lost": since[1] + since[2]}
        return {**quarters, **{f"half_{name}": units for name, units in half.items()}}

    def _earned(self, bounds: Bounds) -> Float64:
        """Give the units that were earned in each quarter, shape (quarters, markets)."""
        everyone = np.arange(self._market.size)
        upper = np.zeros((QUARTERS + 1, self._markets))
        for number, bound in enumerate(bounds[1:], 1):
            upper[number:] = self._by_market(everyone, np.asarray(bound))
        return np.diff(upper, axis=0)


def _between(bounds: Bounds, quarter: int, rows: Rows) -> tuple[Any, Any]:
    """Give the units earned before a quarter and by its end, for each row or alike for all."""
    low, high = (
        bound if isinstance(bound, float) else bound.take(rows)
        for bound in bounds[quarter : quarter + 2]
    )
    return low, high
