"""Community: a forum whose members' posts are what others come for."""

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
    Offer,
    Post,
    Rows,
    StateColumn,
    Symbol,
)
from loyaltysim.mechanics.factor import Factor  # noqa: TC001 -- pydantic reads it
from loyaltysim.mechanics.mechanic import Mechanic
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.units import MOST_MONEY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.hooks import View

FRESH_DAYS = 30.0
"""How long a post is worth reading (assumption)."""
HUNDRED = 100.0


@mechanic("community")
class Community(Mechanic):
    """Let members help one another in a forum, which is worth what they contribute."""

    theory: ClassVar[str] = (
        "What members of a firm's community spent after joining was for a fifth put down to joining, against "
        "matched others who may differ in ways that nobody saw (Manchanda et al. 2015). What members contribute is "
        "what others come for, and even in busy communities few do (Preece, Nonnecke & Andrews 2004): below a "
        "critical mass nobody finds help or readers. An empty forum does nothing; the strength is an assumption."
    )

    post: str | None = Field(
        default=None,
        description="name of the act that contributes, such as a post; the main act if left out",
    )
    enough: float = Field(
        default=5.0,
        ge=0.001,
        le=100_000,
        description="fresh posts per 100 members at which the forum is half as good as it can be",
    )
    eases: float = Field(
        default=0.1,
        ge=0,
        le=0.9,
        description="share of the act's demand that the best forum takes away",
    )
    factor: Factor = Field(default="brain_cycles", description="what help eases")
    belonging: float = Field(
        default=0.2,
        ge=0,
        le=1,
        description="quality, as of a gesture, of belonging to the best forum; 1 is a personal gift",
    )
    moderation: float = Field(
        default=0.0, ge=0, le=MOST_MONEY, description="cost of looking after a post, in currency"
    )

    def acts_about(self) -> tuple[str | None, ...]:
        """Name the act that is made easier, and the one that contributes."""
        return (self.act, self.post)

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare the content of the forum."""
        return (
            StateColumn("content", "posts", "posts, as far as still fresh", per_market=True),
            StateColumn("alive", "share", "richness in the morning", per_market=True, shown=True),
        )

    def open(self, view: View) -> Answer:
        """Let content age."""
        view.own["content"][:] *= math.exp(-1.0 / FRESH_DAYS)
        view.own["alive"][:] = self._richness(view)
        return NOTHING

    def _richness(self, view: View) -> NDArray[np.float64]:
        """Give how good the forum of each market is, 0 to 1, shape (markets,)."""
        content = view.own["content"]
        members = view.by_market(view.here)
        return content / (content + self.enough * np.maximum(members, 1) / HUNDRED)

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer | Symbol, ...]:
        """Offer those who contribute readers."""
        if act != view.about[1]:
            return ()
        return (Symbol(self._richness(view)[view.market[rows]]),)

    def demands(self, view: View, act: int, rows: Rows) -> tuple[Demand, ...]:
        """Ease the act by what others have written."""
        if act != view.act or not self.eases:
            return ()
        eased = np.log1p(-self.eases * self._richness(view)[view.market[rows]])
        return (Demand(FACTORS.index(self.factor), eased),)

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Let those who act belong, and keep what is contributed."""
        rich = self._richness(view)[view.market[acts.rows]]
        moments = (Moment(MomentKind.GESTURE, acts.rows, self.belonging * rich),)
        if acts.act != view.about[1]:
            return Answer((), moments)
        content = view.own["content"]
        content += np.bincount(view.market[acts.rows], minlength=content.size)
        return Answer((Post(Flow.GRANT, acts.rows, cost=self.moderation),), moments)
