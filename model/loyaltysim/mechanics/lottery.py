"""Lottery: each act may win a prize, at once or at the next draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import Field

from loyaltysim.hooks import NOTHING, Acts, Answer, Flow, Offer, Post, Rows, StateColumn
from loyaltysim.mechanics.mechanic import Mechanic, Reward
from loyaltysim.mechanics.registry import mechanic

if TYPE_CHECKING:
    from loyaltysim.hooks import View


@mechanic("lottery")
class Lottery(Mechanic):
    """Give each act a chance of a prize that customers know of."""

    theory: ClassVar[str] = (
        "Small chances are overweighted (Tversky & Kahneman 1992), and a chance that is resolved at "
        "once is a motive of its own (Shen, Fishbach & Hsee 2015); with a later draw that motive is "
        "gone. Field results of lotteries are mixed, and fade when they end (Volpp et al. 2008)."
    )

    chance: float = Field(gt=0, le=1, description="chance to win per act, 0 to 1")
    prize: Reward = Field(description="what a winner gets")
    draw_every: int = Field(
        default=0, ge=0, le=365, description="days between draws; 0 tells winners at once"
    )

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare the prizes that wait for the draw."""
        return (StateColumn("won", "prizes", "prizes won and not yet drawn", dtype=np.int32),)

    def open(self, view: View) -> Answer:
        """Hold the draw."""
        if not self.draw_every or view.day % self.draw_every:
            return NOTHING
        won = view.own["won"]
        rows = np.flatnonzero((won > 0) & view.here)
        prizes = won[rows].astype(np.float64)
        won[:] = 0
        return Answer((self._grant(rows, prizes),)) if rows.size else NOTHING

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer, ...]:
        """Offer the prize with its chance."""
        waiting = self.draw_every / 2
        return (
            Offer(self.prize.value, self.chance, waiting_days=waiting, at_once=not self.draw_every),
        )

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Find out who wins."""
        winners = acts.rows[view.luck("draw")[acts.rows] < self.chance]
        if self.draw_every:
            view.own["won"][winners] += 1
            return NOTHING
        return Answer((self._grant(winners, 1.0),)) if winners.size else NOTHING

    def _grant(self, rows: Rows, prizes: np.ndarray | float) -> Post:
        value, cost = self.prize.value * prizes, self.prize.cost * prizes
        return Post(Flow.GRANT, rows, value=value, cost=cost)
