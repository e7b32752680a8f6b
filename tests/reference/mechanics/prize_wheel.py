"""A wheel that acts may spin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.reference.mechanics.membership import Membership, table_of_fit
from tests.reference.offers import Offer, Token

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any


def drawn(luck: float, listed: Sequence[Any]) -> int:
    """Give the number of the first outcome of a list that a uniform number brings; the length is nothing."""
    below = 0.0
    for number, outcome in enumerate(listed):
        below += outcome.chance
        if luck < below:
            return number
    return len(listed)


class PrizeWheel(Membership):
    fit, game = table_of_fit("prize_wheel")

    def join(self) -> None:
        self.done = self.spun = 0

    def open(self) -> None:
        if self.day % self.rule.every == 0:
            self.spun = 0

    @property
    def may(self) -> bool:
        return self.rule.spins is None or self.spun < self.rule.spins

    def token(self, act: int) -> Token:
        way = min(1.0, (self.done + 1) / self.rule.acts_per_spin)
        return Token(way if self.may else 0.0, lasts=False)

    def offers(self, act: int) -> list[Offer]:
        if not self.may:
            return []
        prizes = [(prize.chance, self.prices(prize.reward)[0]) for prize in self.rule.prizes]
        prizes.sort(key=lambda prize: -prize[1])
        left = max(0, self.rule.acts_per_spin - self.done - 1)
        return [
            Offer(
                outcomes=tuple(prizes),
                acts_left=left,
                share_left=left / self.rule.acts_per_spin,
                at_once=left == 0,
                cycle=self.rule.acts_per_spin if self.rule.acts_per_spin > 1 else None,
            )
        ]

    def on_act(self, act: int, spend: float) -> None:
        if not self.may:
            return
        self.done += 1
        if self.done < self.rule.acts_per_spin:
            return
        self.done, self.spun = 0, self.spun + 1
        won = drawn(self.customer.luck(f"instance:{self.name}:spin"), self.rule.prizes)
        if won < len(self.rule.prizes):
            self.pay(self.rule.prizes[won].reward)
