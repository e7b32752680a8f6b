"""Framed payment: the same money for acts, as something to gain or as something to lose."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np
from pydantic import Field

from loyaltysim.hooks import (
    NOTHING,
    AccountSpec,
    Acts,
    Answer,
    Flow,
    Offer,
    Post,
    Rows,
    StateColumn,
)
from loyaltysim.mechanics.mechanic import Mechanic, Misfit, Misfits
from loyaltysim.mechanics.quota import Quota
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.units import LEAST_MONEY, MOST_MONEY

if TYPE_CHECKING:
    from loyaltysim.hooks import View


@mechanic("framed_payment")
class FramedPayment(Mechanic):
    """Pay for periods with enough acts: added up, or taken from an amount that is given first."""

    theory: ClassVar[str] = (
        "Losses weigh about twice as much as gains (607 estimates: Brown et al. 2024). Paid for a "
        "daily walk, people met the goal on 35% of days where they gained the money and on 45% "
        "where it was given first and taken away, against 30% without (Patel et al. 2016, 281 "
        "people); after the 13 weeks nothing was left. Money for acts can crowd out interest "
        "(Deci, Koestner & Ryan 1999); that an amount at risk also holds people is an assumption."
    )

    amount: float = Field(ge=LEAST_MONEY, le=MOST_MONEY, description="currency per period kept")
    frame: Literal["gain", "loss"] = Field(
        default="gain", description="gain adds it up; loss gives all of it first and takes it away"
    )
    every: int = Field(default=1, ge=1, le=31, description="days in a period; 7 is a week")
    acts: int = Field(default=1, ge=1, le=31, description="acts needed in a period")
    periods: int = Field(default=30, ge=1, le=365, description="periods from payment to payment")

    def misfits(self) -> Misfits:
        """Find a payment that is worth too much in all."""
        yield from super().misfits()
        if self.amount * self.periods > MOST_MONEY:
            message = f"all periods together are worth more than {MOST_MONEY:,.0f}"
            yield Misfit(message, at=("amount",))

    def quotas(self) -> tuple[Quota, ...]:
        """Name the acts of a period."""
        return (Quota(("acts",), self.act, self.acts, self.every),)

    def earliest(self) -> int:
        """Give the days to the first payment."""
        return self.every * self.periods

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare the acts of the period."""
        return (StateColumn("done", "acts", "acts in this period", dtype=np.int32),)

    def account(self) -> AccountSpec:
        """Book what is promised, in currency."""
        return AccountSpec("payment", 1.0, 1.0, in_money=True)

    def open(self, view: View) -> Answer:
        """Pay what was kept, give the next amount to lose, and begin a period."""
        if view.age % self.every == 0:
            view.own["done"][:] = 0
        gone, begun = divmod(view.age % (self.every * self.periods), self.every)
        posts, given_to = [], view.joined
        if not gone and not begun:
            rows = np.flatnonzero((view.balance > 0) & view.here)
            kept = view.balance[rows]
            posts.append(Post(Flow.REDEEM, rows, kept, kept, kept))
            given_to = np.flatnonzero(view.here)
        if self.frame == "loss":
            posts.append(Post(Flow.EARN, given_to, self.amount * (self.periods - gone)))
        return Answer(tuple(posts))

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer, ...]:
        """Offer the period's amount, to be had or to be kept, on the day of payment."""
        left = self.acts - 1 - view.own["done"][rows]
        length = self.every * self.periods
        return (
            Offer(
                self.amount,
                stands=left >= 0,
                acts_left=np.maximum(left, 0),
                left_share=np.maximum(left, 0) / self.acts,
                waiting_days=float(length - view.age % length),
                loss=self.frame == "loss",
                days_left=self.every - view.age % self.every,
            ),
        )

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Count the act, and add the amount of a period that is kept."""
        done = view.own["done"]
        done[acts.rows] += 1
        if self.frame == "loss":
            return NOTHING
        kept = acts.rows[done[acts.rows] == self.acts]
        return Answer((Post(Flow.EARN, kept, self.amount),))

    def close(self, view: View) -> Answer:
        """Take away the amount of a period that was not kept."""
        if self.frame == "gain" or (view.age + 1) % self.every:
            return NOTHING
        missed = np.flatnonzero((view.own["done"] < self.acts) & view.here & (view.balance > 0))
        return Answer((Post(Flow.EXPIRE, missed, np.minimum(self.amount, view.balance[missed])),))
