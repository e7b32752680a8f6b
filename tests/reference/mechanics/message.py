"""Messages that ask for an act."""

from __future__ import annotations

from tests.reference.mechanics.membership import Membership

CAP_DAYS = 30


class Message(Membership):
    def launch(self) -> None:
        self.window, self.sent = 0, 0

    def sends(self, day: int) -> bool:
        rule = self.rule
        if day < rule.first_day or (day - rule.first_day) % rule.every != 0:
            return False
        if day // CAP_DAYS != self.window:
            self.window, self.sent = day // CAP_DAYS, 0
        if not self._targets(day) or (rule.cap is not None and self.sent >= rule.cap):
            return False
        self.sent += 1
        self.ledger.send(rule.cost)
        return True

    def _targets(self, day: int) -> bool:
        target, idle = self.rule.target, day - self.customer.last_act[self.act]
        if target.idle_days is not None and idle < target.idle_days:
            return False
        if target.when is not None:
            return self.customer.membership(target.when.instance).says(target.when.is_)
        return True
