"""A chance of a prize for each act."""

from __future__ import annotations

from tests.reference.behaviour import Offer
from tests.reference.mechanics.membership import Membership


class Lottery(Membership):
    def launch(self) -> None:
        self.won = 0

    def open(self, day: int) -> None:
        if self.won and day % self.rule.draw_every == 0:
            self.ledger.grant(self.won * self.rule.prize.value, self.won * self.rule.prize.cost)
            self.won = 0

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
            self.won += 1
