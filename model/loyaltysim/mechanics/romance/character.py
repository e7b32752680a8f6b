"""Character: what the firm stands for, which speaks to some customers and puts others off."""

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
    Symbol,
)
from loyaltysim.mechanics.mechanic import Mechanic, Misfit, Misfits
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.units import MOST_MONEY, ROUNDING

if TYPE_CHECKING:
    from loyaltysim.hooks import View

AVERSION = 2.0
"""Demand of an act against one's values, where they are shown in full; 1 exhausts a median customer
(assumption; that it weighs more than what attracts: Mukherjee & Althuizen 2020)."""
DEVIANCE = FACTORS.index("social_deviance")


@mechanic("character")
class Character(Mechanic):
    """Stand for something: attach those whose values it fits, and put others off."""

    theory: ClassVar[str] = (
        "Brands that seem sincere are liked more (meta-analysis: Eisend & Stokburger-Sauer 2013), most by "
        "those who see themselves in what it stands for (Sen & Bhattacharya 2001). A stand repels more "
        "surely than it attracts: attitudes fell among those who disagreed and hardly rose among those who agreed "
        "(Mukherjee & Althuizen 2020). Treatment that is the same for everybody, by machine, shows nothing of it, and the firm is "
        "one of many (Leberecht 2015). Shares and strengths are assumptions; ask your own customers."
    )

    speaks_to: float = Field(
        default=0.3, ge=0, le=1, description="share of customers whose values it fits"
    )
    puts_off: float = Field(
        default=0.1, ge=0, le=1, description="share of customers whose values it goes against"
    )
    strength: float = Field(
        default=0.5, ge=0, le=1, description="how plainly the firm stands for it, 0 to 1"
    )
    automated: float = Field(
        default=0.0,
        ge=0,
        le=1,
        description="share of the treatment that is automated and the same for everybody",
    )
    acts: int = Field(
        default=20, ge=1, le=1000, description="acts in which two thirds of the bond grow"
    )
    cost: float = Field(
        default=0.0,
        ge=0,
        le=MOST_MONEY,
        description="cost of living up to it per act, such as a donation, in currency",
    )

    def misfits(self) -> Misfits:
        """Find more people than there are."""
        yield from super().misfits()
        left = 1.0 - self.speaks_to
        if self.puts_off > left + ROUNDING:
            message = f"must be at most {left:g}, what speaks_to leaves, but is {self.puts_off:g}"
            yield Misfit(message, at=("puts_off",))

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare whom it fits, and how far the bond has grown."""
        return (
            StateColumn("fits", "", "1 if it speaks to one, -1 if it puts off", dtype=np.int8),
            StateColumn("bond", "share", "how far the bond has grown"),
        )

    @property
    def shown(self) -> float:
        """Give how much of it customers meet."""
        return self.strength * (1.0 - self.automated)

    def open(self, view: View) -> Answer:
        """See whose values it fits of those who join."""
        rows = view.joined
        if rows.size:
            values = view.luck("values")[rows]
            fits = np.where(values < self.speaks_to, 1, 0)
            view.own["fits"][rows] = fits - (values >= 1.0 - self.puts_off)
        return NOTHING

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Symbol, ...]:
        """Offer to belong to what it stands for."""
        return (Symbol(self.shown * view.own["bond"][rows]),)

    def demands(self, view: View, act: int, rows: Rows) -> tuple[Demand, ...]:
        """Make the act awkward for those whose values it goes against."""
        if not (self.shown and self.puts_off):
            return ()
        return (Demand(DEVIANCE, added=AVERSION * self.shown * (view.own["fits"][rows] < 0)),)

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Let the bond grow, and attach."""
        rows, bond = acts.rows[view.own["fits"][acts.rows] > 0], view.own["bond"]
        bond[rows] += -math.expm1(-1.0 / self.acts) * self.shown * (1.0 - bond[rows])
        posts = (Post(Flow.GRANT, acts.rows, cost=self.cost),) if self.cost else ()
        return Answer(posts, (Moment(MomentKind.GESTURE, rows, self.shown * bond[rows]),))
