"""Friends whom customers bring, and what both get for it."""

from __future__ import annotations

import math
from copy import copy
from typing import TYPE_CHECKING, Any

from tests.reference.mechanics.membership import Membership
from tests.reference.offers import Offer

if TYPE_CHECKING:
    from tests.reference.customer import Customer


class Referral(Membership):
    brought_by: Referral | None = None
    brought = done = owed = 0

    @classmethod
    def about(cls, rule: Any) -> tuple[str | None, ...]:
        return (rule.act, rule.qualifies)

    def join(self) -> None:
        self.brought = self.done = self.owed = 0
        if self.rule.after == 0:
            self._settle()

    def remember(self, real: Referral) -> None:
        self.brought_by = copy(real.brought_by)

    def _able(self) -> bool:
        return self.brought < self.rule.most and self.customer.can_bring()

    def _rewards(self) -> tuple[float, float]:
        worth = [self.prices(r)[0] if r else 0.0 for r in (self.rule.referrer, self.rule.friend)]
        return worth[0], worth[1]

    def offers(self, act: int) -> list[Offer]:
        shown, (mine, theirs), after = [], self._rewards(), self.rule.after
        worth = mine + self.rule.cares * theirs
        if act == self.acts[0] and worth and self._able():
            shown.append(Offer(((self.rule.converts, worth),), waiting=1.0 + 7.0 * after))
        if act == self.acts[1] and theirs and after and self.brought_by:
            left = max(after - 1 - self.done, 0)
            shown.append(
                Offer(
                    ((1.0, theirs),),
                    acts_left=left,
                    share_left=left / after,
                    goal=after > 1,
                    cycle=math.inf,
                )
            )
        return shown

    def added_demands(self, act: int) -> dict[str, float]:
        mine, theirs = self._rewards()
        if act != self.acts[0] or not mine or not self._able():
            return {}
        return {"social_deviance": self.rule.social_cost * mine / (mine + theirs)}

    def on_arrival(self, guest: Customer) -> None:
        theirs = guest.membership(self.name)
        assert isinstance(theirs, Referral)
        theirs.brought_by = self
        if self.customer.present and self.customer.member:
            self.felt.gestures.append((self, self.rule.commits, 0))
        if self.rule.after == 0 and guest.member:
            theirs._settle()

    def on_act(self, act: int, spend: float) -> None:
        if act == self.acts[1] and self.brought_by:
            self.done += 1
            if self.done >= self.rule.after:
                self._settle()
        luck = self.customer.luck(f"instance:{self.name}:converts")
        if act == self.acts[0] and self._able() and luck < self.rule.converts:
            self.brought += 1
            self.customer.bring(self)

    def _settle(self) -> None:
        if self.brought_by:
            self.brought_by.owed += 1
            self.brought_by = None
            if self.rule.friend:
                self.pay(self.rule.friend)

    def close(self) -> None:
        for _ in range(self.owed if self.rule.referrer else 0):
            self.pay(self.rule.referrer)
        self.owed = 0
