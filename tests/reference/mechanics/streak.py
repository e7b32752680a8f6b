"""Periods kept in a row, with milestones and freezes."""

from __future__ import annotations

import math

from tests.reference.behaviour import Offer
from tests.reference.mechanics.membership import Membership, Token, table_of_fit

FREEZE_DAYS = 30


class Streak(Membership):
    fit = table_of_fit("streak")

    def launch(self) -> None:
        self.done, self.length, self.freezes = 0, 0, 0

    @property
    def at_risk(self) -> bool:
        return self.length > 0 and self.done < self.rule.acts

    def open(self, day: int) -> None:
        if day % FREEZE_DAYS == 0:
            self.freezes = self.rule.freezes

    def token(self, day: int) -> Token | None:
        needed = self.rule.acts - self.done
        if needed <= 0:
            return None
        days_left = self.rule.every - day % self.rule.every
        if self.freezes > 0:
            pressing = 1.0
        else:
            pressing = (needed / days_left) ** 2 if needed <= days_left else 0.0
        return Token(-math.expm1(-(self.length + 1) / 7.0) * pressing, loss=self.length > 0)

    def offers(self, day: int) -> list[Offer]:
        ahead = [m for m in self.rule.milestones if m.at > self.length]
        if not ahead or self.done >= self.rule.acts:
            return []
        nearest = min(ahead, key=lambda m: m.at)
        left = (nearest.at - self.length) * self.rule.acts - self.done - 1
        return [
            Offer(
                outcomes=((1.0, nearest.reward.value),),
                acts_left=left,
                share_left=left / (nearest.at * self.rule.acts),
                goal=True,
            )
        ]

    def on_act(self, day: int, spend: float) -> None:
        self.done += 1
        if self.done != self.rule.acts:
            return
        self.length += 1
        for milestone in self.rule.milestones:
            if milestone.at == self.length:
                self.grant(milestone.reward.value, milestone.reward.cost)
                self.today.goals += 1

    def close(self, day: int) -> None:
        if (day + 1) % self.rule.every != 0:
            return
        if self.done < self.rule.acts and self.length > 0:
            self._missed()
        self.done = 0

    def _missed(self) -> None:
        if self.freezes > 0:
            self.freezes -= 1
        else:
            self.today.broken.append(self.length)
            self.length = 0
