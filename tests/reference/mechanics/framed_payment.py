"""Money for periods with enough acts, to be gained or to be lost."""

from __future__ import annotations

from tests.reference.mechanics.membership import Membership
from tests.reference.offers import Offer


class FramedPayment(Membership):
    keeps_account = True

    def unit(self) -> tuple[float, float]:
        return 1.0, 1.0

    @property
    def stake(self) -> float:
        return self.held()

    def join(self) -> None:
        self.done = 0
        if self._loses and self.day % self._length:
            over = self.day % self._length // self.rule.every
            self.earn(self.rule.amount * (self.rule.periods - over))

    @property
    def _loses(self) -> bool:
        return bool(self.rule.frame == "loss")

    @property
    def _length(self) -> int:
        return int(self.rule.every * self.rule.periods)

    def open(self) -> None:
        if self.day % self.rule.every == 0:
            self.done = 0
        if self.day % self._length == 0:
            kept = self.account.balance
            if kept > 0.0:
                self.ledger.redeem(self.account, kept, kept, kept)
            if self._loses:
                self.earn(self.rule.amount * self.rule.periods)

    def offers(self, act: int) -> list[Offer]:
        left = self.rule.acts - self.done - 1
        if left < 0:
            return []
        return [
            Offer(
                outcomes=((1.0, self.rule.amount),),
                acts_left=left,
                share_left=left / self.rule.acts,
                waiting=self._length - self.day % self._length,
                days_left=self.rule.every - self.day % self.rule.every,
                loss=self._loses,
            )
        ]

    def on_act(self, act: int, spend: float) -> None:
        self.done += 1
        if self.done == self.rule.acts and not self._loses:
            self.earn(self.rule.amount)

    def close(self) -> None:
        if self._loses and (self.day + 1) % self.rule.every == 0 and self.done < self.rule.acts:
            self.ledger.expire(self.account, min(self.rule.amount, self.account.balance))
