"""Secrets to be found, or to be told."""

from __future__ import annotations

import math
from typing import Any

from tests.reference.mechanics.capacity import members
from tests.reference.mechanics.groups import market_of
from tests.reference.mechanics.membership import Membership, table_of_fit
from tests.reference.offers import Offer, Token


class Mystery(Membership):
    fit, game = table_of_fit("mystery")

    def join(self) -> None:
        self.told = self.found = self.found_today = False
        self.vain = 0

    @property
    def hidden(self) -> bool:
        return not (self.told or self.found)

    def open(self) -> None:
        if self.rule.tells == 0.0 or not self.has_joined:
            return  # whoever thinks of joining imagines that all begin today, so that nobody knows
        market, board = market_of(self), self.instance.board
        if self.instance.once("gossip", market):
            board["knew", market] = {m.customer.number for m in members(self) if not m.hidden}
        friends: list[Any] = [
            friend
            for friend in self.customer.friends
            if friend.present and self.instance.is_for(friend)
        ]
        knowing = sum(friend.number in board["knew", market] for friend in friends)
        share = knowing / max(len(friends), 1)
        if self.hidden and self._luck("told") < self.rule.tells * share:
            self.told = True

    def _luck(self, decision: str) -> float:
        return self.customer.luck(f"instance:{self.name}:{decision}")

    def token(self, act: int) -> Token:
        return Token(float(self.hidden), share=math.exp(-self.vain / 10.0), lasts=False)

    def offers(self, act: int) -> list[Offer]:
        if self.rule.reward is None or not self.told or self.found:
            return []
        return [Offer(outcomes=((1.0, self.prices(self.rule.reward)[0]),))]

    def on_act(self, act: int, spend: float) -> None:
        if self.told and not self.found:
            self.found = True
            if self.rule.reward is not None:
                self.pay(self.rule.reward)
        elif self.hidden and self._luck("find") < self.rule.chance:
            self.found = self.found_today = True
        else:
            self.vain += 1

    def close(self) -> None:
        if self.found_today and self.rule.reward is not None:
            self.pay(self.rule.reward)
            self.felt.gifts.append((self, True, self.prices(self.rule.reward)[0]))
        self.found_today = False
