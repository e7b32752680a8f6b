"""A forum that is worth what its members contribute."""

from __future__ import annotations

import math
from typing import Any

from tests.reference.mechanics.groups import companions, market_of
from tests.reference.mechanics.membership import Membership, table_of_fit
from tests.reference.offers import Token


class Community(Membership):
    fit, game = table_of_fit("community")

    @classmethod
    def about(cls, rule: Any) -> tuple[str | None, ...]:
        return (rule.act, rule.post)

    def open(self) -> None:
        if self.instance.once("aged", market_of(self)):
            board = self.instance.board
            fresh = board.get(market_of(self), 0.0) * math.exp(-1.0 / 30.0)
            board[market_of(self)] = fresh
            board["alive", market_of(self)] = self._now()

    def _richness(self, content: float) -> float:
        members = len(companions(self))
        return content / (content + float(self.rule.enough) * members / 100.0)

    def _now(self) -> float:
        return self._richness(self.instance.board[market_of(self)])

    def token(self, act: int) -> Token | None:
        return Token(self._now()) if act == self.acts[1] else None

    def demands(self, act: int) -> dict[str, float]:
        if act != self.acts[0]:
            return {}
        return {self.rule.factor: math.log1p(-self.rule.eases * self._now())}

    def on_act(self, act: int, spend: float) -> None:
        read = self._read_before(act)
        self.felt.gestures.append((self, self.rule.belonging * self._richness(read), 0))
        if act == self.acts[1]:
            self.instance.board[market_of(self)] += 1.0
            self.grant(0.0, self.rule.moderation)

    def _read_before(self, act: int) -> float:
        """Give the content before the acts of this kind: with this round's posts only where they come first."""
        board, now = self.instance.board, (self.customer.model.repetition, market_of(self))
        # whoever acts first of all finds what was there before anybody's act
        fresh = self.instance.noted.setdefault(("read", now), board[market_of(self)])
        post = self.acts[1]
        if post >= act:
            return float(fresh)
        mates = [m.customer for m in companions(self)]
        return float(fresh + sum(mate.today.acted[post] for mate in mates))
