"""A chance of a prize for each act."""

from __future__ import annotations

from tests.reference.mechanics.membership import Membership
from tests.reference.offers import Offer


class Lottery(Membership):
    known = False

    @property
    def keeps_account(self) -> bool:  # type: ignore[override]
        return bool(self.rule.draw_every)

    def unit(self) -> tuple[float, float]:
        return self.rule.prize.value, self.rule.prize.cost

    def open(self) -> None:
        prizes = self.account.balance
        if prizes and self.day % self.rule.draw_every == 0:
            value, cost = self.unit()
            self.ledger.redeem(self.account, prizes, prizes * value, prizes * cost)

    def offers(self, act: int) -> list[Offer]:
        return [
            Offer(
                outcomes=((self.rule.chance, self.rule.prize.value),),
                waiting=self.rule.draw_every / 2.0,
                at_once=self.rule.draw_every == 0,
            )
        ]

    def on_act(self, act: int, spend: float) -> None:
        if self.customer.luck(f"instance:{self.name}:draw") >= self.rule.chance:
            return
        if self.rule.draw_every == 0:
            self.grant(self.rule.prize.value, self.rule.prize.cost)
        else:
            self.earn(1.0)
