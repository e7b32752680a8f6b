"""A bonus for coming back."""

from __future__ import annotations

from tests.reference.mechanics.membership import Membership, table_of_fit
from tests.reference.offers import Offer, Token


class ComebackBonus(Membership):
    fit, game = table_of_fit("comeback_bonus")

    def join(self) -> None:
        self.again = 0

    def open(self) -> None:
        self.waits = self.customer.idle(self.act) > self.rule.missed and self.day >= self.again

    def token(self, act: int) -> Token:
        return Token(float(self._waits_still()))

    def offers(self, act: int) -> list[Offer]:
        return [Offer(((1.0, self.prices(self.rule.reward)[0]),))] if self._waits_still() else []

    def _waits_still(self) -> bool:
        return self.waits and self.day >= self.again

    def on_act(self, act: int, spend: float) -> None:
        if self._waits_still():
            self.pay(self.rule.reward)
            self.again = self.day + max(1, self.rule.rest)
