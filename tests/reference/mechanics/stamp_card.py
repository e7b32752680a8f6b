"""Stamps on a card, and a reward for a full one."""

from __future__ import annotations

from tests.reference.behaviour import Offer
from tests.reference.mechanics.membership import Membership


class StampCard(Membership):
    keeps_account = True

    def unit(self) -> tuple[float, float]:
        full = self.rule.stamps
        return self.rule.reward.value / full, self.rule.reward.cost / full

    def full(self) -> float:
        return float(self.rule.stamps)

    def launch(self) -> None:
        self.stamps, self.cards = self.rule.head_start, 0
        self.begun: int | None = None
        self.first = True
        self.ledger.earn(self.account, self.stamps)

    @property
    def running(self) -> bool:
        return self.rule.repeat or self.cards == 0

    def open(self, day: int) -> None:
        lasts = self.rule.expires_after
        if lasts is not None and self.begun is not None and day - self.begun >= lasts:
            self.ledger.expire(self.account, self.stamps)
            self.stamps, self.begun, self.first = self._given_again(), None, False
            self.ledger.earn(self.account, self.stamps)

    def _given_again(self) -> int:
        every = self.rule.head_start_on == "every" and self.rule.repeat
        return int(self.rule.head_start) if every else 0

    def _too_late(self, day: int) -> bool:
        lasts = self.rule.expires_after
        if lasts is None:
            return False
        days_left = lasts if self.begun is None else lasts - (day - self.begun)
        return bool(self.rule.stamps - self.stamps > days_left)

    def offers(self, day: int) -> list[Offer]:
        if not self.running or self._too_late(day):
            return []
        left = self.rule.stamps - self.stamps - 1
        given = self.rule.head_start / self.rule.stamps if self.first else 0.0
        return [
            Offer(
                outcomes=((1.0, self.rule.reward.value),),
                acts_left=left,
                share_left=left / self.rule.stamps,
                given_share=given,
                goal=True,
            )
        ]

    def on_act(self, day: int, spend: float) -> None:
        if not self.running:
            return
        if self.begun is None:
            self.begun = day
        self.earn(1)
        self.stamps += 1
        if self.stamps == self.rule.stamps:
            self.ledger.redeem(self.account, self.rule.stamps)
            self.stamps, self.begun, self.first = self._given_again(), None, False
            if self.stamps:
                self.earn(self.stamps)
            self.cards += 1
            self.today.goals += 1
