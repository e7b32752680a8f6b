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
from loyaltysim.mechanics.mechanic import Mechanic, Parameters, Reward
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.units import MOST_DAYS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.hooks import View

FREEZE_DAYS = 30
GROWN_UP = 7.0
"""Periods after which a streak is dear to its owner (assumption)."""


def dearness(length: NDArray[np.int32]) -> NDArray[np.float64]:
    """Give how dear a streak is to its owner by its length: 1 - exp(-L / 7) (assumption)."""
    dear: NDArray[np.float64] = -np.expm1(-length / GROWN_UP)
    return dear


class Milestone(Parameters):
    """A reward for a streak of a certain length."""

    at: int = Field(ge=1, le=MOST_DAYS, description="length of the streak, in periods")
    reward: Reward = Field(description="what it brings")


@mechanic("streak")
class Streak(Mechanic):
    """Count the periods in a row in which the customer acted often enough."""

    theory: ClassVar[str] = (
        "What was built up is not lightly lost (loss aversion: Kahneman & Tversky 1979), and a "
        "goal close to its end presses. A reserve of skips helps hard goals (Sharif & Shu "
        "2017); a broken streak discourages, less so where it can be repaired (Silverman & "
        "Barasch 2023), so long streaks without forgiveness can backfire."
    )

    every: int = Field(default=1, ge=1, le=31, description="days in a period; 7 is a week")
    acts: int = Field(default=1, ge=1, le=31, description="acts needed in a period")
    freezes: int = Field(
        default=0, ge=0, le=30, description=f"missed periods forgiven per {FREEZE_DAYS} days"
    )
    milestones: tuple[Milestone, ...] = Field(
        default=(), description="rewards for lengths of the streak, in rising order"
    )

    @field_validator("acts")
    @classmethod
    def _fits_period(cls, value: int, info: ValidationInfo) -> int:
        days = info.data.get("every")
        if days is not None and value > days:
            msg = f"must be at most {days}, one act for each day of the period, but is {value}"
            raise ValueError(msg)
        return value

    @field_validator("milestones")
    @classmethod
    def _rising(cls, value: tuple[Milestone, ...]) -> tuple[Milestone, ...]:
        lengths = [milestone.at for milestone in value]
        if lengths != sorted(set(lengths)):
            msg = f"must be in rising order, each length once, but are {lengths}"
            raise ValueError(msg)
        return value

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare progress in the period, length, freezes left, and who is at risk."""
        return (
            StateColumn("done", "acts", "acts in this period", dtype=np.int32),
            StateColumn("length", "periods", "periods in a row", dtype=np.int32),
            StateColumn("freezes", "freezes", "freezes left", dtype=np.int32),
            StateColumn(
                "at_risk", "yes or no", "a streak not yet kept", dtype=np.bool_, signal=True
            ),
        )

    def open(self, view: View) -> Answer:
        """Hand out freezes and see who is at risk today."""
        own = view.own
        if view.age % FREEZE_DAYS == 0:
            own["freezes"][:] = self.freezes
        own["freezes"][view.joined] = self.freezes
        if view.age % self.every == 0:
            own["done"][:] = 0
        np.greater(own["length"], 0, out=own["at_risk"])
        own["at_risk"] &= own["done"] < self.acts
        return NOTHING

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer | Symbol, ...]:
        """Offer the streak itself, and the next milestone."""
        done, length = view.own["done"][rows], view.own["length"][rows]
        needed = self.acts - done
        days_left = self.every - view.age % self.every
        pressing = np.square(needed / days_left) * (needed <= days_left)
        pressing[view.own["freezes"][rows] > 0] = 1.0
        urgency = dearness(length + 1) * pressing * (needed > 0)
        symbol = Symbol(urgency, loss=length > 0, pace=self._pace())
        return (symbol, *self._next_milestone(view, done, length))

    def _pace(self) -> float:
        """Give the acts per day that keeping it takes, freezes used."""
        forgiven = min(1.0, self.freezes * self.every / FREEZE_DAYS)
        return self.acts / self.every * (1.0 - forgiven)

    def _next_milestone(
        self, view: View, done: NDArray[np.int32], length: NDArray[np.int32]
    ) -> tuple[Offer, ...]:
        if not self.milestones:
            return ()
        lengths = np.array([milestone.at for milestone in self.milestones])
        values = np.array([milestone.reward.worth(view) for milestone in self.milestones])
        following = np.searchsorted(lengths, length, side="right")
        goal = lengths[np.minimum(following, lengths.size - 1)]
        left = np.maximum((goal - length) * self.acts - done - 1, 0)
        stands = (following < lengths.size) & (done < self.acts)
        share = np.minimum(left / (goal * self.acts), 1.0)
        value = values[np.minimum(following, lengths.size - 1)]
        return (Offer(value, stands=stands, acts_left=left, left_share=share, goal=True),)

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Count the act, lengthen the streak, and reward milestones."""
        done, length = view.own["done"], view.own["length"]
        done[acts.rows] += 1
        kept = acts.rows[done[acts.rows] == self.acts]
        length[kept] += 1
        posts, moments = [], []
        for milestone in self.milestones:
            rows = kept[length[kept] == milestone.at]
            if rows.size:
                posts.append(milestone.reward.pay(rows))
                moments.append(Moment(MomentKind.GOAL_REACHED, rows))
        return Answer(tuple(posts), tuple(moments))

    def close(self, view: View) -> Answer:
        """End the period: forgive, or break the streak."""
        if (view.age + 1) % self.every:
            return NOTHING
        own = view.own
        missed = np.flatnonzero((own["done"] < self.acts) & (own["length"] > 0) & view.here)
        forgiven = own["freezes"][missed] > 0
        own["freezes"][missed[forgiven]] -= 1
        broken = missed[~forgiven]
        if not broken.size:
            return NOTHING
        lost = dearness(own["length"][broken])
        own["length"][broken] = 0
        return Answer((), (Moment(MomentKind.SETBACK, broken, lost),))
