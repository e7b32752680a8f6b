"""The levels of a tier programme: what each takes and what it brings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

import numpy as np
from pydantic import AfterValidator, Field

from loyaltysim.mechanics.mechanic import Misfit, Parameters, Reward
from loyaltysim.mechanics.parameters import refusal
from loyaltysim.mechanics.reward import LEAST_POINTS, MOST_POINTS, PointsReward
from loyaltysim.units import ROUNDING, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from loyaltysim.hooks import Amount, Post, Rows, View

    Float64 = NDArray[np.float64]


class Level(Parameters):
    """One level of the programme."""

    name: str = Field(min_length=1, max_length=40, description="what it is called, such as gold")
    at: float = Field(
        ge=LEAST_POINTS, le=MOST_POINTS, description="qualifying points in the window that it takes"
    )
    multiplier: float = Field(
        default=1.0, ge=1, le=10, description="how many times the `multiplies` points an act brings"
    )
    perk: Reward | None = Field(default=None, description="what every act brings besides")
    time_left: float = Field(
        default=1.0, ge=0.01, le=1, description="share of the act's time that remains, by priority"
    )


class BasePoints(PointsReward):
    """What acts earn on the account that multipliers pay into."""

    points: float = Field(
        ge=LEAST_POINTS,
        le=MOST_POINTS,
        description="points that an act earns there, or each unit of currency spent",
    )
    per: Literal["act", "spend"] = Field(
        default="spend", description="whether for each act or for each unit of currency spent"
    )

    def units(self, spend: Amount) -> Amount:
        """Give for how many times `points` an act counts, a number or shape (rows,)."""
        return spend if self.per == "spend" else 1.0


def checked_levels(levels: tuple[Level, ...]) -> tuple[Level, ...]:
    """Refuse levels that do not rise, or are named alike."""
    steps, found = [level.at for level in levels], []
    if sorted(set(steps)) != steps:
        told = ", ".join(map(plain, steps))
        found.append(Misfit(f"must rise, each `at` above the one before, but are {told}"))
    if len({level.name for level in levels}) < len(levels):
        found.append(Misfit("must each have a name of their own"))
    if found:
        raise refusal(found)
    return levels


Levels = Annotated[tuple[Level, ...], AfterValidator(checked_levels)]
"""Levels that rise."""


def level_of(levels: Sequence[Level], points: NDArray[Any]) -> NDArray[np.intp]:
    """Give the level that qualifying points deserve, 0 for none.

    Parameters
    ----------
    points
        Qualifying points in the window, shape (rows,).
    """
    thresholds = np.array([level.at for level in levels]) * (1.0 - ROUNDING)
    deserved: NDArray[np.intp] = np.zeros(points.shape, np.intp)
    for threshold in thresholds.tolist():
        deserved += points >= threshold
    return deserved


def thresholds_of(levels: Sequence[Level]) -> Float64:
    """Give what each level takes, that of no level being 0, shape (levels + 1,)."""
    return np.array([0.0, *(level.at for level in levels)])


def ln_times(levels: Sequence[Level]) -> Float64:
    """Give the log of the share of the act's time that remains on each level, shape (levels + 1,)."""
    return np.log([1.0, *(level.time_left for level in levels)])


def _more(levels: Sequence[Level]) -> Float64:
    return np.array([0.0, *(level.multiplier - 1.0 for level in levels)])


class Benefits:
    """What an act brings on each level, in currency.

    Parameters
    ----------
    spend
        What each spends on it, in currency, shape (rows,).
    """

    def __init__(
        self, view: View, levels: Sequence[Level], base: BasePoints | None, spend: Amount
    ) -> None:
        perks = (0.0 if level.perk is None else level.perk.worth(view) for level in levels)
        self._perks, self._more = np.array([0.0, *perks]), _more(levels)
        self._each = None if base is None else base.units(spend) * base.worth(view)
        self.some = bool(self._perks.any()) or (base is not None and bool(self._more.any()))

    def at(self, level: NDArray[Any]) -> Float64:
        """Give what an act brings to each on a level, shape (rows,)."""
        worth: Float64 = self._perks.take(level)
        if self._each is not None:
            worth += self._more.take(level) * self._each
        return worth


def bring(
    levels: Sequence[Level],
    base: BasePoints | None,
    rows: Rows,
    level: NDArray[Any],
    spend: Float64,
) -> tuple[Post, ...]:
    """Pay what an act brings to those on each level: perks, and points on top.

    Parameters
    ----------
    level
        Level of each of the rows, shape (rows,).
    spend
        What each spent, in currency, shape (rows,).
    """
    posts = []
    for number, one in enumerate(levels, start=1):
        if one.perk is not None:
            lucky = rows.compress(level == number)
            if lucky.size:
                posts.append(one.perk.pay(lucky))
    if base is not None:
        times = _more(levels).take(level) * base.units(spend)
        more = times > 0
        if more.any():
            posts.append(base.pay(rows[more], times[more]))
    return tuple(posts)
