"""Stamps on a card, and a reward for a full one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.reference.mechanics.membership import Membership
from tests.reference.offers import Offer

if TYPE_CHECKING:
    from tests.reference.instance import Instance


class StampCard(Membership):
    keeps_account = True

    def unit(self) -> tuple[float, float]:
        value, cost = self.prices(self.rule.reward)
        return value / self.rule.stamps, cost / self.rule.stamps

    def full(self) -> float:
        return float(self.rule.stamps)

    def join(self) -> None:
        self.stamps = self.given = self.rule.head_start
        self.cards = 0
        self.begun: int | None = None
        self.earn(self.stamps)

    @property
    def running(self) -> bool:
        return self.rule.repeat or self.cards == 0

    def open(self) -> None:
        lasts = self.rule.expires_after
        if lasts is not None and self.begun is not None and self.day - self.begun >= lasts:
            self.ledger.expire(self.account, self.stamps)
            self.stamps, self.begun, self.given = self._given_again(), None, 0
            self.earn(self.stamps)

    def _given_again(self) -> int:
        every = self.rule.head_start_on == "every" and self.rule.repeat
        return int(self.rule.head_start) if every else 0

    def _days_left(self) -> float | None:
        lasts: float | None = self.rule.expires_after
        if lasts is None or self.begun is None:
            return lasts
        return lasts - (self.day - self.begun)

    def offers(self, act: int) -> list[Offer]:
        if not self.running:
            return []
        left = max(0, self.rule.stamps - self.stamps - 1)
        again = self.rule.head_start if self.rule.head_start_on == "every" else 0
        return [
            Offer(
                outcomes=((1.0, self.prices(self.rule.reward)[0]),),
                acts_left=left,
                share_left=left / self.rule.stamps,
                given_share=self.given / self.rule.stamps,
                days_left=self._days_left(),
                goal=True,
                cycle=self.rule.stamps - again if self.rule.repeat else None,
            )
        ]

    def on_act(self, act: int, spend: float) -> None:
        if not self.running:
            return
        if self.begun is None:
            self.begun = self.day
        self.earn(1)
        self.stamps += 1
        if self.stamps >= self.rule.stamps:
            self.exchange(self.rule.reward, self.stamps)
            self.stamps, self.begun, self.given = self._given_again(), None, 0
            if self.stamps:
                self.earn(self.stamps)
            self.cards += 1
            self.today.goals += 1

    @classmethod
    def figures(cls, instance: Instance) -> tuple[str, ...]:
        return ("card_filled",)

    def attained(self) -> dict[str, bool]:
        return {"card_filled": self.cards >= 1}
