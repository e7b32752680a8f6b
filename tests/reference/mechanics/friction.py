"""Efforts that are part of the act."""

from __future__ import annotations

import math

from tests.reference.mechanics.membership import Membership


class Friction(Membership):
    def join(self) -> None:
        self.makes = True
        if self.rule.chosen:
            self.makes = self.customer.luck(f"instance:{self.name}:choice") < self.rule.chooses

    def added_demands(self, act: int) -> dict[str, float]:
        if not self.makes:
            return {}
        return {self.rule.factor: self.rule.effort}

    def on_act(self, act: int, spend: float) -> None:
        if not self.makes:
            return
        felt = 1.0 - math.exp(-self.rule.effort)
        if self.rule.chosen:
            self.felt.gestures.append((self, felt, 0))
        else:
            self.felt.setbacks.append(felt)
        self.grant(0.0, self.rule.cost)
