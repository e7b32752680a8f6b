"""What customers do and cost from one decision of an adaptive scheme to the next, customer by customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.hooks import Flow
from loyaltysim.mechanics.adaptation.period import Period

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.hooks import Post
    from loyaltysim.mechanics.adaptation import Goal
    from loyaltysim.simulation.state import Run

    Float64 = NDArray[np.float64]


class Watched:
    """One run as its firm sees it, and sums of what it wants by segment and market.

    Parameters
    ----------
    every
        Days of a period.
    goal
        What the firm wants.
    """

    def __init__(self, run: Run, every: int, goal: Goal) -> None:
        self._run, self._every, self._goal = run, every, goal
        self._code = run.customers.traits.segment * np.intp(len(run.luck.markets))
        self._code = self._code + run.customers.market
        self._shape = len(run.customers.segments), len(run.luck.markets)
        self._n = run.customers.n
        self.value: Float64 = np.zeros(self._n)
        """Worth of all rewards that each customer has got, in currency."""
        self.cost: Float64 = np.zeros(self._shape[1])
        """What rewards and messages have cost so far, by market."""
        self.last: Period | None = None
        """The last period that is over."""
        self._owed: Float64 = np.zeros(self._n)
        """Liability when the last period ended, by customer."""
        self.goals: list[Float64] = []
        """What the firm got of what it wants in each period that is over, each (segments, markets)."""
        self._begin()

    def _begin(self) -> None:
        self._acts, self._spend, self._profit = np.zeros((3, self._n))
        self._noticed, self._answered = np.zeros((2, self._n))
        self._helped, self._solved = np.zeros((2, self._n))

    def post(self, post: Post) -> None:
        """Take note of a booking of the firm's."""
        if post.flow is Flow.GRANT or post.flow is Flow.REDEEM:
            self.value[post.rows] += post.value
            self._bear(post.rows, post.cost)

    def _bear(self, rows: NDArray[np.intp], cost: float | Float64) -> None:
        costs = np.broadcast_to(np.asarray(cost, np.float64), rows.shape)
        self._profit[rows] -= costs
        self.cost += np.bincount(self._run.customers.market[rows], costs, self._shape[1])

    def note(self) -> None:
        """Take note of the day that has just been played, and end its period if it is the last of one."""
        run = self._run
        self._note_acts(run)
        self._note_messages(run)
        self._note_service(run)
        contract = run.setup.contract
        if contract is not None:
            self._profit[run.today.fees] += contract.fee - contract.cost
        if self.begins_period(run.day + 1):
            self._end()

    def _note_acts(self, run: Run) -> None:
        for act, today in zip(run.setup.acts, run.today.acts[: run.setup.own], strict=False):
            for one in today.rounds:
                self._acts[one.actors] += 1.0
                self._spend[one.actors] += one.spend
                self._profit[one.actors] += one.spend * act.margin

    def _note_messages(self, run: Run) -> None:
        for got in run.today.received:
            if not got.instance.firm.rival:
                self._bear(got.message.rows, got.message.cost)
                did = run.today.did(got.message.act, got.noticed, self._n)
                self._noticed[got.noticed] += 1.0
                self._answered[got.noticed] += did

    def _note_service(self, run: Run) -> None:
        for one in run.today.touched:
            if one.touch.solved is not None and not one.instance.firm.rival:
                self._helped[one.touch.rows] += 1.0
                self._solved[one.touch.rows] += one.touch.solved

    def _seen(self, owed: Float64) -> Period:
        """Give what was seen since the period began, with what is owed each customer now."""
        own = self._run.customers.states.last_act[: self._run.setup.own]
        return Period(
            self._acts,
            self._spend,
            self._profit - (owed - self._owed),
            self._noticed,
            self._answered,
            self._helped,
            self._solved,
            (self._run.day - own).min(axis=0).astype(np.float64),
        )

    def _owed_now(self) -> Float64:
        return self._run.ledger.owed(self._run.customers.states.present)

    def _end(self) -> None:
        """End a period, and begin the next one."""
        owed = self._owed_now()
        self.last, self._owed = self._seen(owed), owed
        self.goals.append(self.by_segment(self.last.goal(self._goal)))
        self._begin()

    def goals_so_far(self) -> Float64:
        """Give what the firm got of what it wants in each period, the last one maybe short, shape (periods, segments, markets)."""
        if self.begins_period(self._run.day + 1):
            return np.array(self.goals)
        return np.array(
            [*self.goals, self.by_segment(self._seen(self._owed_now()).goal(self._goal))]
        )

    def begins_period(self, day: int) -> bool:
        """Tell whether a day is the first of a period."""
        return day % self._every == 0

    def by_segment(self, amount: Float64) -> Float64:
        """Sum an amount of each customer, shape (segments, markets)."""
        cells = self._shape[0] * self._shape[1]
        sums: Float64 = np.bincount(self._code, amount, cells).astype(np.float64)
        return sums.reshape(self._shape)
