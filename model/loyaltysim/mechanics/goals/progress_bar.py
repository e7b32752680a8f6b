"""Progress bar: a profile, or another list of things to do once."""

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
from loyaltysim.mechanics import filling
from loyaltysim.mechanics.filling import steps_missing
from loyaltysim.mechanics.mechanic import Mechanic, Reward
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.units import MOST_DAYS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from loyaltysim.hooks import View
    from loyaltysim.hooks.arrays import Mask


@mechanic("progress_bar")
class ProgressBar(Mechanic):
    """Show how much of a profile is filled in; it never fills for those who will not share."""

    theory: ClassVar[str] = (
        "What is begun wants to be finished, the more the nearer the end (Kivetz, Urminsky & Zheng "
        "2006), and a bar that starts partly filled is filled more often (Nunes & Dreze 2006). But a "
        "step that somebody will not take, such as telling one's income, is not taken for the sake "
        "of a bar: who that is lies in the demands of the steps' acts (social_deviance), not in the "
        "bar. For them it never fills, and an unfinished bar in view vexes (assumption)."
    )

    measures: ClassVar[Mapping[str, str]] = filling.MEASURES

    steps: tuple[str, ...] = Field(
        min_length=1,
        max_length=20,
        description="names of the acts, each to be done once; act, if given, is one more",
    )
    head_start: float = Field(
        default=0.0, ge=0, le=0.9, description="share of the bar that is filled from the start"
    )
    reward: Reward | None = Field(
        default=None, description="what a full bar brings; none if left out"
    )
    stalls_after: int | None = Field(
        default=30,
        ge=1,
        le=MOST_DAYS,
        description="days without a step after which an unfinished bar vexes; none: never",
    )

    @field_validator("steps")
    @classmethod
    def _each_once(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        if len({*value, info.data.get("act")}) <= len(value):
            msg = f"must name each act once, but are {', '.join(value)}"
            raise ValueError(msg)
        return value

    def acts_about(self) -> tuple[str | None, ...]:
        """Name the acts that fill the bar."""
        return self.steps if self.act is None else (*self.steps, self.act)

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare the steps that were done, and since when nothing moves."""
        moved = "age of the instance at the last step"
        return (
            *filling.step_columns(len(self.acts_about())),
            StateColumn("moved", "day", moved, filling.NEVER, dtype=np.int32),
            StateColumn("unfinished", "yes or no", "not full", dtype=np.bool_, signal=True),
        )

    def open(self, view: View) -> Answer:
        """Show the bar to those who join; what they cannot do again counts as done."""
        rows = view.joined
        for k, act in enumerate(view.about if rows.size else ()):
            view.own[f"done_{k + 1}"][rows] = ~view.may(act)[rows]
        view.own["moved"][rows] = view.age
        np.greater(steps_missing(view, slice(None)), 0, out=view.own["unfinished"])
        return NOTHING

    def _filled(self, missing: NDArray[np.int32]) -> NDArray[np.float64]:
        return filling.share_filled(missing, len(self.acts_about()), self.head_start)

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer | Symbol, ...]:
        """Offer a fuller bar, and what a full one brings."""
        stands = ~view.own[f"done_{view.about.index(act) + 1}"][rows]
        after = np.maximum(steps_missing(view, rows) - 1, 0)
        share = 1.0 - self._filled(after)
        symbol = Symbol(stands, acts_left=after, left_share=share)
        if self.reward is None:
            return (symbol,)
        offer = Offer(
            self.reward.worth(view),
            stands=stands,
            acts_left=after,
            left_share=share,
            granted_share=self.head_start,
            goal=True,
        )
        return (symbol, offer)

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Fill the bar."""
        done = view.own[f"done_{view.about.index(acts.act) + 1}"]
        rows = acts.rows[~done[acts.rows]]
        done[rows] = True
        view.own["moved"][rows] = view.age
        full = rows[steps_missing(view, rows) == 0]
        if not full.size:
            return NOTHING
        posts = () if self.reward is None else (self.reward.pay(full),)
        return Answer(posts, (Moment(MomentKind.GOAL_REACHED, full),))

    def close(self, view: View) -> Answer:
        """Vex those whose bar stands still, once per standstill, by how much of it is filled."""
        if self.stalls_after is None:
            return NOTHING
        still = (view.age - view.own["moved"] == self.stalls_after) & view.here
        rows = np.flatnonzero(still)
        missing = steps_missing(view, rows)
        filled = self._filled(missing)
        vexed = (missing > 0) & (filled > 0)
        if not vexed.any():
            return NOTHING
        return Answer((), (Moment(MomentKind.SETBACK, rows[vexed], filled[vexed]),))

    def attained(self, view: View) -> Mapping[str, Mask]:
        """Tell whose bar is full, and whose stands still."""
        return filling.bars(view)
