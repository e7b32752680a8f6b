"""Awards that colleagues and managers give one another."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

from tests.reference.mechanics.groups import companions, dealt, market_of
from tests.reference.mechanics.membership import Membership, table_of_fit
from tests.reference.offers import Offer, Token


class Purse:
    """What the manager of a team can give."""

    def __init__(self) -> None:
        self.left = 0


class RecognitionPoints(Membership):
    fit, game = table_of_fit("recognition_points")
    announced = False

    def join(self) -> None:
        self.left = self.received = 0
        self.recognised = self.tie = -math.inf
        self.recently = self.took_part = False
        self.team: list[Any] = [self]
        self.purse = Purse()
        if self.has_joined:
            self.team = dealt(self, self.rule.team)
            self.purse = self.team[0].purse if self.team[0] is not self else self.purse
        if self.day % self.rule.every:
            self._fill()

    def open(self) -> None:
        if self.day % self.rule.every == 0:
            self.recently = self.took_part = False
            self._fill()

    def _fill(self) -> None:
        if not self.has_joined:
            return
        self.left = self.rule.awards
        self._note("budget", self.rule.awards)
        if self.instance.once("purse", id(self.purse)):
            self.purse.left = self.rule.manager_awards
            self._note("budget", self.rule.manager_awards)

    def _note(self, what: str, awards: int) -> None:
        board = self.instance.board
        board[what] = board.get(what, 0) + awards

    def _mates(self) -> list[RecognitionPoints]:
        return [m for m in self.team if m is not self and m.customer.present]

    def _mates_seen(self) -> float:
        mates = self._mates()
        return sum(m.recently for m in mates) / len(mates) if mates else 0.0

    def offers(self, act: int) -> list[Offer]:
        value = self.prices(self.rule.award)[0]
        return [Offer(outcomes=((1.0, value),), belief=self.belief)] if value > 0.0 else []

    def token(self, act: int) -> Token:
        return Token(self._mates_seen())

    def _luck(self, decision: str) -> float:
        return self.customer.luck(f"instance:{self.name}:{decision}")

    # A day's awards are found once for a market, before anybody gets one.

    def on_act(self, act: int, spend: float) -> None:
        if self.customer.model.repetition > 1:
            return
        market = market_of(self)
        if self.instance.once("given", market):
            self.instance.board["awards", market] = self._give_all(act)
        self.took_part = True
        got = self.instance.board["awards", market][self.customer.number]
        if got:
            self.felt.praises.append(-math.expm1(-(self.day - self.recognised) / 7.0))
            self.today.got.add(self.name)
            self.pay(self.rule.award, got)
            self.received += got
            self.recently = True
            self.recognised = self.tie = self.day

    def _give_all(self, act: int) -> Counter[int]:
        awards: Counter[int] = Counter()
        # the present, those who decided to join today not among them
        members = [m for m in companions(self) if m.instance.is_for(m.customer)]
        for m in members:
            did = [one for one in m.team if one.customer.present and one.today.acted[act]]
            others = [one for one in did if one is not m]
            chance = self.rule.use * self.rule.awards / self.rule.every
            if m.left > 0 and m._luck("give") < chance and others:
                m.left -= 1
                m.tie = m.day
                m._note("given", 1)
                awards[others[math.floor(m._luck("whom") * len(others))].customer.number] += 1
            chance = self.rule.use * self.rule.manager_awards / self.rule.every
            first = next(one for one in m.team if one.customer.present)
            if first is m and m.purse.left > 0 and m._luck("manager") < chance and did:
                m.purse.left -= 1
                m._note("given", 1)
                awards[did[math.floor(m._luck("manager_whom") * len(did))].customer.number] += 1
        return awards

    def close(self) -> None:
        if (self.day + 1) % self.rule.every == 0 and self.took_part and not self.received:
            self.felt.setbacks.append(0.3 * self._mates_seen())

    def support(self) -> float:
        return math.exp((self.tie - self.day) / 30.0)

    @classmethod
    def measured(cls, instance: Any, model: Any) -> dict[str, tuple[float, float]]:
        members: dict[int, list[int]] = {}
        for c in model.customers:
            if c.present and instance.is_for(c):
                received = c.membership(instance.name).received
                members.setdefault(model.market_of(c), []).append(received)
        best = sum(sum(sorted(m)[-math.ceil(len(m) / 10) :]) for m in members.values())
        everyone = [received for m in members.values() for received in m]
        return {
            "budget_used": (instance.board.get("given", 0), instance.board.get("budget", 0)),
            "never_recognised": (everyone.count(0), len(everyone)),
            "top_tenth": (best, sum(everyone)),
        }
