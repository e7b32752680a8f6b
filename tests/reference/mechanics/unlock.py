"""A benefit behind a lock."""

from __future__ import annotations

import math
from typing import Any

from tests.reference.mechanics.goals import ahead
from tests.reference.mechanics.membership import Membership, table_of_fit
from tests.reference.offers import Offer, Token


class Unlock(Membership):
    fit, game = table_of_fit("unlock")

    @classmethod
    def about(cls, rule: Any) -> tuple[str | None, ...]:
        return (rule.act, rule.opens or rule.act)

    def join(self) -> None:
        self.count, self.has = 0, False

    def open(self) -> None:
        self.has_today = self.has

    def says(self, column: str) -> bool:
        assert column == "open"
        return self.has_today

    @property
    def needed(self) -> int:
        return max(0, int(self.rule.after) - self.count)

    def token(self, act: int) -> Token | None:
        return ahead(self.needed, self.rule.after) if act == self.acts[0] else None

    def offers(self, act: int) -> list[Offer]:
        off, offered = self.rule.discount * self.customer.price[self.acts[1]], []
        if off > 0.0 and act == self.acts[0] and self.needed > 0:
            share = self.needed / (self.rule.after + 1)
            offered.append(Offer(((1.0, off),), self.needed, share_left=share, goal=True, cycle=1))
        if off > 0.0 and act == self.acts[1] and self.has:
            offered.append(Offer(((1.0, off),)))
        return offered

    def demands(self, act: int) -> dict[str, float]:
        if self.rule.eases is None or act != self.acts[1]:
            return {}
        return {self.rule.eases: math.log(self.rule.demand_left) if self.has else 0.0}

    def on_act(self, act: int, spend: float) -> None:
        if act == self.acts[1] and self.has and self.rule.discount * spend > 0.0:
            self.grant(self.rule.discount * spend, self.rule.discount * spend)
        if act == self.acts[0]:
            self.count += 1
            if self.count >= self.rule.after and not self.has:
                self.has = True
                self.today.goals += 1
