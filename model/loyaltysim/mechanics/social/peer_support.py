"""Peer support: somebody who cheers, as long as he or she takes part."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np
from pydantic import Field

from loyaltysim.hooks import (
    NOTHING,
    Answer,
    Flow,
    Offer,
    Post,
    Reference,
    ReferenceKind,
    Rows,
    StateColumn,
    Symbol,
)
from loyaltysim.mechanics.mechanic import Mechanic
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.mechanics.standings import NONE, deal
from loyaltysim.units import MOST_MONEY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.hooks import View

PAIR = 2


@mechanic("peer_support")
class PeerSupport(Mechanic):
    """Give every customer somebody who supports: a buddy, friends, or a member of staff."""

    theory: ClassVar[str] = (
        "Of those who came to a weight programme with friends and got training in support, 95% completed it "
        "and 66% kept the loss, against 76% and 24% of those alone (Wing & Jeffery 1999); friends were "
        "not randomised. Partners helped only if they succeeded themselves (Gorin et al. 2005): where many are "
        "idle, pairs of strangers support nobody, while staff always do, and cost. The strength is an assumption."
    )

    by: Literal["buddy", "friends", "staff"] = Field(
        default="buddy",
        description="who supports: another customer, picked on joining; one's friends; or staff",
    )
    lasts: int = Field(
        default=7,
        ge=1,
        le=365,
        description="days after a supporter's last act, or a call by staff, at which a third of it is felt",
    )
    every: int = Field(
        default=30, ge=1, le=365, description="days from one call by staff to the next"
    )
    cost: float = Field(
        default=0.0,
        ge=0,
        le=MOST_MONEY,
        description="cost per customer and `every` days, in currency",
    )

    def needs_friends(self) -> bool:
        """Tell whether it is friends who support."""
        return self.by == "friends"

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare the buddy."""
        return (StateColumn("buddy", "customer", "row of the buddy", NONE, dtype=np.int32),)

    def open(self, view: View) -> Answer:
        """Pair those who join, and pay for the support."""
        rows = view.joined
        if rows.size and self.by == "buddy":
            pair = deal(rows, (view.market[rows],), PAIR)
            both = np.flatnonzero(pair[1:] == pair[:-1])
            view.own["buddy"][rows[both]], view.own["buddy"][rows[both + 1]] = (
                rows[both + 1],
                rows[both],
            )
        if self.cost and view.age % self.every == 0:
            return Answer((Post(Flow.GRANT, np.flatnonzero(view.here), cost=self.cost),))
        return NOTHING

    def _lively(self, view: View) -> NDArray[np.float64]:
        """Give how much those who take part themselves support others, shape (n,)."""
        lively: NDArray[np.float64] = np.exp(-view.days_since(view.act) / self.lasts)
        return lively * view.here

    def _level(self, view: View, rows: Rows) -> NDArray[np.float64]:
        """Give how much one is supported, 0 to 1, shape (rows,)."""
        if self.by == "staff":
            return np.full(rows.size, math.exp(-(view.age % self.every) / self.lasts))
        lively = self._lively(view)
        if self.by == "friends":
            return view.among_friends(lively)[rows]
        buddy = view.own["buddy"][rows]
        return np.where(buddy == NONE, 0.0, lively[buddy])

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer | Symbol, ...]:
        """Offer to be there for those who are there for oneself."""
        return () if self.by == "staff" else (Symbol(self._level(view, rows)),)

    def support(self, view: View) -> NDArray[np.float64]:
        """Tell how much buddy or friends support; staff is not of the team."""
        support = np.zeros(view.here.size)
        if self.by != "staff":
            rows = np.flatnonzero(view.here)
            support[rows] = self._level(view, rows)
        return support

    def references(self, view: View, act: int, rows: Rows) -> tuple[Reference, ...]:
        """Show the support."""
        return (Reference(ReferenceKind.SUPPORT, self._level(view, rows)),)
