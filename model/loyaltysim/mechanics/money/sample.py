"""Sample: a little of the product for nothing, so that it is known before it is bought."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import Field

from loyaltysim.customers.columns import FACTORS
from loyaltysim.hooks import NOTHING, Answer, Demand, Flow, Post, Rows, StateColumn
from loyaltysim.mechanics.mechanic import Mechanic
from loyaltysim.mechanics.recurring import since_latest
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.units import MOST_DAYS, MOST_MONEY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.hooks import View

NEVER = -(10**6)
_TRIED = "had a sample and has not bought since"
NON_ROUTINE = FACTORS.index("non_routine")


@mechanic("sample")
class Sample(Mechanic):
    """Give customers a sample for nothing, so that those who do not know the product may try it."""

    theory: ClassVar[str] = (
        "Who has tried something knows what to expect of it, so that choosing it breaks less with routine. In two field "
        "experiments samples raised sales up to a year later: some began to buy sooner, some bought who never would have, "
        "and some who would have paid to try it did not (Bawa & Shoemaker 2004); how much of each differed widely, even within a "
        "category. What a sample taught is forgotten (Heiman, McWilliams, Shen & Zilberman 2001) unless a purchase "
        "takes its place, and buyers, who know it, learn nothing new. In the model a sample brings no goodwill, which is "
        "unkind to it, but takes the place of no purchase and disappoints nobody, which is too kind. How much easier it makes "
        "the act, and for how long, are assumptions."
    )

    first: int = Field(
        default=0, ge=0, le=MOST_DAYS, description="days from the start to the first samples"
    )
    every: int | None = Field(
        default=None,
        ge=1,
        le=MOST_DAYS,
        description="days from one day with samples to the next; once only if left out",
    )
    share: float = Field(
        default=0.3,
        gt=0,
        le=1,
        description="share of customers who get a sample on each of these days, drawn by lot",
    )
    eases: float = Field(
        default=0.5,
        ge=0,
        le=0.99,
        description="share of what is non_routine about the act that a sample takes away at first, from those who never bought",
    )
    forgotten_after: int = Field(
        default=90,
        ge=1,
        le=MOST_DAYS,
        description="days after which half of what a sample or a purchase taught is forgotten",
    )
    cost: float = Field(
        ge=0,
        le=MOST_MONEY,
        description="cost of a sample, with handing it out, in currency",
    )

    def earliest(self) -> int:
        """Give the days to the first samples."""
        return self.first

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare who had a sample when, and what it still teaches."""
        return (
            StateColumn("got", "day", "day of the last sample", NEVER, dtype=np.int32, kept=True),
            StateColumn("knows", "share", "what the sample teaches beyond the last purchase"),
            StateColumn("tried", "yes or no", _TRIED, dtype=np.bool_, signal=True),
        )

    def open(self, view: View) -> Answer:
        """Hand out samples on their days, and let what they taught be forgotten."""
        own, rows = view.own, self._chosen(view)
        own["got"][rows] = view.day
        since, idle = view.day - own["got"], view.days_since(view.act)
        bought = view.has_done(view.act) * self._left(idle)
        own["knows"][:] = np.maximum(self._left(since) - bought, 0.0)
        own["tried"][:] = since < idle
        return Answer((Post(Flow.GRANT, rows, cost=self.cost),)) if rows.size else NOTHING

    def _chosen(self, view: View) -> Rows:
        """Draw who gets a sample today."""
        if since_latest(view.age, self.first, self.every):
            return np.empty(0, np.intp)
        return np.flatnonzero(view.here & (view.luck("sample") < self.share))

    def _left(self, days: NDArray[np.int32]) -> NDArray[np.float64]:
        """Give the share that is left of what was learnt so many days ago: 2^(-days/half-life) (assumption)."""
        left: NDArray[np.float64] = np.exp2(days / -self.forgotten_after)
        return left

    def demands(self, view: View, act: int, rows: Rows) -> tuple[Demand, ...]:
        """Make the act less strange to those whom a sample taught what no purchase did."""
        if not self.eases:
            return ()
        return (Demand(NON_ROUTINE, np.log1p(-self.eases * view.own["knows"][rows])),)
