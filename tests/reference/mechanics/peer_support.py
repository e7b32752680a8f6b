"""Somebody who cheers."""

from __future__ import annotations

import math
from typing import Any

from tests.reference.mechanics.groups import dealt
from tests.reference.mechanics.membership import Membership, table_of_fit
from tests.reference.offers import Token
from tests.reference.others import Support


class PeerSupport(Membership):
    fit, game = table_of_fit("peer_support")

    def join(self) -> None:
        self.buddy = next((one for one in dealt(self, 2) if one is not self), None)

    def open(self) -> None:
        if self.day % self.rule.every == 0:
            self.grant(0.0, self.rule.cost)

    def _lively(self, other: PeerSupport) -> float:
        if not other.customer.present:
            return 0.0
        return math.exp(-other.customer.idle(self.act) / self.rule.lasts)

    def _level(self) -> float:
        if self.rule.by == "staff":
            return math.exp(-(self.day % self.rule.every) / self.rule.lasts)
        if self.rule.by == "buddy":
            return self._lively(self.buddy) if self.buddy else 0.0
        friends: list[Any] = [f.membership(self.name) for f in self.customer.friends if f.present]
        return sum(map(self._lively, friends)) / len(friends) if friends else 0.0

    def token(self, act: int) -> Token | None:
        return None if self.rule.by == "staff" else Token(self._level())

    def support(self) -> float:
        return 0.0 if self.rule.by == "staff" else self._level()

    def others(self, act: int) -> list[Support]:
        return [Support(self._level())]
