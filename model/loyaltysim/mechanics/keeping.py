"""Keeping a streak: what a period asks for, when it ends, and how it presses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.customers.calendar import WEEKDAYS
from loyaltysim.hooks import StateColumn, Symbol
from loyaltysim.mechanics.freezes import forgive, forgiven_share, freeze_column
from loyaltysim.mechanics.repair import dearness
from loyaltysim.mechanics.urgency import pressing

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.hooks import Rows, View


def streak_columns() -> tuple[StateColumn, ...]:
    """Declare progress in the period, length, breaks, freezes left, and who is at risk."""
    return (
        StateColumn("done", "acts", "acts in this period", dtype=np.int32),
        StateColumn("length", "periods", "periods in a row", dtype=np.int32),
        StateColumn("breaks", "times", "times that it broke", dtype=np.int32),
        freeze_column(),
        StateColumn("at_risk", "yes or no", "a streak not yet kept", dtype=np.bool_, signal=True),
    )


@dataclass(frozen=True, slots=True)
class Keeping:
    """What it takes to keep a streak."""

    every: int
    """Days in a period."""
    acts: int
    """Acts needed in a period."""
    freezes: int
    """Missed periods forgiven."""
    free_days: tuple[str, ...]
    """Days of the week on which a daily streak cannot break."""

    def is_free(self, view: View) -> bool:
        """Tell whether today is a free day."""
        return WEEKDAYS[view.weekday] in self.free_days

    def ends(self, view: View) -> bool:
        """Tell whether a period ends today, with something to miss."""
        return (view.age + 1) % self.every == 0 and not self.is_free(view)

    @property
    def pace(self) -> float:
        """The acts per day that keeping it takes, freezes and free days used."""
        forgiven = forgiven_share(self.freezes, self.every)
        free = len(self.free_days) / len(WEEKDAYS)
        return self.acts / self.every * (1.0 - forgiven) * (1.0 - free)

    def _days_left(self, view: View) -> int:
        """Give the days left of the period, today included."""
        return self.every - view.age % self.every

    def breaks(self, view: View, rows: Rows, needed: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Tell whose streak breaks where an act is left out today, and no other day makes up for it.

        Parameters
        ----------
        needed
            Acts still needed in this period, shape (rows,).
        """
        later = view.room(view.act, self._days_left(view)) - view.room(view.act, 1)
        broken: NDArray[np.bool_] = needed > later
        broken &= view.own["freezes"].take(rows) == 0
        broken &= not self.is_free(view)
        return broken

    def symbol(
        self, view: View, rows: Rows, needed: NDArray[np.int32], length: NDArray[np.int32]
    ) -> Symbol:
        """State how much keeping it matters.

        Parameters
        ----------
        needed, length
            Acts still needed in this period, and periods kept, shape (rows,).
        """
        days_left = self._days_left(view)
        each = pressing(np.arange(self.acts + 1), days_left, view.room(view.act, days_left))
        presses = each.take(np.maximum(needed, 0))
        presses[np.flatnonzero((view.own["freezes"].take(rows) > 0) & (needed > 0))] = 1.0
        if self.is_free(view):
            presses[:] = 0.0
        presses *= dearness(length + 1)
        return Symbol(presses, loss=length > 0, pace=self.pace, counted=self.acts)

    def broken(self, view: View) -> Rows:
        """Find whose streak breaks today, and use freezes for the others who missed."""
        if not self.ends(view):
            return np.empty(0, np.intp)
        own = view.own
        missed = (own["done"] < self.acts) & (own["length"] > 0) & view.here
        return forgive(view, np.flatnonzero(missed))
