"""Points: earned by acts and spend, pending, active, redeemed or expired."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

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
from loyaltysim.mechanics.feat import Feat
from loyaltysim.mechanics.mechanic import Mechanic, Misfit, Misfits
from loyaltysim.mechanics.points.rules.earner import Earner
from loyaltysim.mechanics.points.rules.expiry import LOT_DAYS, RollingExpiry
from loyaltysim.mechanics.points.rules.redemption import acts_left, full_rewards
from loyaltysim.mechanics.points.rules.saving import Saver
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.units import MOST_MONEY, plain

if TYPE_CHECKING:
    from loyaltysim.hooks import View


@mechanic("points")
class Points(Mechanic, Saver, Earner):
    """Earn points with acts and spend, and redeem them for a reward when there are enough."""

    theory: ClassVar[str] = (
        "Distant rewards are discounted and pull harder as they come near (Kivetz, Urminsky & "
        "Zheng 2006; Taylor & Neslin 2005). Points not yet redeemed would be lost by leaving. "
        "Most members would have bought anyway: a coalition's points caused 1.74% of sales "
        "(Nastasoiu et al. 2021), frequent buyers hardly react (Hartmann & Viard 2008), and "
        "what is gained comes from casual ones (Lal & Bell 2003). What expires or is never "
        "redeemed costs nothing, and pulls nobody: members do not hurry for points that expire "
        "unless a message reminds them, and who saves for what is an assumption."
    )

    def misfits(self) -> Misfits:
        """Find acts that earn more than can be paid."""
        yield from super().misfits()
        if self.most_per_act * self.catalogue.best_value > MOST_MONEY:
            message = f"the points of an act are worth more than {plain(MOST_MONEY)}"
            yield Misfit(message, at=("per_act",))

    def acts_about(self) -> tuple[str | None, ...]:
        """Name its own act and those of partners."""
        return (self.act, *(partner.act for partner in self.partners))

    def partner_acts(self) -> tuple[str, ...]:
        """Name the acts of partners."""
        return tuple(partner.act for partner in self.partners)

    def least_feat(self) -> Feat | None:
        """Name the cheapest reward, as far as it is earned by one act alone."""
        needed = self.catalogue.cheapest.points
        return None if self.partners else Feat(self.act, needed, *self.most_each())

    earliest = Saver.earliest

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare whose points expire soon, and what limits and savers need to know."""
        soon = StateColumn(
            "expiring_soon", "yes or no", "points expire soon", dtype=np.bool_, signal=True
        )
        return (soon, *self.limit_columns(), *self.saver_columns())

    def account(self) -> AccountSpec:
        """Book points, in monthly lots where they grow old."""
        lots = LOT_DAYS if isinstance(self.expiry, RollingExpiry) else None
        return AccountSpec(
            "points",
            self.catalogue.unit_value,
            self.catalogue.unit_cost,
            reward_units=self.catalogue.cheapest.points,
            pending_days=self.pending_days,
            lot_days=lots,
            takes=True,
        )

    def open(self, view: View) -> Answer:
        """Expire what is too old, see whose points expire soon, and begin periods of limits."""
        self.renew_limits(view)
        self.welcome(view)
        soon = view.own["expiring_soon"]
        if self.expiry is None:
            soon[:] = False
            return NOTHING
        np.logical_and(self.expiry.soon(view), view.here, out=soon)
        old = self.expiry.old(view)
        if old is None:
            return NOTHING
        rows = np.flatnonzero((old > 0) & view.here)
        return Answer((Post(Flow.EXPIRE, rows, old[rows]),))

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer, ...]:
        """Offer the reward that each saves for, nearer with every point, and what a day adds."""
        usual, today = self.foreseen(view, act, rows)
        earns = usual > 0
        if not (all_earn := bool(earns.all())):
            usual[~earns] = 1.0
        held, goal = view.held(rows), self.goal(view, rows)
        # a reward that is already paid for is not brought nearer: only what is beyond it counts
        held = np.maximum(held - goal.points * full_rewards(held, goal), 0.0)
        missing, waiting = goal.points - held, float(self.pending_days)
        more = None if today is usual else today - usual
        nearer = Offer(
            goal.value * np.maximum(1.0, usual / goal.points),
            stands=None if all_earn else earns,
            acts_left=acts_left(missing if more is None else missing - more, usual),
            left_share=np.maximum((missing - today) / goal.points, 0.0),
            waiting_days=waiting,
            goal=True,
            cycle=np.maximum(goal.points / usual, 1.0),
            days_left=None if self.expiry is None else self.expiry.days_left(view),
        )
        if more is None:
            return (nearer,)
        more = np.where(earns, more, 0.0)
        extra = more * goal.value / goal.points
        return (nearer, Offer(extra, stands=more > 0, waiting_days=waiting))

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Earn, and redeem as soon as there are points enough for what one saves for."""
        rows = acts.rows
        if not rows.size:
            return NOTHING
        earned = self.usual(view, acts.act, acts.spend) * self.bonus(view)
        earned = self.count(view, rows, earned)
        self.remember(view, rows, earned)
        earn = Post(Flow.EARN, rows, earned)
        active = view.balance.take(rows) + (0.0 if self.pending_days else earned)
        goal = self.goal(view, rows, earned)
        times = full_rewards(active, goal)
        able = np.flatnonzero(times > 0)
        times, goal = times[able], goal.of(able)
        points = np.minimum(times * goal.points, active[able])
        redeem = Post(Flow.REDEEM, rows[able], points, times * goal.value, times * goal.cost)
        return Answer((earn, redeem), (Moment(MomentKind.GOAL_REACHED, rows[able]),))
