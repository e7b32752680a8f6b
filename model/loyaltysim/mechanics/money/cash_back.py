"""Cash back: a share of the spend, paid back later."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import Field

from loyaltysim.hooks import NOTHING, AccountSpec, Acts, Answer, Flow, Offer, Post, Rows
from loyaltysim.mechanics.mechanic import Mechanic
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.units import LEAST_MONEY, MOST_MONEY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.hooks import View


@mechanic("cash_back")
class CashBack(Mechanic):
    """Pay a share of the spend back to customers, some time later."""

    theory: ClassVar[str] = (
        "What comes later is discounted, so it pulls less than the same money off the price; but "
        "what is owed and not yet paid would be lost by leaving. It is money all the same: what "
        "is expected and tangible can crowd out interest (Deci, Koestner & Ryan 1999), and gifts "
        "of cash were hardly answered where gifts in kind were (Kube, Marechal & Puppe 2012)."
    )

    rate: float = Field(
        gt=0,
        le=1,
        description="share of the spend at list prices that is paid back, 0 to 1; where a discount is "
        "taken off, too, not of the price that is left, so that shares add up",
    )
    min_spend: float = Field(
        default=0, ge=0, le=MOST_MONEY, description="spend from which an act counts, in currency"
    )
    pays_every: int = Field(default=30, ge=1, le=365, description="days between payments")
    most: float | None = Field(
        default=None,
        ge=LEAST_MONEY,
        le=MOST_MONEY,
        description="most that is paid to a member at a time, in currency",
    )

    def share_of_list_price(self) -> float:
        """Give the rate: it is of the list price, whatever else is taken off."""
        return self.rate

    def earliest(self) -> int:
        """Give the days to the first payment."""
        return self.pays_every

    def account(self) -> AccountSpec:
        """Book what is owed, in currency."""
        return AccountSpec("cash", 1.0, 1.0, in_money=True)

    def open(self, view: View) -> Answer:
        """Pay what is owed."""
        if not view.age or view.age % self.pays_every:
            return NOTHING
        rows = np.flatnonzero((view.balance > 0) & view.here)
        owed = view.balance[rows]
        return Answer((Post(Flow.REDEEM, rows, owed, owed, owed),))

    def _back(self, view: View, rows: Rows, spend: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give what acts bring back, at most what is left of the next payment."""
        back = self.rate * spend
        if self.min_spend > 0:
            back *= spend >= self.min_spend
        if self.most is not None:
            back = np.minimum(back, np.maximum(self.most - view.balance[rows], 0.0))
        return back

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer, ...]:
        """Offer the share of what the customer usually spends, on the day of the next payment."""
        back = self._back(view, rows, view.usual_spend(act).take(rows))
        waiting = float(self.pays_every - view.age % self.pays_every)
        return (Offer(back, stands=back > 0, waiting_days=waiting),)

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Owe the share of today's purchases."""
        if not acts.rows.size:
            return NOTHING
        return Answer((Post(Flow.EARN, acts.rows, self._back(view, acts.rows, acts.spend)),))
