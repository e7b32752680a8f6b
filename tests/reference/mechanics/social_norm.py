"""A report on what others do."""

from __future__ import annotations

from typing import Any

from tests.reference.mechanics.groups import companions
from tests.reference.mechanics.membership import Membership, Message
from tests.reference.others import Norm


class SocialNorm(Membership):
    def join(self) -> None:
        self.done, self.share = 0, 0.0
        self.told: int | None = None
        self.own = self.level = 0.0

    def open(self) -> None:
        if self.day % self.rule.every == 0:
            self.share, self.done = min(1.0, self.done / self.rule.every), 0

    @property
    def _of_friends(self) -> bool:
        return bool(self.rule.compares_with == "friends")

    def _friends(self) -> list[Any]:
        return [f.membership(self.name) for f in self.customer.friends if f.present]

    def messages(self) -> list[Message]:
        if self.day == 0 or self.day % self.rule.every or not self.customer.may(self.act):
            return []
        if self._of_friends and self.rule.says is None and not self._friends():
            return []
        return [Message(self, self.act, "signal", self.rule.cost)]

    def on_act(self, act: int, spend: float) -> None:
        self.done += self.customer.model.repetition == 1

    def on_contact(self, message: Message, *, answered: bool) -> None:
        self.own, self.told = self.share, self.day
        if self.rule.says is not None:
            self.level = self.rule.says
        else:
            others = self._friends() if self._of_friends else companions(self)
            self.level = sum(m.share for m in others) / len(others)

    def others(self, act: int) -> list[Norm]:
        if self.told is None or (self.rule.approval and self.own >= self.level):
            return []
        return [Norm(self.level, self.own, self.day - self.told)]
