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
        return self.prices(self.rule.prize)

    def open(self) -> None:
        prizes = self.account.balance
        if prizes and self.day % self.rule.draw_every == 0:
            self.exchange(self.rule.prize, prizes, prizes)

    def offers(self, act: int) -> list[Offer]:
        return [
            Offer(
                outcomes=((self.rule.chance, self.unit()[0]),),
                waiting=self.rule.draw_every / 2.0,
                at_once=self.rule.draw_every == 0,
            )
        ]

    def on_act(self, act: int, spend: float) -> None:
        if self.customer.luck(f"instance:{self.name}:draw") >= self.rule.chance:
            return
        if self.rule.draw_every == 0:
            self.pay(self.rule.prize)
        else:
            self.earn(1.0)
