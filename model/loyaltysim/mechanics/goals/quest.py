"""Quest: steps in order, such as a treasure hunt, with a trophy at the end."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import Field, field_validator

from loyaltysim.hooks import (
    NOTHING,
    Acts,
    Answer,
    Moment,
    MomentKind,
    Offer,
    Post,
    Rows,
    StateColumn,
    Symbol,
)
from loyaltysim.mechanics.feat import Feat
from loyaltysim.mechanics.imposed import Imposed, Reward
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.mechanics.steps import Step, counts_for, to_first_reward, turns, way
from loyaltysim.mechanics.task import acts_left

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from loyaltysim.hooks import View
    from loyaltysim.hooks.arrays import Mask


@mechanic("quest")
class Quest(Imposed):
    """Follow steps of several acts in order, such as a treasure hunt, to a trophy or a reward."""

    theory: ClassVar[str] = (
        "Curiosity and mastery draw people from step to step, and the end pulls as it comes near "
        "(Kivetz, Urminsky & Zheng 2006). A hunt is new once: a location game added about 950 steps "
        "a day in its first week and none after six (Howe et al. 2016). Who is stuck at a step gets "
        "no further, steps that nobody is asked for are not done, and after the end nothing is left."
    )

    measures: ClassVar[Mapping[str, str]] = {
        "quest_completed": "members who came to its end / members at the end"
    }

    steps: tuple[Step, ...] = Field(
        min_length=1, max_length=20, description="the steps, in their order"
    )
    trophy: bool = Field(
        default=True,
        description="whether the end brings a trophy, worth no money; without, no game",
    )
    reward: Reward | None = Field(default=None, description="what the end brings; none if left out")

    @field_validator("steps")
    @classmethod
    def _some_way(cls, value: tuple[Step, ...]) -> tuple[Step, ...]:
        if all(step.optional for step in value):
            msg = "must have a step that is not optional"
            raise ValueError(msg)
        return value

    def acts_about(self) -> tuple[str | None, ...]:
        """Name the act of every step."""
        return tuple(step.act or self.act for step in self.steps)

    def least_feat(self) -> Feat:
        """Name what the first reward, or the end, takes of the act that is to be done most often for it."""
        times = Counter[str | None]()
        for step in to_first_reward(self.steps):
            times[step.act or self.act] += step.times
        return Feat(*times.most_common(1)[0])

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare what was done of each step, whose turn it is, and the trophy."""
        columns = []
        for k in range(1, len(self.steps) + 1):
            columns.append(StateColumn(f"done_{k}", "acts", f"acts for step {k}", dtype=np.int32))
            meaning = f"step {k} is to be done next"
            columns.append(
                StateColumn(f"at_{k}", "yes or no", meaning, dtype=np.bool_, signal=True)
            )
        trophies = StateColumn("trophies", "trophies", "quests completed", dtype=np.int32)
        return (*columns, trophies)

    def open(self, view: View) -> Answer:
        """Show the first steps to those who join."""
        if view.joined.size:
            self._show(view, view.joined)
        return NOTHING

    def _show(self, view: View, rows: Rows) -> None:
        """Note whose turn which step is."""
        for k, turn in enumerate(turns(self.steps, acts_left(view, rows, self.steps))):
            view.own[f"at_{k + 1}"][rows] = turn

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer | Symbol, ...]:
        """Offer the step's reward, and the trophy and reward at the end."""
        left, offers = acts_left(view, rows, self.steps), list[Offer]()
        onwards = np.zeros(rows.size, np.bool_)
        for k, turn in counts_for(self.steps, view.about, act, left):
            step, after = self.steps[k], np.maximum(left[k] - 1, 0)
            if not step.optional:
                onwards |= turn
            if step.reward is not None:
                worth, share = step.reward.worth(view), after / step.times
                several = step.times > 1
                offers.append(Offer(worth, None, turn, after, share, goal=several, cycle=math.inf))
        return (*self._end(view, left[way(self.steps)].sum(axis=0) * onwards), *offers)

    def _end(self, view: View, needed: NDArray[np.int32]) -> Iterator[Offer | Symbol]:
        after = np.maximum(needed - 1, 0)
        share = after / sum(self.steps[k].times for k in way(self.steps))
        if self.trophy:
            yield Symbol(needed > 0, acts_left=after, left_share=share)
        if self.reward is not None:
            yield Offer(self.reward.worth(view), None, needed > 0, after, share, goal=True)

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Go on to the next step; at the end there is the trophy."""
        own, rows, posts = view.own, acts.rows, list[Post]()
        left = acts_left(view, rows, self.steps)
        for k, turn in list(counts_for(self.steps, view.about, acts.act, left)):
            own[f"done_{k + 1}"][rows[turn]] += 1
            reward, through = self.steps[k].reward, rows[turn & (left[k] == 1)]
            if reward is not None and through.size:
                posts.append(reward.pay(through))
        self._show(view, rows)
        now = acts_left(view, rows, self.steps)[way(self.steps)].sum(axis=0)
        there = rows[(left[way(self.steps)].sum(axis=0) > 0) & (now == 0)]
        own["trophies"][there] += 1
        if not there.size:
            return Answer(tuple(posts))
        if self.reward is not None:
            posts.append(self.reward.pay(there))
        return Answer(tuple(posts), (Moment(MomentKind.GOAL_REACHED, there),))

    def attained(self, view: View) -> Mapping[str, Mask]:
        """Tell who came to its end."""
        return {"quest_completed": view.own["trophies"] > 0}
