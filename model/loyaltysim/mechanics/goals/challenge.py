"""Challenge: a number of acts, or a spend, within a number of days."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np
from pydantic import Field

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
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.mechanics.timed_goal import Reward, TimedGoal
from loyaltysim.mechanics.urgency import acts_for, pressing
from loyaltysim.units import ROUNDING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from loyaltysim.hooks import View
    from loyaltysim.hooks.arrays import Mask

NEVER = 2**30  # a first day that never comes


@mechanic("challenge")
class Challenge(TimedGoal):
    """Reach a target of acts or spend in time, for a reward or for the sake of it."""

    theory: ClassVar[str] = (
        "A goal that is specific and hard but within reach raises effort (Locke & Latham 2002), and "
        "more so as it comes near (Kivetz, Urminsky & Zheng 2006). Once it is reached people fall back "
        "(nothing was left of paid gym visits: Carrera et al. 2018), and a goal that is missed "
        "discourages (Soman & Cheema 2004). A target that own pace would reach anyway pays for what "
        "would have been done; one out of reach does nothing."
    )

    measures: ClassVar[Mapping[str, str]] = {
        "challenge_met": "members who met it at least once / members at the end"
    }

    recurrence: Literal["none", "on_completion", "on_expiration"] = Field(
        default="none",
        description="whether it comes once, again after each success, or again when its days are over",
    )
    reward: Reward | None = Field(default=None, description="what success brings; none if left out")

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare what was done, since when, and who is at it."""
        unit = "acts" if self.spend is None else "currency"
        return (
            StateColumn("progress", unit, "what was done towards the target"),
            StateColumn("begun", "day", "age of the instance on its first day", dtype=np.int32),
            StateColumn("won", "times", "times that it was completed", dtype=np.int32),
            StateColumn(
                "running", "yes or no", "can still be completed", dtype=np.bool_, signal=True
            ),
        )

    def open(self, view: View) -> Answer:
        """Begin for those who join."""
        view.own["running"][view.joined] = True
        view.own["begun"][view.joined] = view.age
        return NOTHING

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer | Symbol, ...]:
        """Offer the reward and the triumph, as far as both are in reach."""
        own, target = view.own, self._target
        running, missing = own["running"].take(rows), target - own["progress"].take(rows)
        each = self._each(view, act, rows)
        needed = acts_for(missing, each) * running
        days_left = own["begun"].take(rows) + (self.days - view.age)
        whole = acts_for(target, each)
        presses = pressing(needed, days_left, view.room(act, days_left))
        symbol = Symbol(presses, pace=whole / self.days)
        if self.reward is None:
            return (symbol,)
        offer = Offer(
            self.reward.worth(view),
            stands=running & np.greater(each, 0),
            acts_left=np.maximum(needed - 1.0, 0.0),
            left_share=np.clip((missing - each) / target, 0.0, 1.0),
            goal=True,
            cycle=whole if self.recurrence == "on_completion" else None,
            days_left=days_left,
        )
        return (symbol, offer)

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Count, and reward whoever has reached the target."""
        own = view.own
        at_it = own["running"].take(acts.rows)
        rows = acts.rows if at_it.all() else acts.rows.compress(at_it)
        progress = own["progress"].take(rows)
        progress += 1.0 if self.spend is None else acts.spend.compress(at_it)
        own["progress"][rows] = progress
        won = rows.compress(progress >= self._target * (1.0 - ROUNDING))
        if not won.size:
            return NOTHING
        own["won"][won] += 1
        self._begin(view, won, again=self.recurrence == "on_completion")
        posts = () if self.reward is None else (self.reward.pay(won),)
        return Answer(posts, (Moment(MomentKind.GOAL_REACHED, won),))

    def close(self, view: View) -> Answer:
        """End it for those whose days are over; to have fallen short is a setback."""
        own = view.own
        over = own["begun"] <= view.age + 1 - self.days
        if not over.any():
            return NOTHING
        rows = np.flatnonzero(over & view.here)
        short = rows[own["running"][rows] & (own["progress"][rows] > 0)]
        lost = np.minimum(own["progress"][short] / self._target, 1.0)
        self._begin(view, rows, again=self.recurrence == "on_expiration")
        return Answer((), (Moment(MomentKind.SETBACK, short, lost),)) if short.size else NOTHING

    def _begin(self, view: View, rows: Rows, *, again: bool) -> None:
        """Begin anew tomorrow, or end it; with fixed periods a winner waits for the next one."""
        own = view.own
        waits = self.recurrence == "on_expiration" and not again
        own["running"][rows], own["progress"][rows] = again, 0.0
        if not waits:
            own["begun"][rows] = view.age + 1 if again else NEVER

    def attained(self, view: View) -> Mapping[str, Mask]:
        """Tell who met it."""
        return {"challenge_met": view.own["won"] > 0}
