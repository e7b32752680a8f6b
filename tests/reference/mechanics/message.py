"""Messages that ask for an act."""

from __future__ import annotations

from tests.reference.mechanics.membership import Membership, Message
from tests.reference.mechanics.profile import Profile, chosen

CAP_DAYS = 30


class Messenger(Membership):
    def join(self) -> None:
        self.window, self.sent = 0, 0
        self.profile = Profile(self)

    def messages(self) -> list[Message]:
        rule, day = self.rule, self.day
        if day % rule.every != 0:
            return []
        if day // CAP_DAYS != self.window:
            self.window, self.sent = day // CAP_DAYS, 0
        if not self._targets() or (rule.cap is not None and self.sent >= rule.cap):
            return []
        self.sent += 1
        persuades = rule.policy != "none"
        principle = chosen(self, self.profile) if persuades else ""
        return [
            Message(
                self,
                self.act,
                rule.sends,
                rule.cost,
                rule.outreach,
                rule.channel,
                principle,
                persuades,
            )
        ]

    def on_contact(self, message: Message, *, answered: bool) -> None:
        if self.rule.policy == "profile":
            self.profile.learn(message.principle, answered=answered)

    def _targets(self) -> bool:
        target = self.rule.target
        if target.idle_days is not None and self.customer.idle(self.act) < target.idle_days:
            return False
        if target.when is not None:
            other = self.peer(target.when.instance)
            return bool(other.instance.in_force and other.says(target.when.is_))
        return True
