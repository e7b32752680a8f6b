"""Experience and levels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.reference.mechanics.goals import acts_for, within_one
from tests.reference.mechanics.membership import Membership, table_of_fit
from tests.reference.offers import Offer, Token

if TYPE_CHECKING:
    from tests.reference.instance import Instance


class Levels(Membership):
    fit, game = table_of_fit("levels")

    @classmethod
    def about(cls, rule: Any) -> tuple[str | None, ...]:
        return tuple(entry.act or rule.act for entry in rule.experience)

    def join(self) -> None:
        self.xp, self.level = 0.0, 0

    def _threshold(self, level: int) -> float:
        return float(sum(self.rule.first * self.rule.growth**j for j in range(level)))

    def _brings(self, act: int) -> float:
        pairs = zip(self.rule.experience, self.acts, strict=True)
        return float(sum(entry.xp for entry, number in pairs if number == act))

    def _missing(self) -> float:
        if self.level >= self.rule.most:
            return 0.0
        return self._threshold(self.level + 1) - self.xp

    def token(self, act: int) -> Token:
        needed = acts_for(self._missing(), self._brings(act))
        if needed <= 0.0:
            return Token(0.0)
        return Token(1.0, acts_left=needed - 1.0, share_left=self._share_left(act))

    def _share_left(self, act: int) -> float:
        step = self.rule.first * self.rule.growth**self.level
        return within_one((self._missing() - self._brings(act)) / step)

    def offers(self, act: int) -> list[Offer]:
        if self.rule.reward is None or self.level >= self.rule.most:
            return []
        step = self.rule.first * self.rule.growth**self.level
        needed = acts_for(self._missing(), self._brings(act))
        return [
            Offer(
                outcomes=((1.0, self.prices(self.rule.reward)[0]),),
                acts_left=max(0.0, needed - 1.0),
                share_left=self._share_left(act),
                goal=True,
                cycle=max(1.0, step / self._brings(act)) if self._brings(act) else None,
            )
        ]

    def on_act(self, act: int, spend: float) -> None:
        self.xp += self._brings(act)
        rises = 0
        while self.level < self.rule.most and self._threshold(self.level + 1) <= self.xp * (
            1.0 + 1e-9
        ):
            self.level += 1
            rises += 1
        for _ in range(rises if self.rule.reward is not None else 0):
            self.pay(self.rule.reward)
        self.today.goals += rises > 0

    @classmethod
    def figures(cls, instance: Instance) -> tuple[str, ...]:
        return ("first_level", "last_level")

    def attained(self) -> dict[str, bool]:
        return {"first_level": self.level >= 1, "last_level": self.level >= self.rule.most}
