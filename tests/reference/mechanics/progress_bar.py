"""A list of acts, each to be done once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.reference.mechanics.membership import Membership, table_of_fit
from tests.reference.offers import Offer, Token

if TYPE_CHECKING:
    from tests.reference.instance import Instance


class ProgressBar(Membership):
    fit, game = table_of_fit("progress_bar")

    @classmethod
    def about(cls, rule: Any) -> tuple[str | None, ...]:
        return (*rule.steps, *([rule.act] if rule.act else []))

    def join(self) -> None:
        self.left = {act for act in self.acts if self.customer.may(act)}
        self.moved = self.day

    def open(self) -> None:
        self.unfinished = bool(self.left)

    def _filled(self, missing: int) -> float:
        return float(1.0 - (1.0 - self.rule.head_start) * missing / len(self.acts))

    def token(self, act: int) -> Token:
        if act not in self.left:
            return Token(0.0)
        after = len(self.left) - 1
        return Token(1.0, acts_left=after, share_left=1.0 - self._filled(after))

    def offers(self, act: int) -> list[Offer]:
        if self.rule.reward is None or act not in self.left:
            return []
        after = len(self.left) - 1
        return [
            Offer(
                outcomes=((1.0, self.prices(self.rule.reward)[0]),),
                acts_left=after,
                share_left=1.0 - self._filled(after),
                given_share=self.rule.head_start,
                goal=True,
            )
        ]

    def on_act(self, act: int, spend: float) -> None:
        if act not in self.left:
            return
        self.left.remove(act)
        self.moved = self.day
        if not self.left:
            if self.rule.reward is not None:
                self.pay(self.rule.reward)
            self.today.goals += 1

    def close(self) -> None:
        filled = self._filled(len(self.left))
        if self.left and filled > 0.0 and self.day - self.moved == self.rule.stalls_after:
            self.felt.setbacks.append(filled)

    @classmethod
    def figures(cls, instance: Instance) -> tuple[str, ...]:
        return ("bar_filled", "bar_stuck")

    def attained(self) -> dict[str, bool]:
        return {
            "bar_filled": not self.left,
            "bar_stuck": bool(self.left) and self.day - self.moved >= 30,
        }
