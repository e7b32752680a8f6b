"""Points: earned by acts and spend, pending, active, redeemed or expired."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field, model_validator

from loyaltysim.hooks import (
    NOTHING,
    AccountSpec,
    Acts,
    Answer,
    Flow,
    Moment,
    MomentKind,
    Offer,
    Post,
    Rows,
)
from loyaltysim.mechanics.mechanic import Mechanic, Parameters
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.mechanics.reward import LEAST_POINTS, MOST_POINTS
from loyaltysim.units import LEAST_MONEY, MOST_DAYS, MOST_MONEY, plain

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.hooks import View

LOT_DAYS = 30
ROUNDING = 1e-9
"""Share of a threshold that sums of decimal fractions may fall short of it."""


class Redemption(Parameters):
    """What points are exchanged for."""

    points: float = Field(ge=LEAST_POINTS, le=MOST_POINTS, description="points for one reward")
    value: float = Field(
        ge=LEAST_MONEY,
        le=MOST_MONEY,
        description="worth of the reward to the customer, in currency",
    )
    cost: float = Field(
        ge=0, le=MOST_MONEY, description="cost of the reward to the firm, in currency"
    )


class RollingExpiry(Parameters):
    """Points expire a time after they were earned, rounded up to the earning month's end."""

    policy: Literal["rolling"]
    days: int = Field(ge=1, le=MOST_DAYS, description="days from the end of the earning month")


class ActivityExpiry(Parameters):
    """All points expire when the customer has not done the instance's act for a time."""

    policy: Literal["activity"]
    days: int = Field(ge=1, le=MOST_DAYS, description="days without the act that earns them")


Expiry = Annotated[RollingExpiry | ActivityExpiry, Field(discriminator="policy")]


@mechanic("points")
class Points(Mechanic):
    """Earn points with acts and spend, and redeem them for a reward when there are enough."""

    theory: ClassVar[str] = (
        "Distant rewards are discounted and pull harder as they come near (Kivetz, Urminsky & "
        "Zheng 2006; Taylor & Neslin 2005). Points not yet redeemed would be lost by leaving. "
        "Most members would have bought anyway: a coalition's points caused 1.74% of sales "
        "(Nastasoiu et al. 2021), frequent buyers hardly react (Hartmann & Viard 2008), and "
        "what is gained comes from casual ones (Lal & Bell 2003)."
    )

    per_spend: float = Field(
        default=0.0, ge=0, le=MOST_POINTS, description="points per unit of currency spent"
    )
    per_act: float = Field(default=0.0, ge=0, le=MOST_POINTS, description="points per act")
    min_spend: float = Field(
        default=0.0, ge=0, le=MOST_MONEY, description="spend from which an act earns points"
    )
    pending_days: int = Field(
        default=0, ge=0, le=365, description="days until points earned can be redeemed"
    )
    expiry: Expiry | None = Field(default=None, description="when points expire; never if left out")
    redeem: Redemption = Field(description="what points are exchanged for")

    @model_validator(mode="after")
    def _lives(self) -> Points:
        if self.expiry is not None and self.pending_days > self.expiry.days:
            msg = f"pending_days: must be at most {self.expiry.days}, the days that points live"
            raise ValueError(msg)
        return self

    @model_validator(mode="after")
    def _an_act_earns_money_within_bounds(self) -> Points:
        if self.per_act * self.redeem.value / self.redeem.points > MOST_MONEY:
            msg = f"per_act: the points of an act are worth more than {plain(MOST_MONEY)}"
            raise ValueError(msg)
        return self

    @property
    def earns(self) -> bool:
        """Whether acts earn points, and not only rewards that are paid in points."""
        return self.per_spend > 0 or self.per_act > 0

    def account(self) -> AccountSpec:
        """Book points, in monthly lots where they grow old."""
        value = self.redeem.value / self.redeem.points
        cost = self.redeem.cost / self.redeem.points
        lots = LOT_DAYS if isinstance(self.expiry, RollingExpiry) else None
        return AccountSpec(
            "points", value, cost, takes=True, reward_units=self.redeem.points,
            pending_days=self.pending_days, lot_days=lots,
        )  # fmt: skip

    def open(self, view: View) -> Answer:
        """Expire what is too old."""
        if isinstance(self.expiry, RollingExpiry):
            return self._expire_lot(view, self.expiry.days)
        if isinstance(self.expiry, ActivityExpiry):
            idle = (view.days_since(view.act) >= self.expiry.days) & (view.balance > 0) & view.here
            rows = np.flatnonzero(idle)
            return Answer((Post(Flow.EXPIRE, rows, view.balance[rows]),)) if rows.size else NOTHING
        return NOTHING

    def _expire_lot(self, view: View, days: int) -> Answer:
        lot, rest = divmod(view.age - days, LOT_DAYS)
        if rest or lot < 1:
            return NOTHING
        old = view.lot(lot - 1)
        rows = np.flatnonzero((old > 0) & view.here)
        return Answer((Post(Flow.EXPIRE, rows, old[rows]),)) if rows.size else NOTHING

    def _earned(self, spend: NDArray[np.float64]) -> NDArray[np.float64]:
        points: NDArray[np.float64] = self.per_act + self.per_spend * spend
        if self.min_spend > 0:
            points *= spend >= self.min_spend
        return points

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer, ...]:
        """Offer the next reward, nearer with every point."""
        earned = self._earned(view.usual_spend(act)[rows])
        earns = earned > 0
        earned[~earns] = 1.0
        threshold = self.redeem.points
        # a reward that is already paid for is not brought nearer: only what is beyond it counts
        held = view.balance[rows] + view.pending[rows]
        held -= threshold * np.floor(held / threshold + ROUNDING)
        np.maximum(held, 0.0, out=held)
        missing = threshold - held
        left = np.maximum(np.ceil(missing / earned - ROUNDING) - 1.0, 0.0)
        share = np.clip((missing - earned) / threshold, 0.0, 1.0)
        value = self.redeem.value * np.maximum(1.0, earned / threshold)
        waiting = float(self.pending_days)
        return (Offer(value, None, earns, left, share, waiting_days=waiting, goal=True),)

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Earn, and redeem as soon as there are points enough."""
        rows, earned = acts.rows, self._earned(acts.spend)
        if not rows.size:
            return NOTHING
        earn = Post(Flow.EARN, rows, earned)
        active = view.balance[rows] + (0.0 if self.pending_days else earned)
        times = np.floor(active / self.redeem.points + ROUNDING)
        able = times > 0
        rows, times = rows[able], times[able]
        points = np.minimum(times * self.redeem.points, active[able])
        value, cost = times * self.redeem.value, times * self.redeem.cost
        redeem = Post(Flow.REDEEM, rows, points, value, cost)
        return Answer((earn, redeem), (Moment(MomentKind.GOAL_REACHED, rows),))
