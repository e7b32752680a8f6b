"""Samples for nothing."""

from __future__ import annotations

import math

from tests.reference.mechanics.membership import Membership
from tests.reference.rivals import rivals_of


class Sample(Membership):
    def __init__(self, instance, customer) -> None:
        super().__init__(instance, customer)
        self.had: int | None = None
        self.new = 0.0
        self.tried = False

    @property
    def _is_day_of_samples(self) -> bool:
        if self.day == self.rule.first:
            return True
        again = self.rule.every
        return (
            again is not None
            and self.day > self.rule.first
            and (self.day - self.rule.first) % again == 0
        )

    def _remembers(self, days: int) -> float:
        return math.pow(0.5, days / self.rule.forgotten_after)

    def open(self) -> None:
        today = self.customer.model.day
        if (
            self._is_day_of_samples
            and self.customer.luck(f"instance:{self.name}:sample") < self.rule.share
        ):
            self.had = today
            self.grant(0.0, self.rule.cost)
        self.new, self.tried = 0.0, False
        idle = self.customer.idle(self.act)
        if self.had is not None and today - self.had < idle:
            self.tried = True
            self.new = self._remembers(today - self.had)
            if self._has_bought(today - idle):
                self.new -= self._remembers(idle)

    def _has_bought(self, on: int) -> bool:
        if self.customer.cohort > 0:
            return on >= self.customer.cohort
        setup = self.customer.model.setup
        return not rivals_of(setup) or on >= -setup.burn_in

    def demands(self, act: int) -> dict[str, float]:
        return {"non_routine": math.log(1.0 - self.rule.eases * self.new)}
