"""Leaving customers in peace."""

from __future__ import annotations

from tests.reference.mechanics.membership import Membership


class Restraint(Membership):
    def join(self) -> None:
        self.before = self.bond.sent

    def open(self) -> None:
        if self.day % self.rule.every == 0:
            self.before = self.bond.sent

    def spares(self) -> bool:
        rule = self.rule
        if self.day % rule.every < rule.quiet_days:
            return True
        enough = rule.most is not None and self.bond.sent - self.before >= rule.most
        came_lately = rule.after_act > 0 and self.customer.idle(self.act) <= rule.after_act
        return bool(enough or came_lately)
