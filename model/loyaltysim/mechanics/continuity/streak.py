"""Streak: periods in a row with enough acts; freezes forgive, milestones reward."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import Field, ValidationInfo, field_validator

from loyaltysim.hooks import (
    NOTHING,
    Acts,
    Answer,
    Moment,
    MomentKind,
    Offer,
    Rows,
    StateColumn,
    Symbol,
)
from loyaltysim.mechanics.freezes import FREEZE_DAYS, hand_out
from loyaltysim.mechanics.keeping import Keeping, streak_columns
from loyaltysim.mechanics.mechanic import Mechanic
from loyaltysim.mechanics.milestones import Milestones, next_milestone, passed
from loyaltysim.mechanics.quota import Quota
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.mechanics.repair import Repair, dearness
from loyaltysim.mechanics.weekdays import SomeDays  # noqa: TC001 -- pydantic reads it

if TYPE_CHECKING:
    from collections.abc import Mapping

    from loyaltysim.hooks import View
    from loyaltysim.hooks.arrays import Mask


@mechanic("streak")
class Streak(Mechanic):
    """Count the periods in a row in which the customer acted often enough."""

    theory: ClassVar[str] = (
        "What was built up is not lightly lost (loss aversion: Kahneman & Tversky 1979), and a "
        "goal close to its end presses. A reserve of skips helps hard goals (Sharif & Shu "
        "2017); a broken streak discourages, less so where it can be repaired (Silverman & "
        "Barasch 2023), so long streaks without forgiveness can backfire."
    )

    measures: ClassVar[Mapping[str, str]] = {
        "streak_running": "members with a streak of a period or more / members at the end",
        "streak_broken": "members whose streak ever broke / members at the end",
    }

    every: int = Field(default=1, ge=1, le=31, description="days in a period; 7 is a week")
    acts: int = Field(default=1, ge=1, le=31, description="acts needed in a period")
    freezes: int = Field(
        default=0, ge=0, le=30, description=f"missed periods forgiven per {FREEZE_DAYS} days"
    )
    milestones: Milestones = Field(
        default=(), description="rewards for lengths of the streak, in rising order"
    )
    repair: Repair | None = Field(
        default=None, description="how a broken streak can be repaired; not at all if left out"
    )
    free_days: SomeDays = Field(
        default=(), description="days of the week on which a daily streak cannot break"
    )

    @field_validator("free_days")
    @classmethod
    def _of_a_daily_streak(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        if value and info.data.get("every", 1) > 1:
            msg = "are for daily streaks (every: 1); a week forgives by asking for fewer acts"
            raise ValueError(msg)
        return value

    def quotas(self) -> tuple[Quota, ...]:
        """Name the acts of a period, and of a repair."""
        own = Quota(("acts",), self.act, self.acts, self.every)
        return (own, *(self.repair.quotas(self.act) if self.repair else ()))

    def earliest(self) -> int:
        """Give the days that the first milestone takes."""
        return self.every * (self.milestones[0].at - 1) if self.milestones else 0

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare what is kept of a streak, and of its repair."""
        return (*streak_columns(), *(self.repair.columns() if self.repair else ()))

    @property
    def _keeping(self) -> Keeping:
        return Keeping(self.every, self.acts, self.freezes, self.free_days)

    def open(self, view: View) -> Answer:
        """Hand out freezes and see who is at risk today."""
        own = view.own
        hand_out(view, self.freezes)
        if view.age % self.every == 0:
            own["done"][:] = 0
        np.greater(own["length"], 0, out=own["at_risk"])
        own["at_risk"] &= own["done"] < self.acts
        if self._keeping.is_free(view):
            own["at_risk"][:] = False
        if self.repair:
            np.greater(own["lost"], 0, out=own["repairable"])
        return NOTHING

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer | Symbol, ...]:
        """Offer the streak itself, its repair, and the next milestone."""
        done, length = view.own["done"].take(rows), view.own["length"].take(rows)
        symbol = self._keeping.symbol(view, rows, self.acts - done, length)
        if self.repair:
            symbol = self.repair.or_else(symbol, view, rows)
        if not self.milestones:
            return (symbol,)
        lapses = self._keeping.breaks(view, rows, self.acts - done)
        if self.repair:
            lapses &= view.own["lost"].take(rows) > 0
        return (symbol, next_milestone(self.milestones, view, self.acts, done, length, lapses))

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Count the act, lengthen the streak or repair it, and reward milestones."""
        own, rows = view.own, acts.rows
        done = own["done"].take(rows)
        done += 1
        own["done"][rows] = done
        kept = rows.compress(done == self.acts)
        own["length"][kept] += 1
        length = own["length"][kept]
        got = list(passed(self.milestones, kept, length - 1, length))
        if self.repair:
            whole, known = self.repair.count(own, rows)
            got.extend(passed(self.milestones, whole, known, own["length"][whole]))
        return Answer(tuple(post for post, _ in got), tuple(moment for _, moment in got))

    def close(self, view: View) -> Answer:
        """End the period: forgive, or break the streak; and end what is not repaired in time."""
        broken = self._keeping.broken(view)
        lost = dearness(view.own["length"][broken])
        if self.repair:
            self.repair.keep(view.own, broken, view.age)
        view.own["length"][broken] = 0
        view.own["breaks"][broken] += 1
        if self.repair:
            broken, lost = self.repair.give_up(view.own, view.here, view.age)
        return Answer((), (Moment(MomentKind.SETBACK, broken, lost),)) if broken.size else NOTHING

    def attained(self, view: View) -> Mapping[str, Mask]:
        """Tell whose streak runs, and whose broke, be it that it was repaired."""
        return {"streak_running": view.own["length"] > 0, "streak_broken": view.own["breaks"] > 0}
