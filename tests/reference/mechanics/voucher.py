"""An amount off a later purchase, for a limited time."""

from __future__ import annotations

import math
from typing import Any

from tests.reference.mechanics.membership import Membership
from tests.reference.offers import Offer


class Voucher(Membership):
    keeps_account = True

    def __init__(self, instance, customer) -> None:
        super().__init__(instance, customer)
        self.progress, self.last = 0.0, 0
        self.in_hand = self.expires_soon = False

    def unit(self) -> tuple[float, float]:
        return 1.0, self.rule.cost / self.rule.amount

    @property
    def stake(self) -> float:
        return self.held()

    @property
    def _needed(self) -> float | None:
        needed = self.rule.for_acts or self.rule.for_spend
        return None if needed is None else float(needed)

    def _step(self, spend: float) -> float:
        return 1.0 if self.rule.for_acts else spend

    def _get(self, last: int) -> None:
        self.in_hand, self.last, self.progress = True, last, 0.0
        self.earn(self.rule.amount)
        self._note("given")

    def _note(self, what: str) -> None:
        self.instance.board[what] = self.instance.board.get(what, 0) + 1

    def join(self) -> None:
        self.progress = 0.0
        if self._needed is None and not self.in_hand:
            self._get(self.day + self.rule.expires_after - 1)

    def open(self) -> None:
        if self.in_hand and self.last < self.day:
            self.in_hand = False
            self.ledger.expire(self.account, self.account.balance)
        self.expires_soon = self.in_hand and self.last - self.day < self.rule.remind

    def offers(self, act: int) -> list[Offer]:
        price = self.customer.price[act]
        worth = min(self.rule.amount, price)
        if price < self.rule.min_spend:
            return []
        if self.in_hand:
            held = min(self.account.balance, price)
            return [Offer(outcomes=((1.0, held),), loss=self.expires_soon)]
        needed, step = self._needed, self._step(price)
        if needed is None or step <= 0.0:
            return []
        missing = max(0.0, needed - self.progress)
        return [
            Offer(
                outcomes=((1.0, worth),),
                acts_left=max(1, math.ceil(missing / step - 1e-9)),
                share_left=min(1.0, max(0.0, (missing - step) / needed)),
                goal=True,
                cycle=max(1, math.ceil(needed / step - 1e-9)) + 1,
            )
        ]

    def on_act(self, act: int, spend: float) -> None:
        if self.in_hand:
            if spend >= self.rule.min_spend:
                off = min(self.account.balance, spend)
                cost = off * self.rule.cost / self.rule.amount
                self.in_hand = False
                self._note("used")
                self.ledger.redeem(self.account, off, off, cost)
                self.ledger.expire(self.account, self.account.balance)
        elif self._needed is not None:
            self.progress += self._step(spend)
            if self.progress >= self._needed * (1.0 - 1e-9):
                self._get(self.day + self.rule.expires_after)

    @classmethod
    def measured(cls, instance: Any, model: Any) -> dict[str, tuple[float, float]]:
        given, used = (instance.board.get(what, 0) for what in ("given", "used"))
        here = (c for c in model.customers if c.present and instance.is_for(c))
        held = sum(c.membership(instance.name).account.balance > 0.0 for c in here)
        return {"redeemed": (used, given), "breakage": (given - used - held, given)}
