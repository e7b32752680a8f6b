"""Leagues: small groups of similar activity, with promotion and relegation at the end of every period."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import Field

from loyaltysim.hooks import (
    NOTHING,
    Acts,
    Answer,
    Moment,
    MomentKind,
    Offer,
    Reference,
    Rows,
    StateColumn,
    Symbol,
)
from loyaltysim.mechanics import moves
from loyaltysim.mechanics.imposed import Imposed
from loyaltysim.mechanics.parameters import Misfit, Misfits
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.mechanics.standings import NONE, Standings, deal, nearness, ranks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from loyaltysim.hooks import View
    from loyaltysim.hooks.arrays import Mask


@mechanic("leagues")
class Leagues(Imposed):
    """Let small groups of similar customers compete; the best rise, the last fall."""

    theory: ClassVar[str] = (
        "Groups of similar activity keep rivals near and lines within reach (Garcia, Tor & Schiff "
        "2013): what a large leaderboard lacks. A language app reported 17% more learning time after it "
        "began weekly leagues of 30 (Mazal 2023, no interval given). Relegation takes away what was won, and "
        "stings; who competes only to hold a place may come to see the act as a duty (Hanus & Fox 2015)."
    )

    measures: ClassVar[Mapping[str, str]] = moves.MEASURES

    every: int = Field(default=7, ge=1, le=365, description="days in a period; 7 is a week")
    leagues: int = Field(default=10, ge=1, le=100, description="leagues from lowest to highest")
    size: int = Field(default=30, ge=2, le=1000, description="most customers in a group")
    promoted: int = Field(default=7, ge=0, le=1000, description="best of a group who rise a league")
    relegated: int = Field(default=5, ge=0, le=1000, description="last of a group who fall one")

    def misfits(self) -> Misfits:
        """Find groups that are smaller than the customers who rise and fall in them."""
        yield from super().misfits()
        if self.promoted + self.relegated > self.size:
            message = f"the {self.promoted} who rise and the {self.relegated} who fall are more than the {self.size} of a group"
            yield Misfit(message, at=("promoted",))

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare league, group, the acts in this period, and who stands to fall."""
        return (
            StateColumn("league", "number", "league, 0 is the lowest", dtype=np.int32),
            StateColumn("group", "number", "group that one competes in", NONE, dtype=np.int32),
            *moves.move_columns(),
            StateColumn("score", "acts", "acts in this period", dtype=np.int32),
            StateColumn("line", "acts", "what rising took in the last group", dtype=np.int32),
            StateColumn("floor", "acts", "what did not suffice to stay there", dtype=np.int32),
            StateColumn("in_danger", "yes or no", "stands to fall", dtype=np.bool_, signal=True),
        )

    def open(self, view: View) -> Answer:
        """Form new groups when a period begins, and see who stands to fall today."""
        own = view.own
        if view.age % self.every == 0:
            rows = np.flatnonzero(view.here)
            np.minimum(own["league"], self.leagues - 1, out=own["league"])
            keys = (
                view.market[rows] * self.leagues + own["league"][rows],
                -own["score"][rows].astype(np.int64),
                view.days_since(view.act)[rows].astype(np.int64),
            )
            own["group"][:], own["score"][:] = NONE, 0
            own["group"][rows] = deal(rows, keys, self.size)
        own["in_danger"][:] = False
        if self.relegated and own["league"].any():
            self._see_danger(view)
        return NOTHING

    def _see_danger(self, view: View) -> None:
        own, rows = view.own, np.flatnonzero(view.here & (view.own["league"] > 0))
        best_of_last = self._standings(view).place(self.relegated, rows, from_last=True)
        own["in_danger"][rows] = own["score"][rows] <= best_of_last

    def _standings(self, view: View) -> Standings:
        return Standings(view.own["group"], view.own["score"], view.here)

    def _today(self, view: View) -> Standings:
        """Give the standings before today's acts."""
        return view.once("standings", lambda: self._standings(view))

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer | Symbol, ...]:
        """Offer the next league and, as something to lose, the own one."""
        own, days = view.own, self.every - view.age % self.every
        standings, league = self._today(view), own["league"][rows]
        grouped, score = own["group"][rows] != NONE, own["score"][rows].astype(np.int64)
        line = np.maximum(standings.place(self.promoted, rows), own["line"][rows])
        rising = grouped & (league < self.leagues - 1) & (self.promoted > 0)
        up = np.where(rising, line + 1 - score, 0)
        last = standings.place(self.relegated, rows, from_last=True)
        last = np.maximum(last, own["floor"][rows])
        down = np.where(grouped & (league > 0), np.abs(score - last) + 1, 0) * (self.relegated > 0)
        room = view.room(act, days)
        rises, held = nearness(up, room), nearness(down, room)
        pace = np.where(held > rises, np.where(score > last, 0, down), up) / days
        return (Symbol(np.maximum(rises, held), loss=held > rises, pace=np.maximum(pace, 0.0)),)

    def references(self, view: View, act: int, rows: Rows) -> tuple[Reference, ...]:
        """Show those who have a score whom they compete with in their group."""
        return (self._today(view).rival(rows, view.room(act, self.every - view.age % self.every)),)

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Count the act."""
        view.own["score"][acts.rows] += 1
        return NOTHING

    def close(self, view: View) -> Answer:
        """Promote and relegate at the end of a period."""
        if (view.age + 1) % self.every:
            return NOTHING
        own, rows = view.own, np.flatnonzero(view.here & (view.own["group"] != NONE))
        place, size = ranks(rows, own["group"], own["score"])
        rise = (place <= self.promoted) & (own["score"][rows] > 0)
        rise &= own["league"][rows] < self.leagues - 1
        fall = ~rise & (place > size - self.relegated) & (own["league"][rows] > 0)
        standings, up, down = self._standings(view), rows[rise], rows[fall]
        own["line"][rows] = np.maximum(standings.place(self.promoted, rows), 0)
        own["floor"][rows] = np.maximum(standings.place(self.relegated, rows, from_last=True), 0)
        lost = np.minimum(own["league"][down] / max(1, self.leagues - 1), 1.0)
        own["league"][up] += 1
        own["league"][down] -= 1
        moves.count_moves(view, up, down)
        moments = Moment(MomentKind.GOAL_REACHED, up), Moment(MomentKind.SETBACK, down, lost)
        return Answer((), moments)

    def attained(self, view: View) -> Mapping[str, Mask]:
        """Tell who ever rose, and who ever fell."""
        return moves.moved(view)
