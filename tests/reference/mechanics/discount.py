"""A share of the spend off."""

from __future__ import annotations

from tests.reference.behaviour import Offer
from tests.reference.mechanics.membership import Membership


class Discount(Membership):
    def offers(self, day: int) -> list[Offer]:
        price = self.customer.price[self.act]
        if price < self.rule.min_spend or price == 0.0:
            return []
        return [Offer(outcomes=((1.0, self.rule.rate * price),))]

    def on_act(self, day: int, spend: float) -> None:
        if spend >= self.rule.min_spend:
            self.grant(self.rule.rate * spend, self.rule.rate * spend)
