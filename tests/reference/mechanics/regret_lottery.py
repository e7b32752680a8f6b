"""A draw in every period, in which those who did not act learn what they would have won."""

from __future__ import annotations

from tests.reference.mechanics.membership import Membership
from tests.reference.offers import Offer


class RegretLottery(Membership):
    keeps_account = True
    known = False

    def join(self) -> None:
        self.done, self.missed = 0, False

    def unit(self) -> tuple[float, float]:
        return self.prices(self.rule.prize)

    def open(self) -> None:
        if self.day % self.rule.every == 0:
            self.done = 0

    def _drawn(self) -> bool:
        return bool(self.customer.luck(f"instance:{self.name}:draw") < self.rule.chance)

    def offers(self, act: int) -> list[Offer]:
        left = self.rule.acts - self.done - 1
        if left < 0:
            return []
        days = self.rule.every - self.day % self.rule.every
        return [
            Offer(
                outcomes=((self.rule.chance, self.worth),),
                acts_left=left,
                share_left=left / self.rule.acts,
                days_left=days,
                waiting=days - 1,
                loss=self.rule.tell_missed,
            )
        ]

    def on_act(self, act: int, spend: float) -> None:
        self.done += 1
        if self.done == self.rule.acts and self._drawn():
            self.earn(1.0)

    def close(self) -> None:
        if (self.day + 1) % self.rule.every != 0:
            return
        if self.account.balance:
            self.exchange(self.rule.prize, self.account.balance, self.account.balance)
        could = self.rule.tell_missed and self.bond.opted_in and self.done < self.rule.acts
        self.missed = could and self._drawn()
        if self.missed:
            self.felt.setbacks.append(min(1.0, self.worth / (self.price or self.worth)))

    @property
    def price(self) -> float:
        return self.customer.price[self.act]
