"""What acts earn with all that multiplies and limits it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pydantic import Field

from loyaltysim.hooks import StateColumn
from loyaltysim.mechanics.points.rules.earning import MOST_TIMES, BonusDays, Cap, Earning, Partner
from loyaltysim.mechanics.reward import LEAST_POINTS, MOST_POINTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from loyaltysim.hooks import Rows, View

    Float64 = NDArray[np.float64]


class Earner(Earning):
    """Earning by one act or several, with multipliers, and limits for a member and in all."""

    multiplier: float = Field(
        default=1, ge=0.01, le=MOST_TIMES, description="times the points of all acts"
    )
    bonus_days: tuple[BonusDays, ...] = Field(
        default=(), description="days on which acts earn more; the largest multiplier counts"
    )
    cap: Cap | None = Field(default=None, description="most points that a member earns by acts")
    cap_total: float | None = Field(
        default=None,
        ge=LEAST_POINTS,
        le=MOST_POINTS,
        description="most points that all members together earn by acts, for each who joins",
    )
    partners: tuple[Partner, ...] = Field(
        default=(), description="other acts that earn on the same account, at their own rates"
    )

    @property
    def all_rules(self) -> tuple[Earning, ...]:
        """What each of the acts that it is about earns, in their order."""
        return (self, *self.partners)

    @property
    def can_earn(self) -> bool:
        """Whether acts earn points, and not only rewards that are paid in points."""
        return any(rule.per_spend > 0 or rule.per_act > 0 for rule in self.all_rules)

    @property
    def most_per_act(self) -> float:
        """The most points that an act can earn without its spend."""
        most = max(rule.per_act for rule in self.all_rules)
        return most * self.multiplier * _best(self.bonus_days)

    def limit_columns(self) -> tuple[StateColumn, ...]:
        """Declare what counts towards the limits."""
        columns = []
        if self.cap is not None:
            columns.append(StateColumn("counted", "points", "points that count towards the cap"))
        if self.cap_total is not None:
            columns.append(
                StateColumn("left", "points", "points left for all members", per_market=True)
            )
        return tuple(columns)

    def renew_limits(self, view: View) -> None:
        """Begin the periods of the limits, and widen the total for those who join."""
        if self.cap_total is not None and view.joined.size:
            members = np.bincount(view.market[view.joined], minlength=view.own["left"].size)
            view.own["left"] += self.cap_total * members
        if self.cap is not None and self.cap.every and view.age % self.cap.every == 0:
            view.own["counted"][:] = 0.0

    def usual(self, view: View, act: int, spend: Float64) -> Float64:
        """Give the points of acts on a day without a bonus, limits aside."""
        rules = zip(view.about, self.all_rules, strict=True)
        first, *others = (rule.earned_by(spend) for number, rule in rules if number == act)
        points = sum(others, start=first)
        points *= self.multiplier
        return points

    def foreseen(self, view: View, act: int, rows: Rows) -> tuple[Float64, Float64]:
        """Give the points that an act of each may earn on a usual day and today, the same array without a bonus."""
        points, bonus = self.usual(view, act, view.usual_spend(act).take(rows)), self.bonus(view)
        usual = self.within_limits(view, rows, points)
        return usual, usual if bonus == 1.0 else self.within_limits(view, rows, points * bonus)

    def bonus(self, view: View) -> float:
        """Give by how much today's acts earn more than usual."""
        return _best(bonus for bonus in self.bonus_days if bonus.due(view))

    def most_each(self) -> tuple[float, float]:
        """Give the points that an act, and a unit of currency, bring at most by the basic rule."""
        times = self.multiplier * _best(self.bonus_days)
        return self.per_act * times, self.per_spend * times

    def within_limits(self, view: View, rows: Rows, points: Float64) -> Float64:
        """Give the points that one more act of each may still earn, so far as can be foreseen."""
        if self.cap is not None:
            points = np.minimum(points, self._room(view, rows, self.cap))
        if self.cap_total is not None:
            points = points * (view.own["left"] > 0)[view.market[rows]]
        return points

    def count(self, view: View, rows: Rows, points: Float64) -> Float64:
        """Give the points of today's acts, and count them: what is left of a total is shared out.

        Where today's acts of one kind would earn more than is left, each earns the same share.
        """
        if self.cap is not None:
            points = np.minimum(points, self._room(view, rows, self.cap))
        if self.cap_total is not None:
            left, market = view.own["left"], view.market[rows]
            # a sum by size does not depend on the order of customers
            order = np.lexsort((points, market))
            asked = np.bincount(market[order], points[order], left.size)
            given = np.minimum(asked, left)
            points = (
                points * np.divide(given, asked, out=np.ones_like(asked), where=asked > 0)[market]
            )
            left -= given
        if self.cap is not None:
            view.own["counted"][rows] += points
        return points

    @staticmethod
    def _room(view: View, rows: Rows, cap: Cap) -> Float64:
        return np.maximum(cap.points - view.own["counted"][rows], 0.0)


def _best(days: Iterable[BonusDays]) -> float:
    """Give the largest multiplier of some bonus days, 1 where there are none."""
    return max((bonus.multiplier for bonus in days), default=1.0)
