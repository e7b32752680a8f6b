"""Teams: who is in one, and what its present members have done together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.hooks import StateColumn
from loyaltysim.mechanics.standings import NONE, deal

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.hooks import Rows, View

    Float64 = NDArray[np.float64]


def team_column() -> StateColumn:
    """Declare the team."""
    return StateColumn("team", "number", "team that one is in", NONE, dtype=np.int32)


def form(view: View, size: int) -> None:
    """Make teams of those who join, at most so many members each, from one market each."""
    team, rows = view.own["team"], view.joined
    if rows.size:
        first = int(team.max(initial=NONE)) + 1
        team[rows] = deal(rows, (view.market[rows],), size, first)


def members_of(view: View) -> Rows:
    """Give everybody who is in a team and still there."""
    return np.flatnonzero(view.here & (view.own["team"] != NONE))


class Teams:
    """The teams of a day, as far as their members are still there."""

    def __init__(self, view: View) -> None:
        self._team, self._listed = view.own["team"], members_of(view)
        self._of_listed = self._team.take(self._listed)
        self._sizes = np.bincount(self._of_listed)

    def size(self, rows: Rows) -> Float64:
        """Give how many are in each one's team, shape (rows,)."""
        return self._sizes.take(self._team.take(rows)).astype(np.float64)

    def total(self, column: NDArray[np.number], rows: Rows) -> Float64:
        """Sum a column over each one's team, shape (rows,)."""
        sums = np.bincount(self._of_listed, column.take(self._listed))
        return sums.take(self._team.take(rows)).astype(np.float64, copy=False)

    def mates(self, column: Float64, rows: Rows) -> tuple[Float64, NDArray[np.bool_]]:
        """Give the mates' mean of a share, 0 to 1, and who has mates, each of shape (rows,)."""
        mates = self.size(rows) - 1.0
        others = self.total(column, rows) - column.take(rows)
        return np.clip(others / np.maximum(mates, 1.0), 0.0, 1.0), mates > 0
