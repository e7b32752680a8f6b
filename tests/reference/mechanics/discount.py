"""A share of the spend off."""

from __future__ import annotations

from tests.reference.mechanics.membership import Membership
from tests.reference.offers import Offer


class Discount(Membership):
    def offers(self, act: int) -> list[Offer]:
        price = self.customer.price[act]
        if price < self.rule.min_spend or price == 0.0:
            return []
        return [Offer(outcomes=((1.0, self.rule.rate * price),))]

    def on_act(self, act: int, spend: float) -> None:
        if spend >= self.rule.min_spend:
            self.grant(self.rule.rate * spend, self.rule.rate * spend)
