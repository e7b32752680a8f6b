"""An adaptive scheme at work: who has which variant, and what is learnt at each decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.hooks import Flow, Post
from loyaltysim.mechanics.adaptation.firm import AdaptiveFirm
from loyaltysim.simulation.instances import start_instance
from loyaltysim.simulation.today import NO_ROWS, union
from loyaltysim.simulation.watching import Watched

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.hooks import Rows
    from loyaltysim.mechanics.adaptation import Adaptation, Group
    from loyaltysim.simulation.instances import Running
    from loyaltysim.simulation.state import Run

    Float64 = NDArray[np.float64]

NOBODY = -1


class Adapting:
    """The variants of one run: each instance whose rules vary is in force for those who have its variant."""

    def __init__(self, run: Run, plan: Adaptation) -> None:
        traits, luck = run.customers.traits, run.luck
        self.plan = plan
        shape = len(luck.markets), len(run.customers.segments)
        lots = np.stack([luck.traits("adapt"), luck.traits("adapt:again")])
        self._firm = AdaptiveFirm(plan, run.customers.market, traits.segment, shape, lots)
        self.watched = Watched(run, plan.every, plan.goal)
        self.variant = np.full(run.customers.n, NOBODY, np.intp)
        """Number of each customer's variant, `NOBODY` for who has not been there yet, shape (n,)."""
        self._since = np.zeros(run.customers.n, np.intp)
        """Day from which on each customer has been under the variant: of coming to it, or of membership if that came later."""
        self.assigned: list[Float64] = []
        """Members by variant at each decision, each (variants, segments, markets)."""
        self.seen: Float64 = np.zeros((2, len(plan.names), shape[1], shape[0]))
        """Customer-periods, and what they brought, by variant, segment and market: a firm's own figures."""
        self.spent_up: list[Float64] = []
        """Which markets had spent their budget, 1 or 0, at each decision, each (markets,)."""
        self._deciding, self._cells = NO_ROWS, NO_ROWS
        self._varied: list[tuple[Running, Group, NDArray[np.bool_]]] = []

    def vary(self, running: Running, group: Group) -> None:
        """Let an instance be in force for those alone who have one of its variants."""
        if len(group.variants) < len(self.plan.names):
            allotted = np.zeros(self.variant.size, np.bool_)
            self._varied.append((running, group, allotted))

    def turn(self, run: Run, came: Rows) -> dict[str, Rows]:
        """Decide, if today is a day for it, and let newcomers have a variant.

        Parameters
        ----------
        came
            Newcomers of the day, and customers who became members since the day before.

        Returns
        -------
        Who comes to an instance today, also by a change of variant, by the name of each instance whose rules vary.
        """
        if self.watched.begins_period(run.day):
            self._learn(run)
            rows = np.flatnonzero(run.customers.states.present)
        else:
            rows = run.today.came
        self._since[came] = run.day
        if rows.size:
            self._give(rows, self._firm.decide(rows, run.luck.events), run.day)
        if self.watched.begins_period(run.day):
            self._deciding = rows if run.members is None else rows[run.members[rows]]
            self._cells = self._cells_of(run, self._deciding)
            self.assigned.append(self._count(None))
            self.spent_up.append(self._firm.spent_up.astype(np.float64))
        moved = {
            running.name: self._allot(group, allotted) if rows.size else NO_ROWS
            for running, group, allotted in self._varied
        }
        self._among_members(run.members)
        return {name: union([came, rows]) if rows.size else came for name, rows in moved.items()}

    def upkeep(self, run: Run) -> Post:
        """Give what the system costs today, of each member who is here."""
        here = run.customers.states.present
        members = here if run.members is None else here & run.members
        return Post(Flow.GRANT, np.flatnonzero(members), cost=self.plan.cost)

    def _give(self, rows: Rows, variant: NDArray[np.intp], day: int) -> None:
        """Give some customers a variant, and note from when on those have it who had another one."""
        self._since[rows[self.variant[rows] != variant]] = day
        self.variant[rows] = variant

    def _learn(self, run: Run) -> None:
        period = self.watched.last
        if period is None:
            return
        rows, variant = self._deciding, self.variant[self._deciding]
        settled = run.day - self.plan.every - self._since[rows] >= self.plan.washout
        self.seen[0] += self._count(settled)
        self.seen[1] += self._count(period.goal(self.plan.goal)[rows] * settled)
        self._firm.learn(period, rows, variant, settled)
        if self.plan.budget is not None:
            limit = self.plan.budget * run.customers.by_market(run.launched)
            self._firm.spent_up |= self.watched.cost > limit

    def _cells_of(self, run: Run, rows: Rows) -> NDArray[np.intp]:
        """Give the cell of each of some customers by variant, segment and market."""
        _, segments, markets = self.seen.shape[1:]
        cells: NDArray[np.intp] = self.variant.take(rows) * segments
        cells += run.customers.traits.segment.take(rows)
        cells *= markets
        cells += run.customers.market.take(rows)
        return cells

    def _count(self, amount: NDArray[np.generic] | None) -> Float64:
        """Sum an amount of those decided on last by cell, or count them, shape (variants, segments, markets)."""
        sums = np.bincount(self._cells, amount, self.seen[0].size).astype(np.float64)
        return sums.reshape(self.seen.shape[1:])

    def _allot(self, group: Group, allotted: NDArray[np.bool_]) -> Rows:
        before = allotted.copy()
        # nobody's number is -1, so that the last place is that of who has no variant
        under = np.zeros(len(self.plan.names) + 1, np.bool_)
        under[list(group.variants)] = True
        under.take(self.variant, out=allotted, mode="wrap")
        return np.flatnonzero(allotted & ~before)

    def _among_members(self, members: NDArray[np.bool_] | None) -> None:
        """Narrow each instance to those of the scheme's members who have its variant."""
        for running, _, allotted in self._varied:
            if running.allotted is None:
                running.allotted = allotted
                running.open_to(np.zeros(allotted.size, np.bool_))
            assert running.members is not None  # noqa: S101 -- opened just now
            running.members[:] = allotted if members is None else allotted & members


def start_variants(adapting: Adapting, run: Run) -> tuple[Running, ...]:
    """Make the instances of all variants ready, in the order of names.

    What customers make of an instance, such as what they expect of it, does not begin anew with another variant of it.
    """
    instances: list[Running] = []
    for group in adapting.plan.groups():
        running = start_instance(
            group.name,
            group.mechanic,
            run.setup.act_names,
            run.customers,
            run.setup.fits,
            run.likings,
        )
        running.base = group.base
        for other in instances:
            if other.base == group.base:
                running.belief = other.belief
        instances.append(running)
        adapting.vary(running, group)
    return tuple(instances)
