"""Referral (member-get-member): customers bring friends, and either or both get a reward."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import Field

from loyaltysim.customers.columns import FACTORS
from loyaltysim.hooks import (
    NOTHING,
    Acts,
    Answer,
    Arrivals,
    Demand,
    Moment,
    MomentKind,
    Offer,
    Rows,
    StateColumn,
    Symbol,
)
from loyaltysim.mechanics.mechanic import Mechanic
from loyaltysim.mechanics.promise import Promise
from loyaltysim.mechanics.registry import mechanic

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from loyaltysim.hooks import View

DAYS_AN_ACT = 7.0
"""Days that a friend is expected to take for each act (assumption)."""
SOCIAL_DEVIANCE = FACTORS.index("social_deviance")


@mechanic("referral")
class Referral(Mechanic, Promise):
    """Let customers recommend the firm to friends, and reward the referrer, the friend, or both."""

    theory: ClassVar[str] = (
        "Referred customers of a bank stayed longer and were worth at least 16% more over six years (Schmitt, Skiera & "
        "Van den Bulte 2011), partly because customers choose whom they bring. Taking part made referrers more "
        "loyal themselves (Garnefeld et al. 2013). A reward for oneself alone can feel like selling one's friends; "
        "one for the friend as well helps where ties are strong (Ryu & Feick 2007), and friends distrust a paid word "
        "(Verlegh et al. 2013). Who was brought stayed longer only while the friend did (Van den Bulte et al. 2018). "
        "Many would recommend without it: then it pays for what happens anyway."
    )

    act: str = Field(description="name of the act of recommending, an act of its own")
    converts: float = Field(
        default=0.1, gt=0, le=1, description="chance that whoever is asked becomes a customer"
    )
    most: int = Field(
        default=3,
        ge=1,
        le=20,
        description="friends that a customer can bring at most; memory and time grow with it",
    )
    cares: float = Field(
        default=0.2, ge=0, le=1, description="how much of a friend's reward counts as one's own"
    )
    social_cost: float = Field(
        default=0.2,
        ge=0,
        le=10,
        description="demand of social deviance that a reward for oneself alone adds to recommending; less, "
        "in proportion, where the friend gets one too",
    )
    commits: float = Field(
        default=0.3,
        ge=0,
        le=1,
        description="quality, as of a gesture, of having brought a friend; 1 is a personal gift",
    )

    def brings(self) -> int:
        """Declare how many newcomers one customer can bring at most."""
        return self.most

    def acts_about(self) -> tuple[str | None, ...]:
        """Name the act of recommending, and the one that a friend must do."""
        return (self.act, self.qualifies)

    def side_acts(self) -> Mapping[str, str]:
        """Name the act of recommending: nobody recommends by buying."""
        return {"act": self.act}

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare how many one has brought, and what was promised."""
        brought = StateColumn("brought", "customers", "friends brought", dtype=np.int32)
        return (brought, *self.promise_columns())

    def _can(self, view: View, rows: Rows) -> NDArray[np.bool_]:
        """Tell who can still bring a friend, shape (rows,)."""
        can: NDArray[np.bool_] = view.may_bring[rows] & (view.own["brought"][rows] < self.most)
        return can

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer | Symbol, ...]:
        """Offer referrers the chance of a reward, and friends the reward that was promised to them."""
        promised = self.promised(view, rows) if act == view.about[1] else ()
        mine, theirs = self.worths(view)
        worth = mine + self.cares * theirs
        if act != view.about[0] or not worth:
            return promised
        waits = 1.0 + DAYS_AN_ACT * self.after
        can = self._can(view, rows)
        return (Offer(worth, self.converts, stands=can, waiting_days=waits), *promised)

    def demands(self, view: View, act: int, rows: Rows) -> tuple[Demand, ...]:
        """Make it awkward to recommend for a reward of one's own."""
        mine, theirs = self.worths(view)
        if act != view.about[0] or not self.social_cost or not mine:
            return ()
        awkward = self.social_cost * mine / (mine + theirs) * self._can(view, rows)
        return (Demand(SOCIAL_DEVIANCE, added=awkward),)

    def open(self, view: View) -> Answer:
        """Settle with friends who join today and have nothing to do for their reward."""
        return NOTHING if self.after else self.settle(view, view.joined)

    def on_arrivals(self, view: View, arrivals: Arrivals) -> Answer:
        """Note who brought whom; to have brought somebody ties the referrer to the firm."""
        view.own["by"][arrivals.newcomers] = arrivals.referrers
        proud = arrivals.referrers[view.here[arrivals.referrers]]
        moments = (Moment(MomentKind.GESTURE, proud, self.commits),) if self.commits else ()
        friends = np.sort(arrivals.newcomers[view.here[arrivals.newcomers]])
        posts = () if self.after else self.settle(view, friends).posts
        return Answer(posts, moments)

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Let those who recommend bring friends, and friends come nearer to their reward."""
        posts = self.count(view, acts.rows).posts if acts.act == view.about[1] else ()
        if acts.act != view.about[0]:
            return Answer(posts)
        able = acts.rows[self._can(view, acts.rows)]
        bring = able[view.luck("converts")[able] < self.converts]
        view.own["brought"][bring] += 1
        return Answer(posts, (), bring)

    def close(self, view: View) -> Answer:
        """Reward those whose friends have done their part today."""
        return self.pay_referrers(view)
