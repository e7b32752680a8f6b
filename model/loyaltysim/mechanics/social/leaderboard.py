"""Leaderboard: a ranking by acts in a period, which begins anew with every period."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np
from pydantic import Field

from loyaltysim.hooks import NOTHING, Acts, Answer, Offer, Reference, Rows, StateColumn, Symbol
from loyaltysim.mechanics.imposed import Imposed
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.mechanics.standings import NONE, Standings, deal, nearness

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.hooks import View

ONE = np.int32(1)
"""An act, in the type of the score."""


@mechanic("leaderboard")
class Leaderboard(Imposed):
    """Rank customers by their acts in a period, and show them whom to overtake."""

    theory: ClassVar[str] = (
        "A rival spurs who is near, and near a standard such as the top ten (Garcia, Tor & Gonzalez "
        "2006; Garcia, Tor & Schiff 2013). Boards raised output in one session without "
        "changing intrinsic motivation (Mekler et al. 2017), and lowered it over a term where "
        "taking part was compulsory (Hanus & Fox 2015). A board that shows only the top says nothing to those far below "
        "it; who leads by far can coast."
    )

    every: int = Field(default=7, ge=1, le=365, description="days in a period; 7 is a week")
    size: int | None = Field(
        default=None,
        ge=2,
        le=100_000,
        description="most customers on one board; the whole market if left out",
    )
    shows: Literal["neighbours", "top"] = Field(
        default="neighbours",
        description="whether everyone sees the next one above, or only the top is shown",
    )
    top: int = Field(default=10, ge=1, le=1000, description="places that count as the top")

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare the board and the acts in this period."""
        return (
            StateColumn("board", "number", "board that one is on", NONE, dtype=np.int32),
            StateColumn("score", "acts", "acts in this period", dtype=np.int32),
            StateColumn("line", "acts", "what the top took in the last period", dtype=np.int32),
        )

    def open(self, view: View) -> Answer:
        """Put those who join on boards, and begin a new period."""
        own, rows = view.own, view.joined
        if rows.size:
            market, first = view.market[rows], int(own["board"].max(initial=NONE)) + 1
            if self.size is None:
                own["board"][rows] = market
            else:
                own["board"][rows] = deal(rows, (market,), self.size, first)
        if view.age % self.every == 0:
            own["score"][:] = 0
        return NOTHING

    def _standings(self, view: View) -> Standings:
        return Standings(view.own["board"], view.own["score"], view.here)

    def _today(self, view: View) -> Standings:
        """Give the standings before today's acts."""
        return view.once("standings", lambda: self._standings(view))

    def _days_left(self, view: View) -> int:
        return self.every - view.age % self.every

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer | Symbol, ...]:
        """Offer a place at the top: to be won, or to be defended."""
        standings, score = self._today(view), view.own["score"].take(rows)
        line, days = self._line(view, standings, rows), self._days_left(view)
        first_out = np.maximum(standings.place(self.top + 1, rows), 0)
        on_top = (score > 0) & (score >= line) & (score > first_out)
        gap: NDArray[np.int64] = np.where(on_top, score - first_out, line - score) + 1
        pace = gap * (1.0 / days) * ~on_top
        return (Symbol(nearness(gap, view.room(act, days)), loss=on_top, pace=pace),)

    def _line(self, view: View, standings: Standings, rows: Rows) -> NDArray[np.int64]:
        """Give the acts that the top takes: of its last one today, or in the last period, shape (rows,)."""
        line: NDArray[np.int64] = np.maximum(
            standings.place(self.top, rows), view.own["line"].take(rows)
        )
        return line

    def references(self, view: View, act: int, rows: Rows) -> tuple[Reference, ...]:
        """Show those who have a score whom they compete with."""
        standings = self._today(view)
        line = self._line(view, standings, rows) if self.shows == "top" else None
        return (standings.rival(rows, view.room(act, self._days_left(view)), line),)

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Count the act."""
        np.add.at(view.own["score"], acts.rows, ONE)
        return NOTHING

    def close(self, view: View) -> Answer:
        """Remember at the end of a period what the top took."""
        if (view.age + 1) % self.every == 0:
            rows = np.flatnonzero(view.here)
            view.own["line"][rows] = np.maximum(self._standings(view).place(self.top, rows), 0)
        return NOTHING
