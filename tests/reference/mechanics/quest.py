"""Steps in order, and branches beside the way."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from tests.reference.mechanics.goals import ahead
from tests.reference.mechanics.membership import Membership, table_of_fit
from tests.reference.offers import Offer, Token

if TYPE_CHECKING:
    from tests.reference.instance import Instance


class Quest(Membership):
    fit, game = table_of_fit("quest")

    @classmethod
    def about(cls, rule: Any) -> tuple[str | None, ...]:
        return tuple(step.act or rule.act for step in rule.steps)

    def join(self) -> None:
        self.done, self.ended = [0 for _ in self.rule.steps], False
        self._note_turns()

    def _note_turns(self) -> None:
        self.turns = [self._is_open(k) for k in range(len(self.done))]

    def says(self, column: str) -> bool:
        return self.turns[int(column.removeprefix("at_")) - 1]

    def _left(self, k: int) -> int:
        return max(0, int(self.rule.steps[k].times) - self.done[k])

    @property
    def _way(self) -> list[int]:
        return [k for k, step in enumerate(self.rule.steps) if not step.optional]

    def _is_open(self, k: int) -> bool:
        over = all(self._left(j) == 0 for j in self._way)
        blocked = any(self._left(j) > 0 for j in self._way if j < k)
        return self._left(k) > 0 and not over and not blocked

    def _step_for(self, act: int) -> int | None:
        mine = [k for k, number in enumerate(self.acts) if number == act and self._is_open(k)]
        return min(mine) if mine else None

    def _needed(self, act: int) -> int:
        k = self._step_for(act)
        if k is None or self.rule.steps[k].optional:
            return 0
        return sum(self._left(j) for j in self._way)

    def token(self, act: int) -> Token | None:
        whole = sum(self.rule.steps[j].times for j in self._way)
        return ahead(self._needed(act), whole) if self.rule.trophy else None

    def offers(self, act: int) -> list[Offer]:
        offered, needed, k = [], self._needed(act), self._step_for(act)
        if self.rule.reward is not None and needed > 0:
            whole = sum(self.rule.steps[j].times for j in self._way)
            offered.append(self._offer(self.rule.reward, needed, whole, goal=True))
        if k is not None and self.rule.steps[k].reward is not None:
            step = self.rule.steps[k]
            goal = step.times > 1
            offered.append(self._offer(step.reward, self._left(k), step.times, goal=goal))
        return offered

    def _offer(self, reward: Any, needed: int, whole: int, *, goal: bool) -> Offer:
        return Offer(
            outcomes=((1.0, self.prices(reward)[0]),),
            acts_left=needed - 1,
            share_left=(needed - 1) / whole,
            goal=goal,
            cycle=math.inf,
        )

    def on_act(self, act: int, spend: float) -> None:
        k = self._step_for(act)
        if k is not None:
            self._take(k)
        self._note_turns()

    def _take(self, k: int) -> None:
        self.done[k] += 1
        step = self.rule.steps[k]
        if step.reward is not None and self._left(k) == 0:
            self.pay(step.reward)
        if all(self._left(j) == 0 for j in self._way):
            self.ended = True
            if self.rule.reward is not None:
                self.pay(self.rule.reward)
            self.today.goals += 1

    @classmethod
    def figures(cls, instance: Instance) -> tuple[str, ...]:
        return ("quest_completed",)

    def attained(self) -> dict[str, bool]:
        return {"quest_completed": self.ended}
