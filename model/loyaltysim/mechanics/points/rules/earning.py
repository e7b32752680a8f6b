"""How acts earn points: rates, days on which more is earned, and limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from loyaltysim.customers.calendar import WEEKDAYS
from loyaltysim.mechanics.parameters import Parameters
from loyaltysim.mechanics.reward import LEAST_POINTS, MOST_POINTS
from loyaltysim.units import MOST_DAYS, MOST_MONEY

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from loyaltysim.hooks import View

MOST_TIMES = 100
WEEK = 7


class Earning(Parameters):
    """What an act earns."""

    per_spend: float = Field(
        default=0.0, ge=0, le=MOST_POINTS, description="points per unit of currency spent"
    )
    per_act: float = Field(default=0.0, ge=0, le=MOST_POINTS, description="points per act")
    min_spend: float = Field(
        default=0.0, ge=0, le=MOST_MONEY, description="spend from which an act earns points"
    )

    def earned_by(self, spend: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the points of acts by what is spent on them."""
        points: NDArray[np.float64] = self.per_spend * spend
        points += self.per_act
        if self.min_spend > 0:
            points *= spend >= self.min_spend
        return points


class Partner(Earning):
    """Another firm, or another act, that gives the same points at rates of its own."""

    act: str = Field(description="name of the partner's act")


class BonusDays(Parameters):
    """Days on which every act earns more points, such as double points on Saturdays."""

    multiplier: float = Field(default=2, ge=1, le=MOST_TIMES, description="times the usual points")
    weekdays: tuple[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], ...] = Field(
        default=(), description="weekdays, such as [sat, sun]; all of the week if left out"
    )
    every_weeks: int = Field(
        default=1, ge=1, le=52, description="weeks from one such week to the next; 1 is every week"
    )

    def due(self, view: View) -> bool:
        """Tell whether today is one of them."""
        in_turn = view.age // WEEK % self.every_weeks == 0
        return in_turn and (not self.weekdays or WEEKDAYS[view.weekday] in self.weekdays)


class Cap(Parameters):
    """The most points that a member earns by acts."""

    points: float = Field(ge=LEAST_POINTS, le=MOST_POINTS, description="points per member")
    every: int | None = Field(
        default=None, ge=1, le=MOST_DAYS, description="days of a period; for good if left out"
    )
