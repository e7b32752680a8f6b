"""What a tier programme makes of the next act: a level to reach, or to keep."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

import numpy as np

from loyaltysim.hooks import Offer, Symbol
from loyaltysim.mechanics.ladder import BasePoints, Benefits, Level
from loyaltysim.mechanics.urgency import acts_for

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.hooks import Rows, View
    from loyaltysim.mechanics.standing import Standing


class Programme(Protocol):
    """What the levels bring."""

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels, in rising order."""

    @property
    def multiplies(self) -> BasePoints | None:
        """The points that multipliers multiply."""

    @property
    def window(self) -> int:
        """Days in which qualifying points count."""


def aims(
    view: View, standing: Standing, rows: Rows, programme: Programme
) -> tuple[Offer | Symbol, ...]:
    """State what an act offers: the level's benefits, the level in danger or the next one, and status.

    Notes
    -----
    A level is worth what it would bring, beyond the one below, on the acts that it takes to qualify, half
    a window from now (assumption). Status matters by the share of members who do not have it (after
    Dreze & Nunes 2009; form: assumption).
    """
    risk = standing.at_risk
    some = bool(risk.any())
    aim = np.where(risk, standing.level, standing.higher) if some else standing.higher
    goal = standing.thresholds.take(aim)
    stands = risk | (standing.level < aim)
    missing = np.maximum(goal - standing.points, 0.0) * stands
    needed = acts_for(missing, standing.brings)
    days = standing.days(risk)
    rare = _rarity(view, len(programme.levels), aim, rows)
    left = np.maximum(needed - 1.0, 0.0)
    share = np.clip((missing - standing.brings) / goal, 0.0, 1.0)
    symbol = Symbol(
        (needed > 0) * rare,
        loss=some and risk,
        pace=needed / days,
        acts_left=left,
        left_share=share,
    )
    benefits = Benefits(view, programme.levels, programme.multiplies, standing.spend)
    if not benefits.some:
        return (symbol,)
    now = benefits.at(standing.level)
    below = np.where(risk, benefits.at(standing.fallen), now) if some else now
    with np.errstate(divide="ignore", invalid="ignore"):
        acts = np.fmin(goal / standing.brings, programme.window)
    value = np.maximum(benefits.at(aim) - below, 0.0) * acts
    falling, rising = risk & (value > 0), stands & ~risk & (value > 0)
    further = Offer(
        value,
        stands=rising,
        acts_left=left,
        left_share=share,
        waiting_days=programme.window / 2.0,
        goal=True,
        days_left=days,
    )
    kept = replace(further, stands=falling, loss=True)
    ways = ((kept, falling), (further, rising))
    return (symbol, Offer(now, stands=now > 0), *(one for one, stands in ways if stands.any()))


def _rarity(view: View, levels: int, aim: NDArray[np.intp], rows: Rows) -> NDArray[np.float64]:
    """Give the share of members of each one's market who are below a level."""
    shares = np.array([view.own[f"share_{max(level, 1)}"] for level in range(levels + 1)])
    cells = aim * shares.shape[1]
    cells += view.market.take(rows)
    rare: NDArray[np.float64] = (1.0 - shares).take(cells)
    return rare
