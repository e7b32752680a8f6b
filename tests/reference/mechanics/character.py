"""What the firm stands for."""

from __future__ import annotations

import math

from tests.reference.mechanics.membership import Membership, table_of_fit
from tests.reference.offers import Token


class Character(Membership):
    fit, game = table_of_fit("character")

    def join(self) -> None:
        values = self.customer.luck(f"instance:{self.name}:values")
        self.for_me = values < self.rule.speaks_to
        self.against_me = values >= 1.0 - self.rule.puts_off
        self.closeness = 0.0

    @property
    def _shown(self) -> float:
        return float(self.rule.strength * (1.0 - self.rule.automated))

    def token(self, act: int) -> Token:
        return Token(self._shown * self.closeness)

    def added_demands(self, act: int) -> dict[str, float]:
        return {"social_deviance": 2.0 * self._shown} if self.against_me else {}

    def on_act(self, act: int, spend: float) -> None:
        if self.for_me:
            pace = 1.0 - math.exp(-1.0 / self.rule.acts)
            self.closeness += pace * self._shown * (1.0 - self.closeness)
            self.felt.gestures.append((self, self._shown * self.closeness, 0))
        self.grant(0.0, self.rule.cost)
