"""Discount: a share off the price of every act."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import Field

from loyaltysim.hooks import (
    NOTHING,
    Acts,
    Answer,
    Flow,
    Moment,
    MomentKind,
    Offer,
    Post,
    Rows,
    StateColumn,
)
from loyaltysim.mechanics.mechanic import Mechanic
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.units import MOST_MONEY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.hooks import View


@mechanic("discount")
class Discount(Mechanic):
    """Take a share off the price whenever the spend is high enough."""

    theory: ClassVar[str] = (
        "A sure and immediate gain; what is expected and tangible can crowd out interest in an "
        "act that is interesting by itself (Deci, Koestner & Ryan 1999; where interest is low "
        "it does not: Cameron, Banko & Pierce 2001). It leaves nothing behind that leaving "
        "would forfeit, so it holds nobody beyond its effect on the act. Who sees a lower price for what "
        "was bought buys less afterwards (Anderson & Simester 2010): in the model, who can buy no more of it."
    )

    rate: float = Field(
        gt=0,
        le=1,
        description="share of the spend at list prices that is taken off, 0 to 1; it adds up with other "
        "shares, such as of cash_back",
    )
    min_spend: float = Field(
        default=0, ge=0, le=MOST_MONEY, description="spend from which it applies, in currency"
    )

    def share_of_list_price(self) -> float:
        """Give the rate: it is of the list price, whatever else is taken off."""
        return self.rate

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare what was on offer at the last purchase, whether the spend was high enough for it or not."""
        return (
            StateColumn("on_offer", "share", "share off that was on offer at the last purchase"),
        )

    def open(self, view: View) -> Answer:
        """Let those who bought all that they can at a higher price regret it, once for each cut."""
        own, may = view.own, view.may(view.act)
        if may.all():
            return NOTHING
        rows = np.flatnonzero(view.here & ~may & (own["on_offer"] < self.rate))
        rows = rows[self._applies(view.usual_spend(view.act)[rows])]
        overpaid = self.rate - own["on_offer"][rows]
        own["on_offer"][rows] = self.rate
        return Answer((), (Moment(MomentKind.SETBACK, rows, overpaid),))

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer, ...]:
        """Offer the share of what the customer usually spends."""
        spend = view.usual_spend(act)[rows]
        return (Offer(self.rate * spend, stands=spend >= self.min_spend),)

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Grant the discount on today's purchases."""
        large = self._applies(acts.spend)
        view.own["on_offer"][acts.rows] = self.rate
        if not np.any(large):
            return NOTHING
        off = self.rate * acts.spend[large]
        return Answer((Post(Flow.GRANT, acts.rows[large], value=off, cost=off),))

    def _applies(self, spend: NDArray[np.floating]) -> NDArray[np.bool_]:
        """Tell which purchases it applies to, by what is spent."""
        applies: NDArray[np.bool_] = (spend >= self.min_spend) & (spend > 0)
        return applies
