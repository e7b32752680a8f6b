"""The run-off of an account: what became of the units of each quarter of a run, oldest first.

Units leave in the order in which they were earned (first in, first out, as accounts of loyalty programmes
are kept). The run's horizon cuts off what is still outstanding then: its fate is not known.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.hooks import Amount, Rows

    Float64 = NDArray[np.float64]
    Ends = list[Float64]

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
        self._ends: list[Float64] = []
        """Units earned by the end of each quarter that is over, shape (n,)."""
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
        sums, markets = self._redeemed if redeemed else self._expired, self._markets
        edges, quarters = self._edges(rows), len(self._ends) + 1
        units = np.minimum(gone + amount, edges[1:])
        units -= np.maximum(gone, edges[:-1])
        np.maximum(units, 0.0, out=units)
        cells = self._market.take(rows) + np.arange(quarters)[:, None] * markets
        summed = np.bincount(cells.ravel(), units.ravel(), quarters * markets)
        sums[:quarters] += summed.reshape(quarters, markets)

    def _edges(self, rows: Rows) -> Float64:
        """Give the units earned before each quarter so far, the last of which is open, shape (quarters + 1, rows)."""
        edges = np.empty((len(self._ends) + 2, rows.size))
        edges[0], edges[-1] = 0.0, np.inf
        for number, earned in enumerate(self._ends, 1):
            edges[number] = earned.take(rows)
        return edges

    def _by_market(self, rows: Rows, amount: Float64) -> Float64:
        sums = np.bincount(self._market.take(rows), amount, self._markets)
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
        self._ends.append(earned.copy())
        if len(self._ends) == HALF:
            self._half = self._fates(self._ends, gone, here)[:, :HALF].sum(axis=1)

    def _fates(self, ends: Ends, gone: Float64, here: NDArray[np.bool_]) -> Float64:
        """Give the units by fate and quarter so far, shape (fates, quarters, markets)."""
        forfeited, rows = np.zeros_like(self._redeemed), np.flatnonzero(~here)
        edges = [np.zeros(rows.size), *(end.take(rows) for end in ends)]
        for quarter, (low, high) in enumerate(pairwise(edges)):
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
        ends = [*self._ends, earned][:QUARTERS]
        fates = self._fates(ends, gone, here)
        by_quarter = self._earned(ends)
        named = zip(("earned", *FATES), [by_quarter, *fates], strict=True)
        quarters = {f"{n}_q{q + 1}": units[q] for n, units in named for q in range(QUARTERS)}
        since = fates[:, :HALF].sum(axis=1) - self._half
        outstanding = by_quarter[:HALF].sum(axis=0) - self._half.sum(axis=0)
        half = {"outstanding": outstanding, "redeemed": since[0], "lost": since[1] + since[2]}
        return {**quarters, **{f"half_{name}": units for name, units in half.items()}}

    def _earned(self, ends: Ends) -> Float64:
        """Give the units that were earned in each quarter, shape (quarters, markets)."""
        everyone = np.arange(self._market.size)
        upper = np.zeros((QUARTERS + 1, self._markets))
        for number, end in enumerate(ends, 1):
            upper[number:] = self._by_market(everyone, end)
        return np.diff(upper, axis=0)
