"""Regret lottery: everyone's number is in the draw, but only who acted gets the prize."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import Field

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
    StateColumn,
)
from loyaltysim.mechanics.letdown import letdown
from loyaltysim.mechanics.mechanic import Mechanic, Reward
from loyaltysim.mechanics.quota import Quota
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.units import LEAST_CHANCE, MOST_DAYS

if TYPE_CHECKING:
    from loyaltysim.hooks import View


@mechanic("regret_lottery")
class RegretLottery(Mechanic):
    """Draw everyone's number each period, and tell those who did not act what they would have won."""

    theory: ClassVar[str] = (
        "To learn that one would have won is expected to hurt, and what hurts to miss weighs more than "
        "what is nice to win (Zeelenberg & Pieters 2004 on the Dutch Postcode Lottery). A daily regret "
        "lottery helped to reach a weight goal, gone months later (Volpp et al. 2008, 19 per arm); a weekly "
        "one of teams had 64% fill in a health questionnaire, a gift card 44% (Haisley et al. 2012, one act, "
        "once). Repeated, it can turn round: told again and again what they missed, people did less than in "
        "a plain lottery (Imas, Lame & Wilson, working paper). How much a missed prize stings is an assumption."
    )

    chance: float = Field(
        ge=LEAST_CHANCE, le=1, description="chance that a customer's number is drawn, 0 to 1"
    )
    prize: Reward = Field(description="what a winner gets")
    every: int = Field(
        default=7, ge=1, le=MOST_DAYS, description="days in a period; the draw is on its last day"
    )
    acts: int = Field(
        default=1, ge=1, le=31, description="acts in the period that a prize asks for"
    )
    tell_missed: bool = Field(
        default=True, description="whether those who did not act are told what they missed"
    )

    def quotas(self) -> tuple[Quota, ...]:
        """Name the acts of a period."""
        return (Quota(("acts",), self.act, self.acts, self.every),)

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare the acts of the period, and who was told of a missed prize."""
        return (
            StateColumn("done", "acts", "acts in this period", dtype=np.int32),
            StateColumn(
                "missed", "", "told at the last draw of a missed prize", dtype=np.bool_, signal=True
            ),
        )

    def account(self) -> AccountSpec:
        """Book the prizes that wait for the draw; until then only the firm's luck knows them."""
        return self.prize.account("prizes", known=False)

    def open(self, view: View) -> Answer:
        """Begin a new period."""
        if view.age % self.every == 0:
            view.own["done"][:] = 0
        return NOTHING

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer, ...]:
        """Offer the prize with its chance, as something to lose where the missed are told."""
        needed = self.acts - view.own["done"][rows]
        left, days = np.maximum(needed - 1, 0), self.every - view.age % self.every
        return (
            Offer(
                self.prize.worth(view),
                self.chance,
                stands=needed > 0,
                acts_left=left,
                left_share=left / self.acts,
                waiting_days=float(days - 1),
                loss=self.tell_missed,
                days_left=days,
            ),
        )

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Count the act; whoever has done enough for the prize learns at the draw if it is won."""
        done = view.own["done"]
        done[acts.rows] += 1
        ready = acts.rows[done[acts.rows] == self.acts]
        winners = ready[view.luck("draw")[ready] < self.chance]
        return Answer((Post(Flow.EARN, winners, 1.0),)) if winners.size else NOTHING

    def close(self, view: View) -> Answer:
        """Hold the draw on the period's last day."""
        if (view.age + 1) % self.every:
            return NOTHING
        own, rows = view.own, np.flatnonzero((view.balance > 0) & view.here)
        won = view.balance[rows]
        told = view.reachable & (own["done"] < self.acts) & (view.luck("draw") < self.chance)
        own["missed"][:] = told if self.tell_missed else False
        missed = np.flatnonzero(own["missed"])
        worth = self.prize.worth(view)
        hurt = letdown(worth, worth, view.usual_spend(view.act)[missed])
        sting = (Moment(MomentKind.SETBACK, missed, hurt),) if missed.size else ()
        return Answer(self.prize.exchange(rows, won, won) if rows.size else (), sting)
