"""Points for acts and spend, exchanged for rewards."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from tests.reference.mechanics.membership import Membership
from tests.reference.mechanics.points_budget import fill, left_of, share_of
from tests.reference.offers import Offer

if TYPE_CHECKING:
    from collections.abc import Sequence

LOT_DAYS = 30
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Points(Membership):
    keeps_account = True

    def __init__(self, instance, customer) -> None:
        super().__init__(instance, customer)
        self.lots: dict[int, float] = defaultdict(float)
        self.pending: list[tuple[int, int, float]] = []
        self.counted = self.gained = 0.0
        self.expiring_soon = False

    @classmethod
    def about(cls, rule: Any) -> tuple[str | None, ...]:
        return (rule.act, *(partner.act for partner in rule.partners))

    # What there is to have

    @property
    def rewards(self) -> Sequence[Any]:
        redeem = self.rule.redeem
        return redeem if isinstance(redeem, tuple) else (redeem,)

    def unit(self) -> tuple[float, float]:
        cheapest = self.rewards[0]
        return cheapest.value / cheapest.points, max(r.cost / r.points for r in self.rewards)

    def full(self) -> float:
        return float(self.rewards[0].points)

    def held(self) -> float:
        return self.active

    @property
    def active(self) -> float:
        return sum(self.lots.values())

    @property
    def balance(self) -> float:
        """All points, those that cannot be redeemed yet too."""
        return self.active + sum(points for _, _, points in self.pending)

    def _goal(self) -> Any:
        """Choose what to save for."""
        pace = self.gained / max(30, self.day - self.since + 1)
        reach = self.balance + pace * self._days_ahead()
        chosen = [r for r in self.rewards if r.points <= reach * (1.0 + 1e-9)]
        return max(chosen or self.rewards[:1], key=lambda r: r.value / r.points)

    def _days_ahead(self) -> int:
        expiry, most = self.rule.expiry, int(self.rule.saves_for)
        if expiry is None or expiry.policy == "activity":
            return most
        return min(most, expiry.days if expiry.policy == "rolling" else self._until(expiry.on))

    def _until(self, on: int) -> int:
        """Count the days to the next fixed expiry, today included."""
        return next(days for days in range(1, 366) if (self.day + days) % 365 == on)

    # The account

    def credit(self, units: float) -> None:
        super().credit(units)
        if self.instance.ended:
            return
        lot = self.day // LOT_DAYS
        if self.rule.pending_days:
            self.pending.append((self.day + self.rule.pending_days, lot, units))
        else:
            self.lots[lot] += units

    def due(self) -> None:
        for _, lot, points in [p for p in self.pending if p[0] <= self.day]:
            self.lots[lot] += points
        self.pending = [p for p in self.pending if p[0] > self.day]

    def end(self) -> None:
        super().end()
        self.lots.clear()
        self.pending.clear()

    def join(self) -> None:
        self.since = self.day
        fill(self)

    def open(self) -> None:
        cap, expiry = self.rule.cap, self.rule.expiry
        if cap is not None and cap.every and self.day % cap.every == 0:
            self.counted = 0.0
        self.expiring_soon = False
        if expiry is None:
            return
        ahead = [self._lots_due(expiry, days) for days in range(expiry.remind + 1)]
        due = ahead[0]
        self.expiring_soon = any(
            self.lots[lot] > 1e-9 for lots in ahead[1:] for lot in lots if lot not in due
        )
        for lot in due:
            self.ledger.expire(self.account, self.lots.pop(lot))

    def _lots_due(self, expiry: Any, days: int) -> list[int]:
        """Tell which lots have to go so many days from now, if nothing happens."""
        day = self.day + days
        if expiry.policy == "rolling":
            return [lot for lot in self.lots if LOT_DAYS * (lot + 1) + expiry.days <= day]
        if expiry.policy == "activity":
            idle = min(self.customer.idle(act) for act in self.acts) + days
            return list(self.lots) if idle >= expiry.days else []
        return list(self.lots) if day > 0 and day % 365 == expiry.on else []

    # Acts

    def usually(self, act: int, spend: float) -> float:
        """Give the points of an act on a usual day."""
        rules = zip(self.acts, (self.rule, *self.rule.partners), strict=True)
        points = sum(
            rule.per_act + rule.per_spend * spend
            for number, rule in rules
            if number == act and spend >= rule.min_spend
        )
        return float(points * self.rule.multiplier)

    def bonus(self) -> float:
        today = WEEKDAYS[self.customer.model.weekday]
        return max(
            (
                float(bonus.multiplier)
                for bonus in self.rule.bonus_days
                if self.day // 7 % bonus.every_weeks == 0 and today in (bonus.weekdays or WEEKDAYS)
            ),
            default=1.0,
        )

    def room(self) -> float:
        return max(0.0, self.rule.cap.points - self.counted) if self.rule.cap else math.inf

    def offers(self, act: int) -> list[Offer]:
        price = self.customer.price[act]
        room = self.room() if left_of(self) > 0.0 else 0.0
        today = min(room, self.usually(act, price) * self.bonus())
        usual = min(room, self.usually(act, price))
        if usual <= 0.0:
            return []
        goal = self._goal()
        paid_for = goal.points * math.floor(self.balance / goal.points + 1e-9)
        missing = goal.points - max(0.0, self.balance - paid_for)
        expiry = self.rule.expiry
        fixed = expiry is not None and expiry.policy == "fixed"
        nearer = Offer(
            outcomes=((1.0, goal.value * max(1.0, usual / goal.points)),),
            acts_left=max(0, math.ceil((missing - (today - usual)) / usual - 1e-9) - 1),
            share_left=min(1.0, max(0.0, (missing - today) / goal.points)),
            waiting=self.rule.pending_days,
            days_left=self._until(expiry.on) if fixed else None,
            goal=True,
            cycle=max(1.0, goal.points / usual),
        )
        if today <= usual:
            return [nearer]
        extra = (today - usual) * goal.value / goal.points
        return [nearer, Offer(outcomes=((1.0, extra),), waiting=self.rule.pending_days)]

    def on_act(self, act: int, spend: float) -> None:
        wanted = min(self.room(), self.usually(act, spend) * self.bonus())
        earned = wanted * share_of(self, act)
        self.counted += earned
        self.gained += earned
        if earned > 0.0:
            self.earn(earned)
        goal = self._goal()
        rewards = math.floor(self.active / goal.points + 1e-9)
        if rewards >= 1:
            self._redeem(rewards, goal)
            self.today.goals += 1

    def _redeem(self, rewards: int, goal: Any) -> None:
        points = rewards * goal.points
        self.ledger.redeem(self.account, points, rewards * goal.value, rewards * goal.cost)
        for lot in sorted(self.lots):
            taken = min(points, self.lots[lot])
            self.lots[lot] -= taken
            points -= taken
