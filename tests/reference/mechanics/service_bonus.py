"""A bonus for so many acts of one kind, which takes time from another."""

from __future__ import annotations

import math
from typing import Any

from tests.reference.mechanics.membership import Membership, table_of_fit
from tests.reference.offers import Offer, Token


class ServiceBonus(Membership):
    fit, game = table_of_fit("service_bonus")

    @classmethod
    def about(cls, rule: Any) -> tuple[str | None, ...]:
        return (rule.act,) if rule.instead_of is None else (rule.act, rule.instead_of)

    def join(self) -> None:
        self.done, self.pace = 0, 0.0
        if self.day % self.rule.every:
            self._note("bonuses")

    def open(self) -> None:
        self.pace *= math.exp(-1.0 / 14.0)
        if self.day % self.rule.every == 0:
            self.done = 0
            self._note("bonuses")

    def _note(self, what: str) -> None:
        if self.has_joined:
            self.instance.board[what] = self.instance.board.get(what, 0) + 1

    @property
    def days_left(self) -> int:
        return int(self.rule.every) - self.day % int(self.rule.every)

    def offers(self, act: int) -> list[Offer]:
        left = self.rule.acts - self.done
        if act != self.act or left <= 0:
            return []
        return [
            Offer(
                outcomes=((1.0, self.prices(self.rule.reward)[0]),),
                acts_left=left - 1,
                share_left=(left - 1) / self.rule.acts,
                days_left=self.days_left,
                goal=True,
            )
        ]

    def token(self, act: int) -> Token | None:
        if act != self.act:
            return None
        left = max(0, self.rule.acts - self.done)
        room = self.possible(act, self.days_left)
        presses = min(1.0, left / self.days_left) ** 2 if left <= room else 0.0
        return Token(presses, pace=left / self.days_left)

    def demands(self, act: int) -> dict[str, float]:
        if act == self.act or self.done >= self.rule.acts:
            return {}
        pursuit = min(1.0, self.pace * self.rule.every / self.rule.acts)
        return {"time": math.log1p(self.rule.takes * pursuit)}

    def on_act(self, act: int, spend: float) -> None:
        if act != self.act:
            self._note("unpaid")
            return
        self._note("paid")
        self.done += 1
        self.pace += -math.expm1(-1.0 / 14.0)
        if self.done == self.rule.acts:
            self._note("earned")
            self.pay(self.rule.reward)
            self.today.goals += 1

    @classmethod
    def measured(cls, instance: Any, model: Any) -> dict[str, tuple[float, float]]:
        def so_far(what: str) -> int:
            return int(instance.board.get(what, 0))

        return {
            "bonuses_earned": (so_far("earned"), so_far("bonuses")),
            "paid_share": (so_far("paid"), so_far("paid") + so_far("unpaid")),
        }
