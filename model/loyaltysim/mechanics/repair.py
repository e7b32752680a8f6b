"""Repair: what a streak that broke was can be won back, for some days and at a price."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pydantic import Field

from loyaltysim.hooks import StateColumn, Symbol
from loyaltysim.mechanics.parameters import Parameters
from loyaltysim.mechanics.quota import Quota
from loyaltysim.mechanics.urgency import pressing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from numpy.typing import NDArray

    from loyaltysim.hooks import Rows, View

    Columns = Mapping[str, NDArray[Any]]

GROWN_UP = 7.0
"""Periods after which a streak is dear to its owner (assumption)."""


def dearness(length: NDArray[np.int32]) -> NDArray[np.float64]:
    """Give how dear a streak is to its owner by its length: 1 - exp(-L / 7) (assumption)."""
    lengths = np.arange(length.max(initial=0) + 1)
    dear: NDArray[np.float64] = -np.expm1(-lengths / GROWN_UP)
    return dear.take(length)


class Repair(Parameters):
    """How a streak that broke can be repaired."""

    within: int = Field(ge=1, le=60, description="days after the break in which it can be repaired")
    acts: int = Field(
        ge=1,
        le=60,
        description="acts in those days that repair it; they also count for the new one",
    )

    def quotas(self, act: str | None) -> tuple[Quota, ...]:
        """Name the acts that repair it."""
        return (Quota(("repair", "acts"), act, self.acts, self.within, "day"),)

    @staticmethod
    def columns() -> tuple[StateColumn, ...]:
        """Declare what was lost, when, and what was done to win it back."""
        return (
            StateColumn("lost", "periods", "length that can be won back", dtype=np.int32),
            StateColumn("broken", "day", "age of the instance at the break", dtype=np.int32),
            StateColumn("mended", "acts", "acts towards the repair", dtype=np.int32),
            StateColumn("repairs", "times", "streaks that were repaired", dtype=np.int32),
            StateColumn("repairable", "yes or no", "can be won back", dtype=np.bool_, signal=True),
        )

    def or_else(self, symbol: Symbol, view: View, rows: Rows) -> Symbol:
        """Give what pulls more: the symbol of the streak, or to win back what was lost."""
        own = view.own
        lost = own["lost"][rows]
        days_left = own["broken"][rows] + self.within + 1 - view.age
        needed = np.where(lost > 0, self.acts - own["mended"][rows], 0)
        urgency = dearness(lost) * pressing(needed, days_left, view.room(view.act, days_left))
        more = urgency > symbol.urgency
        return Symbol(
            np.where(more, urgency, symbol.urgency),
            np.where(more, True, symbol.loss),  # noqa: FBT003 -- an array's value
            np.where(more, self.acts / self.within, symbol.pace),
            counted=symbol.counted,
        )

    def count(self, own: Columns, rows: Rows) -> tuple[Rows, NDArray[np.int32]]:
        """Count acts towards the repair, and join what was lost to what was begun since.

        Returns
        -------
        Whose streaks were repaired, and from which lengths on that is new to them.
        """
        trying = rows[own["lost"][rows] > 0]
        own["mended"][trying] += 1
        whole = trying[own["mended"][trying] >= self.acts]
        known = np.maximum(own["lost"][whole], own["length"][whole])
        own["length"][whole] += own["lost"][whole]
        own["lost"][whole] = 0
        own["repairs"][whole] += 1
        return whole, known

    def keep(self, own: Columns, rows: Rows, age: int) -> None:
        """Keep for a while what has just broken, unless something lost is waiting already."""
        rows = rows[own["lost"][rows] == 0]
        own["lost"][rows] = own["length"][rows]
        own["broken"][rows], own["mended"][rows] = age, 0

    def give_up(
        self, own: Columns, here: NDArray[np.bool_], age: int
    ) -> tuple[Rows, NDArray[np.float64]]:
        """Give up what nobody has won back in time: whose it was, and how dear."""
        rows = np.flatnonzero((own["lost"] > 0) & (age - own["broken"] >= self.within) & here)
        lost = dearness(own["lost"][rows])
        own["lost"][rows] = 0
        return rows, lost
