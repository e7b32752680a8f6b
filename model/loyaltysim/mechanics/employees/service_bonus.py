"""Service bonus: what is paid for is done more, and what is not paid for less."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import Field

from loyaltysim.customers.columns import FACTORS
from loyaltysim.hooks import (
    NOTHING,
    Acts,
    Answer,
    Demand,
    Moment,
    MomentKind,
    Offer,
    StateColumn,
    Symbol,
)
from loyaltysim.mechanics.mechanic import Mechanic, Misfit, Misfits
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.mechanics.reward import Reward  # noqa: TC001 -- pydantic reads it
from loyaltysim.mechanics.tally import tallied, tally
from loyaltysim.mechanics.urgency import pressing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from loyaltysim.hooks import Rows, View
    from loyaltysim.hooks.arrays import Counted

TIME = FACTORS.index("time")
PURSUIT_DAYS = 14.0
"""Days over which one's own pace is told (assumption)."""


@mechanic("service_bonus")
class ServiceBonus(Mechanic):
    """Pay a bonus for so many acts of one kind in a period, such as calls that take the time they need."""

    theory: ClassVar[str] = (
        "Who is paid for one of two things turns to it, and away from the other (Holmstrom & Milgrom 1991): "
        "a bonus for calls handled buys speed, one for long calls quality. In a call centre a bonus for "
        "satisfied customers raised satisfaction by 15%, and moved the number of calls, which it did not pay for, by "
        "10% (Sauermann 2011). How strongly the other act suffers is yours to say (`takes`), and an assumption."
    )
    measures: ClassVar[Mapping[str, str]] = {
        "bonuses_earned": "bonuses earned / bonuses that members could have earned",
        "paid_share": "acts that it pays for / these and the acts of `instead_of`",
    }

    acts: int = Field(ge=1, le=1000, description="acts for which a bonus is paid, in a period")
    every: int = Field(default=30, ge=1, le=365, description="days in a period; 7 is a week")
    reward: Reward = Field(description="the bonus")
    instead_of: str | None = Field(
        default=None, description="an act it does not pay for, which gets less; none if left out"
    )
    takes: float = Field(
        default=0.2,
        ge=0,
        le=10,
        description="share by which that act demands more time of who works for the bonus",
    )

    def misfits(self) -> Misfits:
        """Find an act that is done instead of itself."""
        yield from super().misfits()
        if self.instead_of is not None and self.instead_of == self.act:
            message = "is the act the bonus pays for; name another one, or leave it out"
            yield Misfit(message, at=("instead_of",))

    def acts_about(self) -> tuple[str | None, ...]:
        """Name the act that is paid for, and the one that is not."""
        return (self.act,) if self.instead_of is None else (self.act, self.instead_of)

    def side_acts(self) -> Mapping[str, str]:
        """Name the act that is not paid for, where the main act is."""
        return {"instead_of": self.instead_of} if self.instead_of and self.act is None else {}

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare the acts in this period, one's pace, and what became of the bonus so far."""
        return (
            StateColumn("done", "acts", "acts it pays for in this period", dtype=np.int32),
            StateColumn("pace", "acts per day", "acts it pays for, of late"),
            tallied("bonuses", "bonuses", "bonuses to be earned so far"),
            tallied("earned", "bonuses", "bonuses earned so far"),
            tallied("paid", "acts", "acts it pays for so far"),
            tallied("unpaid", "acts", "the other acts so far"),
        )

    def open(self, view: View) -> Answer:
        """Let the pace fade, and begin a new period."""
        own, begin = view.own, view.joined
        own["pace"] *= math.exp(-1.0 / PURSUIT_DAYS)
        if view.age % self.every == 0:
            own["done"][:] = 0
            begin = np.flatnonzero(view.here)
        tally(view, "bonuses", begin)
        return NOTHING

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer | Symbol, ...]:
        """Offer the bonus, for the act that it pays for."""
        if act != view.act:
            return ()
        left, days = self.acts - view.own["done"][rows], self.every - view.age % self.every
        worth, after = self.reward.worth(view), np.maximum(left - 1.0, 0.0)
        share = after / self.acts
        room = view.room(act, days)
        bonus = Offer(
            worth, stands=left > 0, acts_left=after, left_share=share, goal=True, days_left=days
        )
        return (bonus, Symbol(pressing(left, days, room), pace=np.maximum(left, 0) / days))

    def demands(self, view: View, act: int, rows: Rows) -> tuple[Demand, ...]:
        """Leave those who work for the bonus less time for the other act."""
        if act == view.act or not self.takes:
            return ()
        return (Demand(TIME, np.log1p(self.takes * self._pursuit(view, rows))),)

    def _pursuit(self, view: View, rows: Rows) -> NDArray[np.float64]:
        """Give how far one keeps the pace that the bonus asks for, 0 to 1; 0 once it is earned."""
        share: NDArray[np.float64] = view.own["pace"][rows] * (self.every / self.acts)
        return np.minimum(share, 1.0) * (view.own["done"][rows] < self.acts)

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Count the act, and pay the bonus to whoever has earned it."""
        own, rows = view.own, acts.rows
        if acts.act != view.act:
            tally(view, "unpaid", rows)
            return NOTHING
        own["done"][rows] += 1
        own["pace"][rows] -= math.expm1(-1.0 / PURSUIT_DAYS)
        won = rows[own["done"][rows] == self.acts]
        tally(view, "paid", rows)
        tally(view, "earned", won)
        return Answer((self.reward.pay(won),), (Moment(MomentKind.GOAL_REACHED, won),))

    def measured(self, view: View) -> Mapping[str, Counted]:
        """Give how many bonuses were earned, and how much of the work is paid for."""
        own = view.own
        return {
            "bonuses_earned": (own["earned"], own["bonuses"]),
            "paid_share": (own["paid"], own["paid"] + own["unpaid"]),
        }
