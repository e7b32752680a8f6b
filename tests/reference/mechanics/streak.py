"""Periods kept in a row, with milestones, freezes, free days and repair."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tests.reference.mechanics.goals import pressing
from tests.reference.mechanics.membership import Membership, table_of_fit
from tests.reference.offers import Offer, Token

if TYPE_CHECKING:
    from tests.reference.instance import Instance

FREEZE_DAYS = 30
NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def dear(length: int) -> float:
    return -math.expm1(-length / 7.0)


class Streak(Membership):
    fit, game = table_of_fit("streak")

    def join(self) -> None:
        self.done, self.length, self.freezes = 0, 0, self.rule.freezes
        self.lost, self.broken, self.mended = 0, 0, 0
        self.ever_broke = False

    @property
    def free(self) -> bool:
        return NAMES[self.customer.model.weekday] in self.rule.free_days

    @property
    def at_risk(self) -> bool:
        return self.length > 0 and self.done < self.rule.acts and not self.free

    @property
    def repairable(self) -> bool:
        return self.lost > 0

    def open(self) -> None:
        if self.day % FREEZE_DAYS == 0:
            self.freezes = self.rule.freezes
        if self.day % self.rule.every == 0:
            self.done = 0

    def token(self, act: int) -> Token:
        own, won_back = self._own_token(), self._repair_token()
        return won_back if won_back.urgency > own.urgency else own

    def _own_token(self) -> Token:
        rule, needed = self.rule, self.rule.acts - self.done
        if needed <= 0 or self.free:
            presses = 0.0
        elif self.freezes > 0:
            presses = 1.0
        else:
            days_left = rule.every - self.day % rule.every
            presses = pressing(needed, days_left, self.possible(self.act, days_left))
        skipped = min(1.0, rule.freezes * rule.every / 30.0)
        pace = rule.acts / rule.every * (1.0 - skipped) * (1.0 - len(rule.free_days) / 7.0)
        urgency = dear(self.length + 1) * presses
        return Token(urgency, loss=self.length > 0, pace=pace, counts=rule.acts)

    def _repair_token(self) -> Token:
        repair = self.rule.repair
        if repair is None or self.lost == 0:
            return Token(0.0)
        days_left = self.broken + repair.within + 1 - self.day
        room = self.possible(self.act, days_left)
        urgency = dear(self.lost) * pressing(repair.acts - self.mended, days_left, room)
        pace = repair.acts / repair.within
        return Token(urgency, loss=True, pace=pace, counts=self.rule.acts)

    def offers(self, act: int) -> list[Offer]:
        ahead = [m for m in self.rule.milestones if m.at > self.length]
        if not ahead or self.done >= self.rule.acts:
            return []
        nearest = min(ahead, key=lambda m: m.at)
        left = (nearest.at - self.length) * self.rule.acts - self.done - 1
        return [
            Offer(
                outcomes=((1.0, self.prices(nearest.reward)[0]),),
                acts_left=left,
                share_left=left / (nearest.at * self.rule.acts),
                goal=True,
                lapses=self._is_lost_without(),
            )
        ]

    def _is_lost_without(self) -> bool:
        """Tell whether nothing makes up for an act that is left out today."""
        rule, most = self.rule, self.customer.model.setup.acts[self.act].most
        days_after = rule.every - 1 - self.day % rule.every
        made_up = rule.acts - self.done <= most * days_after
        can_be_repaired = rule.repair is not None and self.lost == 0
        return not (self.free or self.freezes > 0 or made_up or can_be_repaired)

    def on_act(self, act: int, spend: float) -> None:
        self.done += 1
        if self.done == self.rule.acts:
            self._grow(self.length, self.length + 1)
        if self.rule.repair is not None and self.lost > 0:
            self.mended += 1
            if self.mended >= self.rule.repair.acts:
                self._grow(max(self.lost, self.length), self.length + self.lost)
                self.lost = 0

    def _grow(self, known: int, length: int) -> None:
        """Reach a length, and the milestones beyond what was known."""
        self.length = length
        for milestone in self.rule.milestones:
            if known < milestone.at <= length:
                self.pay(milestone.reward)
                self.today.goals += 1

    def close(self) -> None:
        ends = (self.day + 1) % self.rule.every == 0 and not self.free
        if ends and self.done < self.rule.acts and self.length > 0:
            self._missed()
        repair = self.rule.repair
        if repair is not None and self.lost > 0 and self.day - self.broken >= repair.within:
            self.felt.setbacks.append(dear(self.lost))
            self.lost = 0

    def _missed(self) -> None:
        if self.freezes > 0:
            self.freezes -= 1
            return
        self.ever_broke = True
        if self.rule.repair is None:
            self.felt.setbacks.append(dear(self.length))
        elif self.lost == 0:
            self.lost, self.broken, self.mended = self.length, self.day, 0
        self.length = 0

    @classmethod
    def figures(cls, instance: Instance) -> tuple[str, ...]:
        return ("streak_running", "streak_broken")

    def attained(self) -> dict[str, bool]:
        return {"streak_running": self.length >= 1, "streak_broken": self.ever_broke}
