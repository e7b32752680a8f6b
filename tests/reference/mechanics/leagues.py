"""Small groups in leagues, with promotion and relegation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.reference.mechanics.groups import at_rank, companions, cut, market_of, nearness, rival
from tests.reference.mechanics.membership import Membership, table_of_fit
from tests.reference.offers import Token

if TYPE_CHECKING:
    from tests.reference.instance import Instance
    from tests.reference.others import Rival


class Leagues(Membership):
    fit, game = table_of_fit("leagues")

    begun = False

    def join(self) -> None:
        if self.begun:
            return  # the first of the market has formed the groups
        self.begun, self.group = True, list[Leagues]()
        self.league = self.score = self.line = self.floor = 0
        self.rose = self.fell = False

    def open(self) -> None:
        if self.day % self.rule.every == 0 and self.instance.once("groups", market_of(self)):
            self._form_groups()

    def _form_groups(self) -> None:
        """Form the groups of the whole market."""
        leagues: dict[int, list[Leagues]] = {}
        for member in companions(self):
            member.join()
            leagues.setdefault(min(member.league, self.rule.leagues - 1), []).append(member)
        for league, members in leagues.items():
            members.sort(key=lambda m: (-m.score, m.customer.idle(m.act), m.customer.number))
            for group in cut(members, self.rule.size):
                for member in group:
                    member.league, member.group, member.score = league, group, 0

    @property
    def days_left(self) -> int:
        return int(self.rule.every) - self.day % int(self.rule.every)

    def _listed(self) -> list[Leagues]:
        return [m for m in self.group if m.customer.present]

    def _score_at(self, rank: int, *, from_last: bool = False) -> int | None:
        return at_rank([m.score for m in self._listed()], rank, from_last=from_last)

    @property
    def in_danger(self) -> bool:
        last = self._score_at(self.rule.relegated, from_last=True)
        return self.league > 0 and last is not None and self.score <= last

    def token(self, act: int) -> Token:
        if not self.group:
            return Token(0.0)
        rule, days, up, down, pace_down = self.rule, self.days_left, 0, 0, 0.0
        if rule.promoted and self.league < rule.leagues - 1:
            up = max(self._score_at(rule.promoted) or 0, self.line) + 1 - self.score
        if rule.relegated and self.league > 0:
            last = max(self._score_at(rule.relegated, from_last=True) or 0, self.floor)
            down = abs(self.score - last) + 1
            pace_down = down / days if self.score <= last else 0.0
        room = self.possible(act, days)
        rises, held = nearness(up, room), nearness(down, room)
        if held > rises:
            return Token(held, loss=True, pace=pace_down)
        return Token(rises, pace=max(0.0, up / days))

    def others(self, act: int) -> list[Rival]:
        others = [m.score for m in self._listed() if m is not self]
        return rival(self.score, others, self.possible(act, self.days_left))

    def on_act(self, act: int, spend: float) -> None:
        self.score += 1

    def close(self) -> None:
        if self.days_left > 1 or not self.group:
            return
        rule, listed = self.rule, self._listed()
        listed.sort(key=lambda m: (-m.score, m.customer.number))
        rank = listed.index(self) + 1
        self.line = self._score_at(rule.promoted) or 0
        self.floor = self._score_at(rule.relegated, from_last=True) or 0
        if rank <= rule.promoted and self.score > 0 and self.league < rule.leagues - 1:
            self.league, self.rose = self.league + 1, True
            self.today.goals += 1
        elif rank > len(listed) - rule.relegated and self.league > 0:
            self.felt.setbacks.append(min(1.0, self.league / max(1, rule.leagues - 1)))
            self.league, self.fell = self.league - 1, True

    @classmethod
    def figures(cls, instance: Instance) -> tuple[str, ...]:
        return ("ever_rose", "ever_fell")

    def attained(self) -> dict[str, bool]:
        return {"ever_rose": self.rose, "ever_fell": self.fell}
