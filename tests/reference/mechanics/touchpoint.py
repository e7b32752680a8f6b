"""Where customers meet the firm without a problem."""

from __future__ import annotations

import math

from tests.reference.mechanics.membership import Membership
from tests.reference.mechanics.profile import Profile, spoken
from tests.reference.serving import meet

from loyaltysim.customers.columns import FACTORS


class Touchpoint(Membership):
    announced = False

    def join(self) -> None:
        self.met = -math.inf
        self.new = self.day > 0
        self.profile = Profile(self)

    def demanded(self) -> dict[str, float]:
        felt = 1.0 - 0.3 * self.rule.trained
        return {name: felt * getattr(self.rule.effort, name) for name in FACTORS}

    def _called(self) -> bool:
        rule = self.rule
        if not self.bond.opted_in or self.instance.rival in self.today.sparing:
            return False
        if rule.at == "contact":
            return bool(self.day % rule.every == 0)
        return bool(rule.at == "renewal" and self._days_left() == rule.days_before)

    def _days_left(self) -> int:
        model, contract = self.customer.model, self.customer.model.setup.contract
        if contract is None:
            return -1
        begun = self.customer.cohort or -self.customer.traits.contract_phase
        return (begun - model.day) % contract.period_days

    def open(self) -> None:
        if self.new and self.rule.at == "onboarding" and self._reached():
            self.met = self.day
            self._meet()
        self.new = False

    def close(self) -> None:
        if self._called() and self._reached():
            self._meet()

    def _reached(self) -> bool:
        return bool(self.customer.luck(f"instance:{self.name}:meets") < self.rule.reach)

    def on_act(self, act: int, spend: float) -> None:
        if self.rule.at == "act":
            self._meet()

    def _meet(self) -> None:
        rule = self.rule
        warmth = rule.warmth + 0.5 * rule.trained * (1.0 - rule.warmth)
        outreach = rule.outreach or rule.at == "renewal"
        human, asked = rule.by == "human", list(self.demanded().values())
        told = spoken(self, self.profile)
        meet(self, rule.at, asked, warmth, human=human, outreach=outreach, principle=told)
        if warmth:
            self.today.got.add(self.name)
        self.grant(0.0, rule.cost)

    def added_demands(self, act: int) -> dict[str, float]:
        return self.demanded() if self.rule.at == "act" else {}

    def demands(self, act: int) -> dict[str, float]:
        lately = self.day - self.met < self.rule.lasts
        return {self.rule.factor: math.log1p(-self.rule.eases)} if lately else {}
