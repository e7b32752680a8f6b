"""Team goal: so many acts of a team together in a period, and a reward for each of its members."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import Field

from loyaltysim.hooks import (
    NOTHING,
    Acts,
    Answer,
    Moment,
    MomentKind,
    Offer,
    Reference,
    ReferenceKind,
    Rows,
    StateColumn,
    Symbol,
)
from loyaltysim.mechanics.imposed import Imposed
from loyaltysim.mechanics.quota import Quota
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.mechanics.reward import Reward  # noqa: TC001 -- pydantic reads it
from loyaltysim.mechanics.teams import Teams, form, members_of, team_column
from loyaltysim.units import ROUNDING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.hooks import View


@mechanic("team_goal")
class TeamGoal(Imposed):
    """Give a team a goal for the period, and every member a reward when it is reached together."""

    theory: ClassVar[str] = (
        "Mates who do their part pull, and the idle do not; but people make less effort where only the sum "
        "counts (social loafing, 78 studies: Karau & Williams 1993). Here the pull is one's own share of the "
        "reward, so it falls with the size of the team, and who did his or her part in a team that failed is let down "
        "(assumptions). Learning games did best where competing and working together were combined (Sailer & Homner 2020)."
    )

    every: int = Field(default=7, ge=1, le=365, description="days in a period; 7 is a week")
    size: int = Field(default=4, ge=1, le=1000, description="most members of a team")
    goal: int = Field(
        ge=1,
        le=365_000,
        description="acts that a full team needs in a period; smaller ones in proportion",
    )
    reward: Reward = Field(description="what each member gets when the goal is reached")

    def quotas(self) -> tuple[Quota, ...]:
        """Name the acts of a team."""
        days = self.every * self.size
        return (Quota(("goal",), self.act, self.goal, days, "day and member"),)

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare the team, the own acts in this period, and whether the team has won."""
        return (
            team_column(),
            StateColumn("done", "acts", "own acts in this period", dtype=np.int32),
            StateColumn(
                "won", "yes or no", "the team has reached its goal", dtype=np.bool_, signal=True
            ),
        )

    def open(self, view: View) -> Answer:
        """Make teams of those who join, and begin a new period."""
        own = view.own
        form(view, self.size)
        if view.age % self.every == 0:
            own["done"][:] = 0
            own["won"][:] = False
        return NOTHING

    def _part(self) -> float:
        """Give the acts that are one member's part of the goal."""
        return self.goal / self.size

    def _today(self, view: View) -> Teams:
        """Give the teams before today's acts."""
        return view.once("teams", lambda: Teams(view))

    def _missing(self, view: View, teams: Teams, rows: Rows) -> NDArray[np.float64]:
        """Give the acts that each one's team still needs, shape (rows,)."""
        needed = np.ceil(self._part() * teams.size(rows) - ROUNDING)
        return np.maximum(needed - teams.total(view.own["done"], rows), 0.0)

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer | Symbol, ...]:
        """Offer one's own share of the reward, and of being the one who helps the team to win."""
        days = self.every - view.age % self.every
        teams = self._today(view)
        room = view.room(act, days)
        members, missing = teams.size(rows), self._missing(view, teams, rows)
        share = missing / members
        stands = (missing > 0) & (missing <= members * room) & ~view.own["won"][rows]
        reward = Offer(
            self.reward.worth(view) / members,
            stands=stands,
            acts_left=np.maximum(np.ceil(share) - 1.0, 0.0),
            left_share=np.clip((missing - 1.0) / (self._part() * members), 0.0, 1.0),
            days_left=days,
            goal=True,
        )
        pressing = stands * np.square(np.minimum(share / days, 1.0))
        return (reward, Symbol(pressing, pace=self._part() / self.every, share=1.0 / members))

    def references(self, view: View, act: int, rows: Rows) -> tuple[Reference, ...]:
        """Show how far the mates have done their part."""
        done = np.minimum(view.own["done"] / self._part(), 1.0)
        level, stands = self._today(view).mates(done, rows)
        return (Reference(ReferenceKind.TEAM, level, stands=stands),)

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Count the act."""
        view.own["done"][acts.rows] += 1
        return NOTHING

    def support(self, view: View) -> NDArray[np.float64]:
        """Tell how far the mates have done what would be their part by today."""
        rows = members_of(view)
        by_today = self._part() * (view.age % self.every + 1) / self.every
        done = np.minimum(view.own["done"] / by_today, 1.0)
        support = np.zeros(view.here.size)
        support[rows] = Teams(view).mates(done, rows)[0]
        return support

    def close(self, view: View) -> Answer:
        """Reward teams that have reached the goal; at the end of a period, let the others down."""
        own, teams, listed = view.own, Teams(view), members_of(view)
        open_ = listed[~own["won"][listed]]
        short = self._missing(view, teams, open_) > 0
        winners, moments = open_[~short], []
        own["won"][winners] = True
        moments.append(Moment(MomentKind.GOAL_REACHED, winners))
        if (view.age + 1) % self.every == 0:
            losers = open_[short & (own["done"][open_] > 0)]
            felt = np.minimum(own["done"][losers] / self._part(), 1.0)
            felt /= teams.size(losers)
            moments.append(Moment(MomentKind.SETBACK, losers, felt))
        return Answer((self.reward.pay(winners),), tuple(moments))
