"""A target of acts or spend within some days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.reference.mechanics.goals import acts_for, pressing, within_one
from tests.reference.mechanics.membership import Membership, table_of_fit
from tests.reference.offers import Offer, Token

if TYPE_CHECKING:
    from tests.reference.instance import Instance


class Challenge(Membership):
    fit, game = table_of_fit("challenge")

    def join(self) -> None:
        self.progress, self.begun, self.running = 0.0, self.day, True
        self.met = False

    def open(self) -> None:
        self.running_today = self.running

    def says(self, column: str) -> bool:
        assert column == "running"
        return self.running_today

    @property
    def target(self) -> float:
        return float(self.rule.acts if self.rule.spend is None else self.rule.spend)

    def _each(self, act: int) -> float:
        return 1.0 if self.rule.spend is None else self.customer.price[act]

    def _needed(self, act: int) -> float:
        return acts_for(self.target - self.progress, self._each(act)) if self.running else 0.0

    def _days_left(self) -> int:
        return int(self.rule.days - (self.day - self.begun))

    def token(self, act: int) -> Token:
        pace = acts_for(self.target, self._each(act)) / self.rule.days
        days_left = self._days_left()
        presses = pressing(self._needed(act), days_left, self.possible(act, days_left))
        return Token(presses, pace=pace)

    def offers(self, act: int) -> list[Offer]:
        each = self._each(act)
        if self.rule.reward is None or not self.running or each <= 0.0:
            return []
        left = (self.target - self.progress - each) / self.target
        return [
            Offer(
                outcomes=((1.0, self.prices(self.rule.reward)[0]),),
                acts_left=max(0.0, self._needed(act) - 1.0),
                share_left=within_one(left),
                days_left=self._days_left(),
                goal=True,
                cycle=acts_for(self.target, each)
                if self.rule.recurrence == "on_completion"
                else None,
            )
        ]

    def on_act(self, act: int, spend: float) -> None:
        if not self.running:
            return
        self.progress += 1.0 if self.rule.spend is None else spend
        if self.progress < self.target * (1.0 - 1e-9):
            return
        if self.rule.reward is not None:
            self.pay(self.rule.reward)
        self.today.goals += 1
        self.met = True
        self.progress = 0.0
        self.running = self.rule.recurrence == "on_completion"
        if self.running:
            self.begun = self.day + 1

    def close(self) -> None:
        if self.day + 1 - self.begun < self.rule.days:
            return
        again = self.rule.recurrence == "on_expiration"
        if self.running and self.progress > 0.0:
            self.felt.setbacks.append(min(1.0, self.progress / self.target))
        if self.running or again:
            self.progress = 0.0
        self.running = again
        if again:
            self.begun = self.day + 1

    @classmethod
    def figures(cls, instance: Instance) -> tuple[str, ...]:
        return ("challenge_met",)

    def attained(self) -> dict[str, bool]:
        return {"challenge_met": self.met}
