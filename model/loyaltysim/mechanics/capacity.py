"""What staff can do in a day: so much per member, first come, first served."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.hooks import StateColumn

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.hooks import Rows, View

PER_MEMBERS = 1000.0


@dataclass(frozen=True, slots=True)
class Capacity:
    """So many a day per 1,000 members of a market; only a part of one is carried over to the next day."""

    per_thousand: float

    @staticmethod
    def column(unit: str) -> StateColumn:
        """Declare the column that it keeps."""
        return StateColumn("room", unit, "what staff can do today", per_market=True)

    def first(self, view: View, rows: Rows, since: NDArray[np.integer]) -> Rows:
        """Choose who is served today: those who have waited longest, by lot among equals.

        Parameters
        ----------
        rows
            Who waits.
        since
            Since when, shape (rows,).
        """
        room, market = view.own["room"], view.market[rows]
        members = view.by_market(view.here)
        room[:] = np.mod(room, 1.0) + self.per_thousand / PER_MEMBERS * members
        order = np.lexsort((view.luck("turn")[rows], since, market))
        first_of = np.searchsorted(market[order], np.arange(room.size))
        place = np.arange(rows.size) - first_of[market[order]]
        served = order[place < np.floor(room)[market[order]]]
        room -= np.bincount(market[served], minlength=room.size)
        chosen: Rows = rows[np.sort(served)]
        return chosen
