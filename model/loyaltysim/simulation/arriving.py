"""Who becomes a customer after the launch: those who come by themselves, and those who are brought."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from loyaltysim.behaviour.talk import undeterred
from loyaltysim.customers.newcomers import NEVER
from loyaltysim.hooks import Arrivals
from loyaltysim.simulation.recording.counting import count

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from loyaltysim.customers.newcomers import Rooms
    from loyaltysim.customers.table import Customers, Real
    from loyaltysim.hooks import Rows
    from loyaltysim.mechanics.mechanic import Mechanic
    from loyaltysim.simulation.instances import Running
    from loyaltysim.simulation.setup import Setup
    from loyaltysim.simulation.state import Run

LONGEST_ABSENCE = 3650


def absence(need: Real) -> NDArray[np.int32]:
    """Give the days since a last act that nobody has seen: min(1 / need, 3650), rounded down."""
    with np.errstate(divide="ignore"):
        days = np.minimum(1.0 / need.astype(np.float64), LONGEST_ABSENCE)
    away: NDArray[np.int32] = days.astype(np.int32)
    return away


def most_brought(setup: Setup, scheme: Iterable[Mechanic]) -> int:
    """Give how many newcomers a customer can bring under a scheme, by its mechanics and by talk."""
    talk = setup.newcomers.talk if setup.newcomers else None
    return sum(mechanic.brings() for mechanic in scheme) + (talk.most if talk else 0)


class Brought(NamedTuple):
    """Newcomers whom customers brought, and the instance that is to be told of them."""

    instance: Running | None
    """None for word of mouth."""
    arrivals: Arrivals


class Arriving:
    """The newcomers of one run.

    Parameters
    ----------
    arrives
        Day on which each row becomes a customer by itself, shape (n,).
    rooms
        The rows of a market.
    customers
        The run's customers.
    most
        How many newcomers one customer can bring in this run.
    """

    def __init__(
        self, arrives: NDArray[np.int32], rooms: Rooms, customers: Customers, most: int
    ) -> None:
        self.cohort = arrives.copy()
        """Day on which each one came; `NEVER` while nobody has."""
        self.here: NDArray[np.int64] = np.zeros(len(customers.markets), np.int64)
        """Newcomers who are customers now, by market."""
        self._rooms, self._size = rooms, customers.size
        self._most = min(most, rooms.each)
        self._came = np.argsort(arrives, kind="stable")
        self._days = arrives[self._came]
        self._brought = np.zeros(customers.n, np.int32)
        self.talked = np.zeros(customers.n, np.int32)
        """How many each one has brought by word of mouth."""
        self.warnings: NDArray[np.float64] = np.zeros(len(customers.markets))
        """Warnings of those who left, each fading away, by market."""
        self._tomorrow: list[Brought] = []

    def may_bring(self, rows: Rows) -> NDArray[np.bool_]:
        """Tell who still has a place for a newcomer, shape (rows,)."""
        may: NDArray[np.bool_] = rows % self._size < self._rooms.hosts
        may &= self._brought[rows] < self._most
        return may

    def in_company(self, rows: Rows, present: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Tell who has somebody there: who brought them, or one whom they brought, shape (rows,)."""
        hosts = self._rooms.hosts
        host = rows - rows % self._size + rows % self._size % hosts
        found: NDArray[np.bool_] = (host < rows) & present[host]
        own = np.flatnonzero(host == rows)
        for number in range(1, self._most + 1):
            found[own] |= present[rows[own] + hosts * number]
        return found

    def bring(self, instance: Running | None, rows: Rows) -> None:
        """Let customers bring a newcomer each, who comes tomorrow; those without a place bring nobody."""
        hosts = rows[self.may_bring(rows)]
        brought = self._brought[hosts]
        self._brought[hosts] += 1
        newcomers = hosts + self._rooms.hosts * (1 + brought)
        if hosts.size:
            self._tomorrow.append(Brought(instance, Arrivals(hosts, newcomers)))

    def _due(self, day: int) -> Rows:
        """Give those who come by themselves on a day."""
        days = np.array([day, day + 1], self._days.dtype)
        first, end = self._days.searchsorted(days) if day > 0 else (0, 0)
        rows: Rows = np.sort(self._came[first:end])
        return rows

    def _deterred(self, run: Run, rows: Rows) -> NDArray[np.bool_]:
        """Tell who heard a warning and stays away, shape (rows,)."""
        talk = run.setup.newcomers.talk if run.setup.newcomers else None
        if talk is None or not self.warnings.any():
            return np.zeros(rows.size, np.bool_)
        share = undeterred(self.warnings / self._rooms.launch, talk.warns)
        uniform = run.luck.events("deterred").take(rows)
        stays: NDArray[np.bool_] = uniform >= share[run.customers.market[rows]]
        return stays

    def come(self, run: Run) -> None:
        """Let today's newcomers in."""
        run.today.brought, self._tomorrow = self._tomorrow, []
        rows = self._due(run.day)
        away = self._deterred(run, rows)
        run.today.deterred, rows = rows[away], rows[~away]
        self.cohort[run.today.deterred] = NEVER
        if run.today.brought:
            guests = [one.arrivals.newcomers for one in run.today.brought]
            rows = np.sort(np.concatenate([rows, *guests]))
        if not rows.size:
            return
        run.today.came = rows
        self.cohort[rows] = run.day
        states = run.customers.states
        states.present[rows] = True
        states.last_act[:, rows] = run.day - absence(run.customers.traits.need[rows])
        run.contract_phase[rows] = -run.day % run.setup.period_days
        self.here += count(run.customers, rows)

    def go(self, run: Run, rows: Rows) -> None:
        """Take note of those who leave."""
        self.here -= count(run.customers, rows[self.cohort[rows] > 0])
