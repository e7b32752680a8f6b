"""A goal that a team reaches together."""

from __future__ import annotations

import math

from tests.reference.mechanics.groups import dealt
from tests.reference.mechanics.membership import Membership, table_of_fit
from tests.reference.offers import Offer, Token
from tests.reference.others import Team


class TeamGoal(Membership):
    fit, game = table_of_fit("team_goal")

    def join(self) -> None:
        self.done, self.won = 0, False
        self.team = dealt(self, self.rule.size)

    def open(self) -> None:
        if self.day % self.rule.every == 0:
            self.done, self.won = 0, False

    @property
    def days_left(self) -> int:
        return int(self.rule.every) - self.day % int(self.rule.every)

    @property
    def part(self) -> float:
        return float(self.rule.goal / self.rule.size)

    def _members(self) -> list[TeamGoal]:
        return [m for m in self.team if m.customer.present]

    def _missing(self) -> int:
        members = self._members()
        needed: int = math.ceil(len(members) * self.rule.goal / self.rule.size - 1e-9)
        missing: int = needed - sum(m.done for m in members)
        return max(0, missing)

    def _stands(self) -> bool:
        most = len(self._members()) * self.possible(self.act, self.days_left)
        return not self.won and 0 < self._missing() <= most

    def offers(self, act: int) -> list[Offer]:
        if not self._stands():
            return []
        n, missing = len(self._members()), self._missing()
        return [
            Offer(
                outcomes=((1.0, self.prices(self.rule.reward)[0] / n),),
                acts_left=math.ceil(missing / n) - 1,
                share_left=min(1.0, max(0.0, (missing - 1.0) / (n * self.part))),
                days_left=self.days_left,
                goal=True,
            )
        ]

    def token(self, act: int) -> Token:
        n = len(self._members())
        pressing = min(1.0, self._missing() / (n * self.days_left)) ** 2 if self._stands() else 0.0
        return Token(pressing, pace=self.part / self.rule.every, share=1.0 / n)

    def others(self, act: int) -> list[Team]:
        mates = [m for m in self._members() if m is not self]
        shares = [min(1.0, m.done / self.part) for m in mates]
        return [Team(sum(shares) / len(shares))] if mates else []

    def support(self) -> float:
        mates = [m for m in self._members() if m is not self]
        by_today = self.part * (self.day % self.rule.every + 1) / self.rule.every
        shares = [min(1.0, m.done / by_today) for m in mates]
        return sum(shares) / len(shares) if mates else 0.0

    def on_act(self, act: int, spend: float) -> None:
        self.done += 1

    def close(self) -> None:
        if self.won:
            return
        if self._missing() == 0:
            self.won = True
            self.pay(self.rule.reward)
            self.today.goals += 1
        elif self.days_left == 1 and self.done > 0:
            felt = min(1.0, self.done / self.part) / len(self._members())
            self.felt.setbacks.append(felt)
