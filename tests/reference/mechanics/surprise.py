"""Now and then a gift that nobody announced."""

from __future__ import annotations

from tests.reference.mechanics.membership import Membership
from tests.reference.offers import Offer


class Surprise(Membership):
    announced = False

    def offers(self, act: int) -> list[Offer]:
        return [Offer(outcomes=((1.0, self.prices(self.rule.gift)[0]),), belief=self.belief)]

    def on_act(self, act: int, spend: float) -> None:
        if self.customer.luck(f"instance:{self.name}:draw") < self.rule.chance:
            worth, _ = self.prices(self.rule.gift)
            self.pay(self.rule.gift)
            in_kind = self.rule.gift_kind == "in_kind"
            self.felt.gifts.append((self, in_kind, worth))
            self.today.got.add(self.name)
