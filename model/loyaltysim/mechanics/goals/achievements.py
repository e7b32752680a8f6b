"""Achievements: a list of tasks for every day or week, as in an online game."""

from __future__ import annotations

import math
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
    Post,
    Rows,
    StateColumn,
    Symbol,
)
from loyaltysim.mechanics.imposed import Imposed, Reward
from loyaltysim.mechanics.quota import Quota
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.mechanics.task import Task, acts_left
from loyaltysim.mechanics.urgency import pressing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from loyaltysim.hooks import View


@mechanic("achievements")
class Achievements(Imposed):
    """Tick off the tasks of the day or the week; all of them together bring a bonus."""

    theory: ClassVar[str] = (
        "Small goals that are near raise effort (Kivetz, Urminsky & Zheng 2006), and lists invite to be "
        "completed. They are a game, and games wear off: effects of gamification fell from large in "
        "the first week to none over years (Kim & Castelli 2021). A set that is done leaves nothing "
        "to do until the next; tasks beyond one's pace are ignored; many small rewards crowd out "
        "interest as one of the same worth (Deci, Koestner & Ryan 1999)."
    )

    every: int = Field(default=1, ge=1, le=31, description="days in a period; 7 is a week")
    tasks: tuple[Task, ...] = Field(
        min_length=1, max_length=12, description="the tasks of a period, in any order"
    )
    bonus: Reward | None = Field(
        default=None, description="what all tasks of a period bring; none if left out"
    )

    def quotas(self) -> tuple[Quota, ...]:
        """Name the acts of every task."""
        return tuple(
            Quota(("tasks", k, "times"), task.act or self.act, task.times, self.every)
            for k, task in enumerate(self.tasks)
        )

    def acts_about(self) -> tuple[str | None, ...]:
        """Name the act of every task."""
        return tuple(task.act or self.act for task in self.tasks)

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare what was done of each task, and the sets completed."""
        done = (
            StateColumn(f"done_{k}", "acts", f"acts for task {k} in this period", dtype=np.int32)
            for k in range(1, len(self.tasks) + 1)
        )
        return (
            *done,
            StateColumn("sets", "sets", "periods in which all tasks were done", dtype=np.int32),
            StateColumn("unfinished", "yes or no", "tasks are left", dtype=np.bool_, signal=True),
        )

    def open(self, view: View) -> Answer:
        """Begin a new list when a period begins."""
        if view.age % self.every == 0:
            for k in range(len(self.tasks)):
                view.own[f"done_{k + 1}"][:] = 0
            view.own["unfinished"][:] = True
        return NOTHING

    def _about(self, view: View, act: int) -> list[int]:
        return [k for k, number in enumerate(view.about) if number == act]

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer | Symbol, ...]:
        """Offer the ticks and rewards of the act's tasks, and the bonus for all."""
        needed, own = acts_left(view, rows, self.tasks), self._about(view, act)
        return (*self._ticks(view, act, needed, own), *self._bonus(view, needed, own))

    def _ticks(
        self, view: View, act: int, needed: NDArray[np.int32], own: list[int]
    ) -> Iterator[Offer | Symbol]:
        days_left = self.every - view.age % self.every
        room = view.room(act, days_left)
        for k in own:
            task = self.tasks[k]
            yield Symbol(pressing(needed[k], days_left, room), pace=task.times / self.every)
            if task.reward is not None:
                left = np.maximum(needed[k] - 1, 0)
                yield Offer(
                    task.reward.worth(view),
                    stands=needed[k] > 0,
                    acts_left=left,
                    left_share=left / task.times,
                    goal=task.times > 1,
                    cycle=math.inf,
                    days_left=days_left,
                )

    def _bonus(self, view: View, needed: NDArray[np.int32], own: list[int]) -> Iterator[Offer]:
        if self.bonus is None:
            return
        after = needed.copy()
        after[own] = np.maximum(after[own] - 1, 0)
        yield Offer(
            self.bonus.worth(view),
            stands=needed[own].max(axis=0) > 0,
            # tasks of several acts go side by side: the longest says how many days it takes
            acts_left=after.max(axis=0),
            left_share=after.sum(axis=0) / sum(task.times for task in self.tasks),
            goal=True,
            days_left=self.every - view.age % self.every,
        )

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Count the act for its tasks; reward tasks and full sets."""
        rows, posts = acts.rows, list[Post]()
        before = acts_left(view, rows, self.tasks)
        for k in self._about(view, acts.act):
            view.own[f"done_{k + 1}"][rows] += 1
            reward, ticked = self.tasks[k].reward, rows[before[k] == 1]
            if reward is not None and ticked.size:
                posts.append(reward.pay(ticked))
        left = acts_left(view, rows, self.tasks).max(axis=0, initial=0)
        full = rows[(before.max(axis=0, initial=0) > 0) & (left == 0)]
        view.own["sets"][full] += 1
        view.own["unfinished"][full] = False
        if not full.size:
            return Answer(tuple(posts))
        if self.bonus is not None:
            posts.append(self.bonus.pay(full))
        return Answer(tuple(posts), (Moment(MomentKind.GOAL_REACHED, full),))
