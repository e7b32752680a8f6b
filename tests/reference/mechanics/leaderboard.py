"""A ranking by acts in a period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.reference.mechanics.groups import at_rank, companions, dealt, nearness, rival
from tests.reference.mechanics.membership import Membership, table_of_fit
from tests.reference.offers import Token

if TYPE_CHECKING:
    from tests.reference.others import Rival


class Leaderboard(Membership):
    fit, game = table_of_fit("leaderboard")

    def join(self) -> None:
        self.score, self.line = 0, 0
        if self.rule.size is not None:
            self.group = dealt(self, self.rule.size)

    @property
    def board(self) -> list[Leaderboard]:
        return companions(self) if self.rule.size is None else self.group

    def open(self) -> None:
        if self.day % self.rule.every == 0:
            self.score = 0

    @property
    def days_left(self) -> int:
        return int(self.rule.every) - self.day % int(self.rule.every)

    def _others(self) -> list[int]:
        return [m.score for m in self.board if m is not self and m.customer.present]

    def _needed(self, rank: int) -> int:
        return at_rank([self.score, *self._others()], rank) or 0

    def token(self, act: int) -> Token:
        line = max(self._needed(self.rule.top), self.line)
        room = self.possible(act, self.days_left)
        outside = self._needed(self.rule.top + 1)
        if self.score > 0 and self.score >= line and self.score > outside:
            return Token(nearness(self.score - outside + 1, room), loss=True)
        gap = line + 1 - self.score
        return Token(nearness(gap, room), pace=gap / self.days_left)

    def others(self, act: int) -> list[Rival]:
        line = max(self._needed(self.rule.top), self.line) if self.rule.shows == "top" else None
        return rival(self.score, self._others(), self.possible(act, self.days_left), line)

    def on_act(self, act: int, spend: float) -> None:
        self.score += 1

    def close(self) -> None:
        if self.days_left == 1:
            self.line = self._needed(self.rule.top)
