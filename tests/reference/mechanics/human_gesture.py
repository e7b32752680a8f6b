"""Handwritten notes and long calls."""

from __future__ import annotations

import math

from tests.reference.mechanics.capacity import members, served
from tests.reference.mechanics.groups import market_of
from tests.reference.mechanics.membership import Membership


class HumanGesture(Membership):
    announced = False

    def join(self) -> None:
        self.noted: int | None = None
        self.last = -math.inf
        self.joined, self.count, self.said = self.day, 0, False

    def open(self) -> None:
        if self.rule.occasion.idle_days == self.customer.idle(self.act):
            self._occasion()

    def on_act(self, act: int, spend: float) -> None:
        if self.rule.occasion.acts is None:
            return
        self.count += 1
        if self.count >= self.rule.occasion.acts:
            self.count = 0
            self._occasion()

    def _occasion(self) -> None:
        rule = self.rule
        too_soon = self.day - self.last <= rule.rest_days
        too_old = rule.new_days is not None and self.day - self.joined >= rule.new_days
        if self.noted is not None or too_soon or too_old:
            return
        if self.customer.luck(f"instance:{self.name}:gesture") < rule.chance:
            self.noted = self.day

    def _listen(self) -> None:
        when = self.rule.occasion.when
        if when is None:
            return
        other = self.peer(when.instance)
        says = other.instance.in_force and other.says(when.is_)
        if says and not self.said:
            self._occasion()
        self.said = says

    def close(self) -> None:
        if not self.instance.once("closed", market_of(self)):
            return
        everyone: list[HumanGesture] = members(self)
        for one in everyone:
            one._listen()
        due = [one for one in everyone if one.waits() >= self.rule.delay]
        for one in served(self, due, HumanGesture.since, self.rule.capacity):
            one.receive()

    def since(self) -> int:
        return -1 if self.noted is None else self.noted

    def waits(self) -> int:
        return -1 if self.noted is None else self.day - self.noted

    def receive(self) -> None:
        self.felt.gestures.append((self, self.rule.personal, self.waits()))
        self.today.got.add(self.name)
        self.grant(0.0, self.rule.cost)
        self.noted, self.last = None, self.day
