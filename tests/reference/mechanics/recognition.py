"""Praise for what customers do."""

from __future__ import annotations

import math

from tests.reference.mechanics.membership import Membership


class Recognition(Membership):
    def join(self) -> None:
        self.count, self.praised = 0, -math.inf

    def on_act(self, act: int, spend: float) -> None:
        self.count += 1
        if self.count < self.rule.every:
            return
        self.count = 0
        if self.customer.luck(f"instance:{self.name}:praise") < self.rule.chance:
            rare = -math.expm1(-(self.day - self.praised) / 7.0)
            self.praised = self.day
            self.felt.praises.append(self.rule.sincerity * rare)
            self.grant(0.0, self.rule.cost)
