"""Now and then a gift that nobody announced."""

from __future__ import annotations

from tests.reference.behaviour import Offer
from tests.reference.mechanics.membership import Membership


class Surprise(Membership):
    announced = False

    def offers(self, day: int) -> list[Offer]:
        return [
            Offer(outcomes=((1.0, self.rule.gift.value),), belief=self.belief),
        ]

    def on_act(self, day: int, spend: float) -> None:
        if self.customer.luck(f"{self.name}:draw") < self.rule.chance:
            self.grant(self.rule.gift.value, self.rule.gift.cost)
            in_kind = self.rule.gift_kind == "in_kind"
            self.today.gifts.append((self, in_kind, self.rule.gift.value))
