"""Points for acts and spend, exchanged for rewards."""

from __future__ import annotations

import math
from collections import defaultdict

from tests.reference.mechanics.membership import Membership
from tests.reference.offers import Offer

LOT_DAYS = 30


class Points(Membership):
    keeps_account = True

    def __init__(self, instance, customer) -> None:
        super().__init__(instance, customer)
        self.lots: dict[int, float] = defaultdict(float)
        self.pending: list[tuple[int, int, float]] = []

    def unit(self) -> tuple[float, float]:
        return self.rule.redeem.value / self.threshold, self.rule.redeem.cost / self.threshold

    @property
    def threshold(self) -> float:
        return float(self.rule.redeem.points)

    def full(self) -> float:
        return self.threshold

    def held(self) -> float:
        return self.active

    @property
    def active(self) -> float:
        return sum(self.lots.values())

    def credit(self, units: float) -> None:
        super().credit(units)
        if self.instance.ended:
            return
        lot = self.day // LOT_DAYS
        if self.rule.pending_days:
            self.pending.append((self.day + self.rule.pending_days, lot, units))
        else:
            self.lots[lot] += units

    def due(self) -> None:
        for _, lot, points in [p for p in self.pending if p[0] <= self.day]:
            self.lots[lot] += points
        self.pending = [p for p in self.pending if p[0] > self.day]

    def end(self) -> None:
        super().end()
        self.lots.clear()
        self.pending.clear()

    def open(self) -> None:
        expiry = self.rule.expiry
        if expiry is None:
            return
        if expiry.policy == "activity":
            if self.customer.idle(self.act) >= expiry.days:
                self._expire(list(self.lots))
            return
        self._expire([lot for lot in self.lots if LOT_DAYS * (lot + 1) + expiry.days <= self.day])

    def _expire(self, lots: list[int]) -> None:
        for lot in lots:
            self.ledger.expire(self.account, self.lots.pop(lot))

    def _earned_by(self, spend: float) -> float:
        if spend < self.rule.min_spend:
            return 0.0
        return float(self.rule.per_act + self.rule.per_spend * spend)

    def offers(self, act: int) -> list[Offer]:
        earned = self._earned_by(self.customer.price[act])
        if earned <= 0.0:
            return []
        balance = self.active + sum(points for _, _, points in self.pending)
        paid_for = self.threshold * math.floor(balance / self.threshold + 1e-9)
        missing = self.threshold - max(0.0, balance - paid_for)
        return [
            Offer(
                outcomes=((1.0, self.rule.redeem.value * max(1.0, earned / self.threshold)),),
                acts_left=max(0, math.ceil(missing / earned - 1e-9) - 1),
                share_left=min(1.0, max(0.0, (missing - earned) / self.threshold)),
                waiting=self.rule.pending_days,
                goal=True,
            )
        ]

    def on_act(self, act: int, spend: float) -> None:
        earned = self._earned_by(spend)
        if earned > 0.0:
            self.earn(earned)
        rewards = math.floor(self.active / self.threshold + 1e-9)
        if rewards >= 1:
            self._redeem(rewards)
            self.today.goals += 1

    def _redeem(self, rewards: int) -> None:
        points, reward = rewards * self.threshold, self.rule.redeem
        self.ledger.redeem(self.account, points, rewards * reward.value, rewards * reward.cost)
        for lot in sorted(self.lots):
            taken = min(points, self.lots[lot])
            self.lots[lot] -= taken
            points -= taken
