"""Badges, each collected once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.reference.mechanics.goals import ahead
from tests.reference.mechanics.membership import Membership, table_of_fit

if TYPE_CHECKING:
    from tests.reference.instance import Instance
    from tests.reference.offers import Token


class Badge(Membership):
    fit, game = table_of_fit("badge")

    def join(self) -> None:
        self.count = self.badges = 0
        self.counted = False

    def open(self) -> None:
        if self.rule.counts == "streak" and self.day % self.rule.every == 0:
            if not self.counted:
                self.count = 0
            self.counted = False
        self.near = self._needed() == 1

    def _needed(self) -> int:
        if self.badges >= len(self.rule.at) or self.counted:
            return 0
        return max(0, int(self.rule.at[self.badges]) - self.count)

    def token(self, act: int) -> Token:
        pace = 1.0 / self.rule.every if self.rule.counts == "streak" else 0.0
        at = [0, *self.rule.at]
        way = at[self.badges + 1] - at[self.badges] if self.badges < len(self.rule.at) else 1
        return replace(ahead(self._needed(), way), pace=pace, counts=1)

    def on_act(self, act: int, spend: float) -> None:
        if self.counted:
            return
        last = self._needed() == 1
        self.count += 1
        self.counted = self.rule.counts == "streak"
        if last:
            self.badges += 1
            self.today.goals += 1

    @classmethod
    def figures(cls, instance: Instance) -> tuple[str, ...]:
        return ("first_badge", "last_badge")

    def attained(self) -> dict[str, bool]:
        return {"first_badge": self.badges >= 1, "last_badge": self.badges >= len(self.rule.at)}
