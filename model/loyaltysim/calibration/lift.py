"""A scheme that was running in a log: what customers did under it is not all their own.

Time under a scheme is stretched by how many times as often customers bought under it as others like them (`scheme_effect.py`, without
what dilutes it, as far as that is sure: `dilution.py`), as that of a good week is: rates are then those of customers without it. Leaving follows stretched time, and the effect lasts as
long as the customer (assumptions). An effect whose 95% interval holds 1 is taken for none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.calibration.forecasts.history import History
    from loyaltysim.calibration.scheme_effect import SchemeEffects

    Float64 = NDArray[np.float64]
    Int64 = NDArray[np.int64]


@dataclass(frozen=True)
class Lift:
    """How many times as often each customer buys under a scheme, and from when on, each of shape (n,)."""

    ratio: Float64
    since: Int64

    def own(self, history: History, clock: Float64, days: Int64) -> Float64:
        """Give the customers' own time at the end of some days.

        Parameters
        ----------
        clock
            Time that is the same for all, at the end of each day from the one before the first on.
        days
            One for each customer, shape (n,), or several for each, shape (n, m).

        Returns
        -------
        Times, shape (n,) or (n, m).
        """
        at = clock[days - history.start + 1]
        begin = clock[np.clip(self.since - history.start, 0, clock.size - 1)]
        more = self.ratio - 1.0
        if days.shape != self.since.shape:
            begin, more = begin[:, None], more[:, None]
        own: Float64 = at + more * np.maximum(at - begin, 0.0)
        return own

    def of(self, rows: NDArray[np.intp]) -> Lift:
        """Give that of some customers."""
        return Lift(self.ratio[rows], self.since[rows])

    def ahead(self, history: History) -> Float64:
        """Give how fast each customer's own time goes after the log, shape (n,)."""
        return np.where(self.since <= history.end, self.ratio, 1.0)


def no_lift(history: History) -> Lift:
    """Give what a log without a scheme has."""
    return Lift(np.ones(history.n), np.full(history.n, history.end + 1))


def lift_of(history: History, found: SchemeEffects | None) -> Lift:
    """Take what the values of the column did; customers count under the first that they came under."""
    lift = no_lift(history)
    if found is not None:
        for number, one in enumerate(found.effects):
            if one.told:
                under = found.which == number
                lift.ratio[under] = one.undiluted.taken_out
                lift.since[under] = found.since[under]
    return lift
