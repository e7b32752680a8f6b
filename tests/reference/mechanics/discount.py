"""A share of the spend off."""

from __future__ import annotations

from tests.reference.mechanics.membership import Membership
from tests.reference.offers import Offer


class Discount(Membership):
    def join(self) -> None:
        self.on_offer = 0.0

    def open(self) -> None:
        if self._holds(self.customer.price[self.act]) and not self.customer.may(self.act):
            if self.on_offer < self.rule.rate:
                self.felt.setbacks.append(self.rule.rate - self.on_offer)
            self.on_offer = max(self.on_offer, self.rule.rate)

    def offers(self, act: int) -> list[Offer]:
        price = self.customer.price[act]
        if price < self.rule.min_spend or price == 0.0:
            return []
        return [Offer(outcomes=((1.0, self.rule.rate * price),))]

    def on_act(self, act: int, spend: float) -> None:
        self.on_offer = self.rule.rate
        if spend >= self.rule.min_spend:
            self.grant(self.rule.rate * spend, self.rule.rate * spend)

    def _holds(self, spend: float) -> bool:
        return bool(0.0 < spend >= self.rule.min_spend)
