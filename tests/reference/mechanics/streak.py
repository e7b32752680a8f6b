"""Periods kept in a row, with milestones and freezes."""

from __future__ import annotations

import math

from tests.reference.mechanics.membership import Membership, table_of_fit
from tests.reference.offers import Offer, Token

FREEZE_DAYS = 30


class Streak(Membership):
    fit, game = table_of_fit("streak")

    def join(self) -> None:
        self.done, self.length, self.freezes = 0, 0, self.rule.freezes

    @property
    def at_risk(self) -> bool:
        return self.length > 0 and self.done < self.rule.acts

    def open(self) -> None:
        if self.day % FREEZE_DAYS == 0:
            self.freezes = self.rule.freezes
        if self.day % self.rule.every == 0:
            self.done = 0

    def token(self, act: int) -> Token:
        rule, needed = self.rule, self.rule.acts - self.done
        if needed <= 0:
            return Token(0.0)
        days_left = rule.every - self.day % rule.every
        if self.freezes > 0:
            pressing = 1.0
        else:
            pressing = (needed / days_left) ** 2 if needed <= days_left else 0.0
        return Token(
            urgency=-math.expm1(-(self.length + 1) / 7.0) * pressing,
            loss=self.length > 0,
            pace=rule.acts / rule.every * (1.0 - min(1.0, rule.freezes * rule.every / 30.0)),
        )

    def offers(self, act: int) -> list[Offer]:
        ahead = [m for m in self.rule.milestones if m.at > self.length]
        if not ahead or self.done >= self.rule.acts:
            return []
        nearest = min(ahead, key=lambda m: m.at)
        left = (nearest.at - self.length) * self.rule.acts - self.done - 1
        return [
            Offer(
                outcomes=((1.0, self.prices(nearest.reward)[0]),),
                acts_left=left,
                share_left=left / (nearest.at * self.rule.acts),
                goal=True,
            )
        ]

    def on_act(self, act: int, spend: float) -> None:
        self.done += 1
        if self.done != self.rule.acts:
            return
        self.length += 1
        for milestone in self.rule.milestones:
            if milestone.at == self.length:
                self.pay(milestone.reward)
                self.today.goals += 1

    def close(self) -> None:
        if (self.day + 1) % self.rule.every != 0:
            return
        if self.done < self.rule.acts and self.length > 0:
            self._missed()

    def _missed(self) -> None:
        if self.freezes > 0:
            self.freezes -= 1
        else:
            self.today.setbacks.append(-math.expm1(-self.length / 7.0))
            self.length = 0
