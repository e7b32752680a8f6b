"""Unlock: a benefit that opens after enough acts, and stays."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np
from pydantic import Field

from loyaltysim.customers.columns import FACTORS
from loyaltysim.hooks import (
    Acts,
    Answer,
    Demand,
    Flow,
    Moment,
    MomentKind,
    Offer,
    Post,
    Rows,
    StateColumn,
    Symbol,
)
from loyaltysim.mechanics.feat import Feat
from loyaltysim.mechanics.mechanic import Mechanic, Misfit, Misfits
from loyaltysim.mechanics.registry import mechanic

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.hooks import View


@mechanic("unlock")
class Unlock(Mechanic):
    """Open a lasting benefit after enough acts: a price cut, or an act made easier."""

    theory: ClassVar[str] = (
        "Unlockable content draws those who like to explore (Tondello et al. 2016), and what is near "
        "pulls (Kivetz, Urminsky & Zheng 2006). Afterwards the benefit works as any price cut or ease "
        "does, for as long as it lasts, and costs as much; who has it has nothing left to unlock. "
        "Heavy buyers unlock it first, who would have come anyway."
    )

    after: int = Field(ge=1, le=1000, description="acts that open it")
    opens: str | None = Field(
        default=None, description="name of the act that it benefits; the same act if left out"
    )
    discount: float = Field(default=0.0, ge=0, le=1, description="share off the price of that act")
    eases: (
        Literal[
            "time",
            "money",
            "physical_effort",
            "brain_cycles",
            "social_deviance",
            "non_routine",
        ]
        | None
    ) = Field(default=None, description="what it makes easier about that act")
    demand_left: float = Field(
        default=0.5, ge=0.01, le=1, description="share of that demand that remains"
    )

    def misfits(self) -> Misfits:
        """Find a lock with nothing behind it."""
        yield from super().misfits()
        if self.discount == 0 and self.eases is None:
            message = "it opens nothing without a discount above 0 or something that it eases"
            yield Misfit(message, at=("discount",))

    def acts_about(self) -> tuple[str | None, ...]:
        """Name the act that opens it and the one that it benefits."""
        return (self.act, self.opens or self.act)

    def least_feat(self) -> Feat:
        """Name the acts that open it."""
        return Feat(self.act, self.after)

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare acts so far."""
        return (
            StateColumn("count", "acts", "acts done", dtype=np.int32),
            StateColumn("open", "yes or no", "has been opened", dtype=np.bool_, signal=True),
        )

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer | Symbol, ...]:
        """Offer what is behind the lock, then the price cut itself."""
        (key, opened), has = view.about, view.own["open"][rows]
        offers: list[Offer | Symbol] = []
        if act == key:
            needed = np.maximum(self.after - view.own["count"][rows], 0)
            left = np.maximum(needed - 1, 0)
            offers.append(Symbol(needed > 0, acts_left=left, left_share=left / self.after))
            if self.discount:
                offers.append(self._ahead(view, rows, needed))
        if act == opened and self.discount:
            offers.append(Offer(self._off(view, rows), stands=has))
        return tuple(offers)

    def _off(self, view: View, rows: Rows) -> NDArray[np.float64]:
        off: NDArray[np.float64] = self.discount * view.usual_spend(view.about[1])[rows]
        return off

    def _ahead(self, view: View, rows: Rows, needed: NDArray[np.int32]) -> Offer:
        """Offer the first price cut: one more act than it takes to open it."""
        return Offer(
            self._off(view, rows),
            stands=needed > 0,
            acts_left=needed,
            left_share=np.minimum(needed / (self.after + 1), 1.0),
            goal=True,
            cycle=1.0,  # each act after it has the price cut
        )

    def demands(self, view: View, act: int, rows: Rows) -> tuple[Demand, ...]:
        """Make the act easier for whom it is open."""
        if self.eases is None or act != view.about[1]:
            return ()
        easier = math.log(self.demand_left) * view.own["open"][rows]
        return (Demand(FACTORS.index(self.eases), easier),)

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Grant the price cut to whom it is open, and open it for those who have done enough."""
        (key, opened), own = view.about, view.own
        posts = self._grant(view, acts) if acts.act == opened and self.discount else ()
        if acts.act != key:
            return Answer(posts)
        own["count"][acts.rows] += 1
        enough = own["count"][acts.rows] >= self.after
        opening = acts.rows[enough & ~own["open"][acts.rows]]
        own["open"][opening] = True
        return Answer(posts, (Moment(MomentKind.GOAL_REACHED, opening),))

    def _grant(self, view: View, acts: Acts) -> tuple[Post, ...]:
        has = view.own["open"][acts.rows] & (acts.spend > 0)
        off = self.discount * acts.spend[has]
        return (Post(Flow.GRANT, acts.rows[has], value=off, cost=off),)
