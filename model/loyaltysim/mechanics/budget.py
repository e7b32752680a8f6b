"""Budgets from which colleagues and managers of a team give: how much, for how long, and who gives to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pydantic import Field

from loyaltysim.hooks import StateColumn
from loyaltysim.mechanics.giving import pick
from loyaltysim.mechanics.mechanic import Mechanic, Misfit, Misfits
from loyaltysim.mechanics.standings import NONE, deal
from loyaltysim.mechanics.tally import tally

if TYPE_CHECKING:
    from loyaltysim.hooks import Rows, View


class Budget(Mechanic):
    """Awards that can be given in a period; what is not given lapses."""

    awards: int = Field(
        default=1, ge=0, le=365, description="awards that each colleague can give in a period"
    )
    manager_awards: int = Field(
        default=0, ge=0, le=365, description="awards that the manager of a team can give in one"
    )
    every: int = Field(
        default=30, ge=1, le=365, description="days in a period, after which budgets lapse"
    )
    use: float = Field(
        default=0.6, gt=0, le=1, description="share of a budget that givers think of giving"
    )
    team: int = Field(default=10, ge=2, le=1000, description="most members of a team")

    def misfits(self) -> Misfits:
        """Find more awards than days, and budgets that are all empty."""
        yield from super().misfits()
        for name, awards in (("awards", self.awards), ("manager_awards", self.manager_awards)):
            if awards > self.every:
                message = f"must be at most {self.every}, one a day, but is {awards}"
                yield Misfit(message, at=(name,))
        if not (self.awards or self.manager_awards):
            message = "nobody can give any; set awards or manager_awards above 0"
            yield Misfit(message, at=("awards",))

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare the team, what can still be given, and what became of budgets so far."""
        return (
            StateColumn("team", "number", "team that one is in", NONE, dtype=np.int32),
            StateColumn("left", "awards", "awards that one can still give", dtype=np.int32),
            StateColumn("manager_left", "awards", "those that the manager can", dtype=np.int32),
            StateColumn("budget", "awards", "awards to be given so far", per_market=True),
            StateColumn("given", "awards", "awards given so far", per_market=True),
        )

    def renew(self, view: View) -> bool:
        """Make teams of those who join, fill their budgets, at a new period those of all; tell if it is one."""
        own, rows = view.own, view.joined
        if rows.size:
            first = int(own["team"].max(initial=NONE)) + 1
            own["team"][rows] = deal(rows, (view.market[rows],), self.team, first)
        begins = view.age % self.every == 0
        if begins:
            rows = np.flatnonzero(view.here)
        own["left"][rows], own["manager_left"][rows] = self.awards, self.manager_awards
        tally(view, "budget", rows, self.awards)
        tally(view, "budget", _heads(view, rows), self.manager_awards)
        return begins

    def give(self, view: View, among: Rows) -> tuple[Rows, Rows]:
        """Let colleagues and managers give, each to one of the own team.

        Parameters
        ----------
        among
            Who can be given to, in ascending order.

        Returns
        -------
        Colleagues who gave, and to whom awards went, as often as there are awards.
        """
        own, here = view.own, np.flatnonzero(view.here)
        willing = self._willing(view, here, "left", "give", self.awards)
        givers, chosen = pick(willing, view.luck("whom"), among, own["team"], others=True)
        heads = self._willing(
            view, _heads(view, here), "manager_left", "manager", self.manager_awards
        )
        heads, by_managers = pick(
            heads, view.luck("manager_whom"), among, own["team"], others=False
        )
        own["left"][givers] -= 1
        own["manager_left"] -= np.isin(own["team"], own["team"][heads])
        tally(view, "given", givers)
        tally(view, "given", heads)
        return givers, np.concatenate([chosen, by_managers])

    def _willing(self, view: View, rows: Rows, left: str, decision: str, awards: int) -> Rows:
        chance = self.use * awards / self.every
        if not awards:
            return rows[:0]
        return rows[(view.own[left][rows] > 0) & (view.luck(decision)[rows] < chance)]


def _heads(view: View, rows: Rows) -> Rows:
    """Give the first of each team among some rows, whose luck is that of its manager."""
    return np.sort(rows[np.unique(view.own["team"][rows], return_index=True)[1]])
