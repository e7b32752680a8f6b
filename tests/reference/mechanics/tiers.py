"""Levels of status, for what was done in a window."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from tests.reference.mechanics.groups import companions, market_of
from tests.reference.mechanics.membership import Membership, table_of_fit
from tests.reference.offers import Offer, Token

if TYPE_CHECKING:
    from tests.reference.instance import Instance

SLACK = 1.0 - 1e-9


class Tiers(Membership):
    fit, game = table_of_fit("tiers")

    def join(self) -> None:
        self.tier = 0
        self.rose = self.fell = False
        self.parts: dict[int, float] = {}

    @property
    def length(self) -> int:
        return math.ceil(self.rule.window / 12) if self.rule.rolling else int(self.rule.window)

    @property
    def points(self) -> float:
        return sum(self.parts.values())

    @property
    def days_left(self) -> int:
        return self.length - self.day % self.length

    def takes(self, level: int) -> float:
        return float(self.rule.levels[level - 1].at) if level else 0.0

    @property
    def deserved(self) -> int:
        return sum(self.takes(j + 1) * SLACK <= self.points for j in range(len(self.rule.levels)))

    @property
    def at_risk(self) -> bool:
        return self.rule.downgrade != "none" and self.points < self.takes(self.tier) * SLACK

    @property
    def aim(self) -> int | None:
        if self.at_risk:
            return self.tier
        return self.tier + 1 if self.tier < len(self.rule.levels) else None

    # What messages may aim at, as of the start of the day

    def open(self) -> None:
        self.at_risk_of_demotion = self.at_risk and self.days_left <= self.rule.warn_days
        above = self.tier < len(self.rule.levels)
        self.near_next_tier = above and self.points >= self.rule.near * self.takes(self.tier + 1)

    # What an act brings

    def brings(self, spend: float) -> float:
        return float(self.rule.per_act + self.rule.per_spend * spend)

    def _extra(self, level: int, spend: float) -> float:
        """Give the points on top that an act brings on a level."""
        base = self.rule.multiplies
        if base is None or not level:
            return 0.0
        times = spend if base.per == "spend" else 1.0
        return float((self.rule.levels[level - 1].multiplier - 1.0) * base.points * times)

    def benefit(self, level: int, spend: float) -> float:
        perk: Any = self.rule.levels[level - 1].perk if level else None
        worth = 0.0 if perk is None else self.prices(perk)[0]
        extra = self._extra(level, spend)
        if extra:
            worth += extra * self.peer(self.rule.multiplies.into).use[0]
        return worth

    def demands(self, act: int) -> dict[str, float]:
        if all(level.time_left == 1.0 for level in self.rule.levels):
            return {}
        left = self.rule.levels[self.tier - 1].time_left if self.tier else 1.0
        return {"time": math.log(left)}

    # What lies ahead

    def _needed(self, act: int) -> float:
        """Give the acts up to the aim; 0 without one."""
        if self.aim is None:
            return 0.0
        each = self.brings(self.customer.price[act])
        if each <= 0.0:
            return 1e9
        missing = max(self.takes(self.aim) - self.points, 0.0)
        return float(math.ceil(min(missing / each, 1e9) * SLACK))

    def _deadline(self) -> int:
        return self.days_left if self.at_risk or not self.rule.rolling else int(self.rule.window)

    def token(self, act: int) -> Token:
        needed = self._needed(act)
        if not needed or self.aim is None:
            return Token(0.0)
        return Token(
            1.0 - self._share(self.aim),
            loss=self.at_risk,
            pace=needed / self._deadline(),
            acts_left=needed - 1.0,
            share_left=self._share_left(act),
        )

    def _share_left(self, act: int) -> float:
        """Give the share of the aim's threshold that is missing after an act."""
        takes, brings = self.takes(self.aim or 0), self.brings(self.customer.price[act])
        return min(1.0, max(0.0, (takes - self.points - brings) / takes))

    def _share(self, level: int) -> float:
        """Give the share of the customer's market on a level or above, as the day began."""
        key = (market_of(self), level)
        known = self.instance.noted
        if key not in known:
            mates: list[Any] = companions(self)
            known[key] = sum(mate.tier >= level for mate in mates) / len(mates)
        return float(known[key])

    def offers(self, act: int) -> list[Offer]:
        spend = self.customer.price[act]
        now = self.benefit(self.tier, spend)
        sure = [Offer(outcomes=((1.0, now),))] if now > 0.0 else []
        return sure + self._ahead(act, spend)

    def _ahead(self, act: int, spend: float) -> list[Offer]:
        if self.aim is None:
            return []
        goal, each, window = self.takes(self.aim), self.brings(spend), self.rule.window
        gain = self.benefit(self.aim, spend) - self.benefit(self._otherwise(), spend)
        value = max(0.0, gain) * (min(window, goal / each) if each > 0.0 else window)
        if value <= 0.0:
            return []
        return [
            Offer(
                outcomes=((1.0, value),),
                acts_left=max(self._needed(act) - 1.0, 0.0),
                share_left=self._share_left(act),
                waiting=window / 2.0,
                days_left=self._deadline(),
                goal=True,
                loss=self.at_risk,
            )
        ]

    def _otherwise(self) -> int:
        """Give the level without the aim."""
        if not self.at_risk:
            return self.tier
        return self.tier - 1 if self.rule.downgrade == "one_down" else self.deserved

    # Up and down

    def on_act(self, act: int, spend: float) -> None:
        perk = self.rule.levels[self.tier - 1].perk if self.tier else None
        if perk is not None:
            self.pay(perk)
        extra = self._extra(self.tier, spend)
        if extra > 0.0:
            self.earn(extra, self.rule.multiplies.into)
        part = self.day // self.length
        self.parts[part] = self.parts.get(part, 0.0) + self.brings(spend)
        if self.deserved > self.tier:
            self.tier, self.rose = self.deserved, True
            self.today.goals += 1

    def close(self) -> None:
        if self.days_left > 1:
            return
        if self.at_risk:
            before, self.tier, self.fell = self.tier, self._otherwise(), True
            self.felt.setbacks.append((before - self.tier) / len(self.rule.levels))
        kept = math.ceil(self.rule.window / self.length) - 1
        now = self.day // self.length
        self.parts = {part: x for part, x in self.parts.items() if part > now - kept}

    @classmethod
    def figures(cls, instance: Instance) -> tuple[str, ...]:
        return (
            *(f"on_level_{k}" for k in range(1, len(instance.rule.levels) + 1)),
            "ever_rose",
            "ever_fell",
        )

    def attained(self) -> dict[str, bool]:
        return {
            **{f"on_level_{k}": self.tier == k for k in range(1, len(self.rule.levels) + 1)},
            "ever_rose": self.rose,
            "ever_fell": self.fell,
        }
