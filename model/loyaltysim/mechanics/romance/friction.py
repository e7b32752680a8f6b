"""Friction: an effort that is part of the act, as in a ritual; chosen, or forced upon everybody."""

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
    Flow,
    Moment,
    MomentKind,
    Post,
    Rows,
    StateColumn,
)
from loyaltysim.mechanics.factor import Factor  # noqa: TC001 -- pydantic reads it
from loyaltysim.mechanics.mechanic import Mechanic
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.units import MOST_MONEY

if TYPE_CHECKING:
    from loyaltysim.hooks import View


@mechanic("friction")
class Friction(Mechanic):
    """Make an effort part of the act: a ritual, something to put together, a way to walk."""

    theory: ClassVar[str] = (
        "What one has made oneself one values more: people bid 63% more for a box that they had assembled "
        "(Norton, Mochon & Ariely 2012), but only when it was finished and not taken apart again. So effort is hard now and "
        "attaches when the act is done: little effort means little, too much stops the act (Fogg 2009). Effort that "
        "was not chosen is only a hurdle, and vexes; effort justifies itself where people could have refused (Linder, "
        "Cooper & Jones 1967). How much an effort is valued, and how much a forced one vexes, are assumptions."
    )

    effort: float = Field(
        default=0.8,
        ge=0,
        le=10,
        description="demand that it adds to the act; 1 is what exhausts a median customer",
    )
    factor: Factor = Field(default="brain_cycles", description="what the effort takes")
    chosen: bool = Field(
        default=True, description="whether only those make it who choose to; off forces everybody"
    )
    chooses: float = Field(
        default=0.4, ge=0, le=1, description="share of customers who choose it, where it is chosen"
    )
    cost: float = Field(
        default=0.0,
        ge=0,
        le=MOST_MONEY,
        description="cost of each, such as of material, in currency",
    )

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare who makes the effort."""
        return (StateColumn("makes", "yes or no", "makes the effort", dtype=np.bool_, signal=True),)

    def open(self, view: View) -> Answer:
        """Let those who join choose."""
        rows = view.joined
        if rows.size:
            chose = view.luck("choice")[rows] < self.chooses if self.chosen else True
            view.own["makes"][rows] = chose
        return NOTHING

    @property
    def felt(self) -> float:
        """Give how much the effort means when it is made: 1 - exp(-effort) (assumption)."""
        return -math.expm1(-self.effort)

    def demands(self, view: View, act: int, rows: Rows) -> tuple[Demand, ...]:
        """Make the act harder for those who make the effort."""
        if not self.effort:
            return ()
        added = self.effort * view.own["makes"][rows]
        return (Demand(FACTORS.index(self.factor), added=added),)

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Let what was made by choice attach, and what was forced vex."""
        rows = acts.rows[view.own["makes"][acts.rows]]
        kind = MomentKind.GESTURE if self.chosen else MomentKind.SETBACK
        posts = (Post(Flow.GRANT, rows, cost=self.cost),) if self.cost else ()
        return Answer(posts, (Moment(kind, rows, self.felt),))
