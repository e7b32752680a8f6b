"""Surprise: now and then a gift that nobody was told of."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from loyaltysim.hooks import (
    NOTHING,
    Acts,
    Answer,
    Moment,
    MomentKind,
    Offer,
    Rows,
)
from loyaltysim.mechanics.mechanic import Mechanic, Reward
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.units import LEAST_CHANCE

if TYPE_CHECKING:
    from loyaltysim.hooks import View


@mechanic("surprise")
class Surprise(Mechanic):
    """Give a gift after some acts, unannounced."""

    theory: ClassVar[str] = (
        "Unexpected gifts do not crowd out interest (Deci, Koestner & Ryan 1999), and gifts in "
        "kind are answered where cash of the same worth hardly is (Kube, Marechal & Puppe 2012, "
        "three hours of work). What comes often is soon expected, and then is one more reward, "
        "missed when it fails to come (assumption). It comes by chance after acts, as often as they are lucky: for "
        "one gift a month take mystery_box with every: 30, for a rare and personal one human_gesture, which rests "
        "for days after each."
    )

    chance: float = Field(ge=LEAST_CHANCE, le=1, description="chance of a gift per act, 0 to 1")
    gift: Reward = Field(description="what is given")
    gift_kind: Literal["in_kind", "cash"] = Field(
        default="in_kind", description="in_kind is a present; cash is money or a voucher"
    )

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer, ...]:
        """Offer the gift to those who have come to expect it."""
        return (Offer(self.gift.worth(view), announced=False),)

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Give the gift to the lucky."""
        rows = acts.rows[view.luck("draw")[acts.rows] < self.chance]
        if not rows.size:
            return NOTHING
        in_kind = self.gift_kind == "in_kind"
        kind = MomentKind.GIFT_IN_KIND if in_kind else MomentKind.GIFT_IN_CASH
        got = Moment(kind, rows, self.gift.worth(view))
        return Answer((self.gift.pay(rows),), (got, Moment(MomentKind.UNANNOUNCED_REWARD, rows)))
