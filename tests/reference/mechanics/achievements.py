"""Tasks of a day or a week."""

from __future__ import annotations

import math
from typing import Any

from tests.reference.mechanics.goals import pressing
from tests.reference.mechanics.membership import Membership, table_of_fit
from tests.reference.offers import Offer, Token


class Achievements(Membership):
    fit, game = table_of_fit("achievements")

    @classmethod
    def about(cls, rule: Any) -> tuple[str | None, ...]:
        return tuple(task.act or rule.act for task in rule.tasks)

    def join(self) -> None:
        self.done = [0 for _ in self.rule.tasks]

    def open(self) -> None:
        if self.day % self.rule.every == 0:
            self.done = [0 for _ in self.rule.tasks]
            self.unfinished = True

    def _needed(self, k: int) -> int:
        return max(0, int(self.rule.tasks[k].times) - self.done[k])

    def _of(self, act: int) -> list[int]:
        return [k for k, number in enumerate(self.acts) if number == act]

    def _days_left(self) -> int:
        return int(self.rule.every - self.day % self.rule.every)

    def tokens(self, act: int) -> list[Token]:
        return [
            Token(
                pressing(self._needed(k), self._days_left(), self.possible(act, self._days_left())),
                pace=self.rule.tasks[k].times / self.rule.every,
            )
            for k in self._of(act)
        ]

    def offers(self, act: int) -> list[Offer]:
        offered = []
        for k in self._of(act):
            task, needed = self.rule.tasks[k], self._needed(k)
            if task.reward is not None and needed > 0:
                offered.append(
                    Offer(
                        outcomes=((1.0, self.prices(task.reward)[0]),),
                        acts_left=needed - 1,
                        share_left=(needed - 1) / task.times,
                        days_left=self._days_left(),
                        goal=task.times > 1,
                        cycle=math.inf,
                    )
                )
        return offered + self._bonus(act)

    def _bonus(self, act: int) -> list[Offer]:
        if self.rule.bonus is None or not any(self._needed(k) for k in self._of(act)):
            return []
        after = [max(0, self._needed(k) - (number == act)) for k, number in enumerate(self.acts)]
        return [
            Offer(
                outcomes=((1.0, self.prices(self.rule.bonus)[0]),),
                acts_left=max(after),
                share_left=sum(after) / sum(task.times for task in self.rule.tasks),
                days_left=self._days_left(),
                goal=True,
            )
        ]

    def on_act(self, act: int, spend: float) -> None:
        left_before = sum(self._needed(k) for k in range(len(self.done)))
        for k in self._of(act):
            self.done[k] += 1
            task = self.rule.tasks[k]
            if task.reward is not None and self.done[k] == task.times:
                self.pay(task.reward)
        if left_before > 0 and not any(self._needed(k) for k in range(len(self.done))):
            if self.rule.bonus is not None:
                self.pay(self.rule.bonus)
            self.today.goals += 1
            self.unfinished = False
