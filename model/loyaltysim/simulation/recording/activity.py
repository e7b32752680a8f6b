"""Who is active: the growth states of every day, and how many of each cohort are active in each period.

A customer is active on a day with at least one act of any kind. What becomes of customers depends on
their last active day only, so that a day costs no more than its actors: they are counted by the days
since, and all else is made of these counts at the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.simulation.recording.counting import count
from loyaltysim.simulation.recording.growth import (
    BINS,
    CURRENT,
    FIRST,
    KINDS,
    MONTH,
    SHIFT,
    by_age,
    growth_states,
)
from loyaltysim.simulation.today import union

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.hooks import Rows
    from loyaltysim.simulation.state import Run

    Float64 = NDArray[np.float64]

WEEK = 7
WEEKLY_DAYS = 26 * WEEK
"""Longest run that is told in weeks."""
NOBODY = -(10**6)
UNSEEN = -MONTH
"""Day of the last act of who did none that was played: so long ago that nobody counts as active by it."""


def period_days(days: int) -> int:
    """Give the length of the periods in which cohorts are told: a week up to half a year, else 30 days."""
    return WEEK if days <= WEEKLY_DAYS else MONTH


class Activity:
    """The active customers of one run, from the launch on."""

    def __init__(self, run: Run) -> None:
        states, self._run = run.customers.states, run
        self._markets = len(run.luck.markets)
        self._first_bin = run.customers.market * BINS
        last = np.minimum(states.last_act[: run.setup.own].max(axis=0), run.day)
        last[last < -run.setup.burn_in] = UNSEEN
        self._last = np.where(states.present, last, NOBODY).astype(np.int32)
        self._kind = np.full(run.customers.n, CURRENT, np.int8)
        self._before = self._count_those_before(run)
        self._period = period_days(run.setup.days)
        self._days: list[NDArray[np.int64]] = []
        self._minutes: list[Float64] = []
        periods = -(-run.setup.days // self._period)
        groups = 1 if run.arriving is None else 1 + periods
        self._active = np.zeros((groups, periods, self._markets), np.int64)

    def _count_those_before(self, run: Run) -> NDArray[np.int64]:
        """Count customers by the days from their last act to the launch, shape (MONTH + 1, markets)."""
        here = np.flatnonzero(self._last > NOBODY)
        age = np.clip(-self._last[here], 1, MONTH)
        before = np.zeros((MONTH + 1, self._markets), np.int64)
        np.add.at(before, (age, run.customers.market[here]), 1)
        return before

    def note(self, run: Run) -> None:
        """Write down the day that has just been played."""
        rows = _active_rows(run)
        age = run.day - self._last.take(rows)
        bins = np.minimum(age, MONTH)
        bins += SHIFT
        yesterday = np.flatnonzero(age == 1)
        bins[yesterday] = self._kind.take(rows.take(yesterday))
        if run.arriving is not None:
            bins[age > -NOBODY // 2] = FIRST
            self._count_cohorts(run, rows, age)
        code = self._first_bin.take(rows)
        code += bins
        counts = np.bincount(code, minlength=self._markets * BINS)
        self._kind[rows] = KINDS.take(bins)
        self._last[rows] = run.day
        self._days.append(counts.reshape(-1, BINS).T)
        self._minutes.append(_minutes(run))

    def _count_cohorts(self, run: Run, rows: Rows, age: NDArray[np.int32]) -> None:
        """Count those who are active for the first time in their current period."""
        if run.arriving is None or run.day >= run.setup.days:
            return
        cohort = run.arriving.cohort.take(rows)
        since = run.day - cohort
        fresh = np.flatnonzero(age > since % self._period)
        group = np.where(cohort > 0, 1 + cohort // self._period, 0)
        market = run.customers.market.take(rows)
        np.add.at(self._active, (group[fresh], since[fresh] // self._period, market[fresh]), 1)

    @property
    def days(self) -> dict[str, Float64]:
        """The fields of `growth.FIELDS` on every day so far, each of shape (days, markets)."""
        states = growth_states(np.array(self._days), self._before)
        return {**states, "minutes": np.array(self._minutes)}

    def _active_in_periods(self) -> NDArray[np.int64]:
        if self._run.arriving is None:
            self._active[:] = 0
            ages = by_age(np.array(self._days[: self._run.setup.days]))
            for day, counts in enumerate(ages):
                period, into = divmod(day, self._period)
                self._active[0, period] += counts[into + 1 :].sum(axis=0)
        return self._active

    @property
    def cohorts(self) -> dict[str, Float64]:
        """Tell of each cohort, those of the launch first and then by week (or 30 days) of arrival.

        Returns
        -------
        `size`, shape (cohorts, markets); `active` in the periods since arrival, and active in or
        `after` them, both of shape (cohorts, periods, markets).
        """
        run, active = self._run, self._active_in_periods()
        came = np.flatnonzero(run.launched | ((run.cohort > 0) & (run.cohort <= run.day)))
        cohort, market = run.cohort[came], run.customers.market[came]
        group = np.where(cohort > 0, 1 + cohort // self._period, 0)
        size = np.zeros((len(active), self._markets), np.int64)
        np.add.at(size, (group, market), 1)
        last = (self._last[came].astype(np.int64) - cohort) // self._period
        once = np.flatnonzero((last >= 0) & (last < active.shape[1]))
        until = np.zeros_like(active)
        np.add.at(until, (group[once], last[once], market[once]), 1)
        after = np.cumsum(until[:, ::-1], axis=1)[:, ::-1]
        found = {"size": size, "active": active, "after": after}
        return {name: counts.astype(np.float64) for name, counts in found.items()}


def _active_rows(run: Run) -> Rows:
    """Give those who did at least one act today, in the order of rows."""
    return union([act.actors for act in run.today.acts[: run.setup.own]])


def _minutes(run: Run) -> Float64:
    """Give the time that today's acts took, shape (markets,)."""
    spent = np.zeros(len(run.luck.markets))
    own = run.setup.own
    for spec, act in zip(run.setup.acts[:own], run.today.acts[:own], strict=True):
        if spec.minutes:
            for one in act.rounds:
                spent += spec.minutes * count(run.customers, one.actors)
    return spent
