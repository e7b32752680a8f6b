"""Lottery: each act may win a prize, at once or at the next draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import Field

from loyaltysim.hooks import NOTHING, AccountSpec, Acts, Answer, Flow, Offer, Post, Rows
from loyaltysim.mechanics.mechanic import Mechanic, Reward
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.units import LEAST_CHANCE

if TYPE_CHECKING:
    from loyaltysim.hooks import View


@mechanic("lottery")
class Lottery(Mechanic):
    """Give each act a chance of a prize that customers know of."""

    theory: ClassVar[str] = (
        "Small chances are overweighted (Tversky & Kahneman 1992), and a chance that is "
        "resolved at once is a motive of its own (Shen, Fishbach & Hsee 2015, 87 people); with "
        "a later draw that motive is gone. Field results are mixed: far more reached a weight "
        "goal, but months after the end the gain was gone (Volpp et al. 2008); daily steps did "
        "not rise (Patel et al. 2016)."
    )

    chance: float = Field(ge=LEAST_CHANCE, le=1, description="chance to win per act, 0 to 1")
    prize: Reward = Field(description="what a winner gets")
    draw_every: int = Field(
        default=0, ge=0, le=365, description="days between draws; 0 tells winners at once"
    )

    def account(self) -> AccountSpec | None:
        """Book the prizes that wait for a draw; until then only the firm's luck knows them."""
        if not self.draw_every:
            return None
        return self.prize.account("prizes", known=False)

    def open(self, view: View) -> Answer:
        """Hold the draw."""
        if not self.draw_every or view.age % self.draw_every:
            return NOTHING
        rows = np.flatnonzero((view.balance > 0) & view.here)
        if not rows.size:
            return NOTHING
        won = view.balance[rows]
        return Answer(self.prize.exchange(rows, won, won))

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer, ...]:
        """Offer the prize with its chance."""
        waiting = self.draw_every / 2
        worth, at_once = self.prize.worth(view), not self.draw_every
        return (Offer(worth, self.chance, waiting_days=waiting, at_once=at_once),)

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Find out who wins."""
        winners = acts.rows.compress(view.luck("draw").take(acts.rows) < self.chance)
        if not winners.size:
            return NOTHING
        if self.draw_every:
            return Answer((Post(Flow.EARN, winners, 1.0),))
        return Answer((self.prize.pay(winners),))
