"""Boxes with a content that is a secret, or is told beforehand."""

from __future__ import annotations

from tests.reference.mechanics.membership import Membership, table_of_fit
from tests.reference.mechanics.prize_wheel import drawn
from tests.reference.offers import Offer, Token


class MysteryBox(Membership):
    fit, game = table_of_fit("mystery_box")

    def join(self) -> None:
        self.there, self.inside = False, 0
        self.expected = self.mean()
        self._fill("box")

    def mean(self) -> float:
        return float(sum(one.chance * self.prices(one.reward)[0] for one in self.rule.contents))

    def _fill(self, decision: str) -> None:
        luck = self.customer.luck(f"instance:{self.name}:{decision}")
        self.there, self.inside = True, drawn(luck, self.rule.contents)

    def open(self) -> None:
        every = self.rule.every
        if (every is None and not self.there) or (every is not None and self.day % every == 0):
            self._fill("box")

    def _content(self) -> float:
        listed = self.rule.contents
        return 0.0 if self.inside == len(listed) else self.prices(listed[self.inside].reward)[0]

    def token(self, act: int) -> Token | None:
        return Token(float(self.there), lasts=False) if self.rule.hidden else None

    def offers(self, act: int) -> list[Offer]:
        if not self.there:
            return []
        if not self.rule.hidden:
            worth = self._content()
            return [Offer(outcomes=((1.0, worth),))] if worth > 0.0 else []
        mean = self.mean()
        trust = min(1.0, self.expected / mean) if mean > 0.0 else 1.0
        listed = [(one.chance, trust * self.prices(one.reward)[0]) for one in self.rule.contents]
        listed.sort(key=lambda one: -one[1])
        return [Offer(outcomes=tuple(listed), at_once=True)]

    def on_act(self, act: int, spend: float) -> None:
        if not self.there:
            return
        got, number = self._content(), self.inside
        if self.rule.hidden:
            self._meet(got, self.customer.price[act])
        if number < len(self.rule.contents):
            self.pay(self.rule.contents[number].reward)
        if self.rule.every is None:
            self._fill("next")
        else:
            self.there = False

    def _meet(self, got: float, price: float) -> None:
        if got < self.expected:
            self.felt.setbacks.append(min(1.0, (self.expected - got) / (price or self.expected)))
        self.expected += 0.2 * (got - self.expected)
