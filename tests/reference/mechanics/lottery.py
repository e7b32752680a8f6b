"""A chance of a prize for each act."""

from __future__ import annotations

from tests.reference.behaviour import Offer
from tests.reference.mechanics.membership import Membership


class Lottery(Membership):
    known = False

    @property
    def keeps_account(self) -> bool:  # type: ignore[override]
        return bool(self.rule.draw_every)

    def unit(self) -> tuple[float, float]:
        return self.rule.prize.value, self.rule.prize.cost

    def open(self, day: int) -> None:
        if self.account.balance and day % self.rule.draw_every == 0:
            self.ledger.redeem(self.account, self.account.balance)

    def offers(self, day: int) -> list[Offer]:
        return [
            Offer(
                outcomes=((self.rule.chance, self.rule.prize.value),),
                waiting=self.rule.draw_every / 2.0,
                at_once=self.rule.draw_every == 0,
            )
        ]

    def on_act(self, day: int, spend: float) -> None:
        if self.customer.luck(f"{self.name}:draw") >= self.rule.chance:
            return
        if self.rule.draw_every == 0:
            self.grant(self.rule.prize.value, self.rule.prize.cost)
        else:
            self.earn(1.0)
