"""A share of the spend, paid back later."""

from __future__ import annotations

from tests.reference.mechanics.membership import Membership
from tests.reference.offers import Offer


class CashBack(Membership):
    keeps_account = True

    def unit(self) -> tuple[float, float]:
        return 1.0, 1.0

    @property
    def stake(self) -> float:
        return self.held()

    def open(self) -> None:
        owed = self.account.balance
        if self.day > 0 and self.day % self.rule.pays_every == 0 and owed > 0.0:
            self.ledger.redeem(self.account, owed, owed, owed)

    def _back(self, spend: float) -> float:
        if spend < self.rule.min_spend:
            return 0.0
        back = float(self.rule.rate * spend)
        if self.rule.most is not None:
            back = min(back, max(0.0, self.rule.most - self.account.balance))
        return back

    def offers(self, act: int) -> list[Offer]:
        back = self._back(self.customer.price[act])
        if back <= 0.0:
            return []
        waiting = self.rule.pays_every - self.day % self.rule.pays_every
        return [Offer(outcomes=((1.0, back),), waiting=waiting)]

    def on_act(self, act: int, spend: float) -> None:
        self.earn(self._back(spend))
