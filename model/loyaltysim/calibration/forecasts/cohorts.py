"""Cohort retention: who buys in each four weeks since the first purchase, and who is expected to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.calibration.forecasts.history import WEEK
from loyaltysim.calibration.forecasts.levels import clock_of
from loyaltysim.calibration.lift import no_lift
from loyaltysim.randomness import Luck

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.calibration.forecasts.history import History
    from loyaltysim.calibration.forecasts.levels import Levels
    from loyaltysim.calibration.forecasts.parts import Part

    Float64 = NDArray[np.float64]
    Int64 = NDArray[np.int64]

PERIOD = 4 * WEEK
SEED = 1997
FEWEST = 20
"""Customers of a cohort, at least: fewer would tell of persons (assumption)."""
_DRAWS = 20


@dataclass(frozen=True)
class Cohorts:
    """Rows of a table: cohorts by periods since the first purchase, each column of shape (k,).

    Only periods that the whole cohort has lived to their end; the first purchase itself does not count.
    """

    start: Int64
    """First day of the cohort's four weeks."""
    period: Int64
    """Number of the four weeks since the own first purchase, from 1 on."""
    customers: Int64
    active: Float64
    """Share who bought in the period."""
    expected: Float64
    """Share expected to."""

    def pooled(self) -> tuple[Float64, Float64]:
        """Give the shares active and expected over all cohorts, by period from 1 on, each of shape (periods,)."""
        size = np.bincount(self.period, self.customers)[1:]
        active, expected = (
            (np.bincount(self.period, self.customers * share)[1:] / size).astype(np.float64)
            for share in (self.active, self.expected)
        )
        return active, expected


def cohorts_of(history: History, levels: Levels) -> Cohorts:
    """Count and expect, cohort by cohort of those first seen in the same four weeks."""
    cohort = (history.first - history.start) // PERIOD
    whole = (history.end - history.start + 1) // PERIOD
    active = _active(history, whole)
    expected = _expected(history, levels, whole)
    rows = [
        (
            number,
            period,
            int(size),
            active[rows, period - 1].mean(),
            expected[rows, period - 1].mean(),
        )
        for number in range(whole)
        for rows in [np.flatnonzero(cohort == number)]
        for size in [rows.size]
        if size >= FEWEST
        for period in range(1, whole - number)
    ]
    columns = np.array(rows, dtype=np.float64).reshape(-1, 5).T
    start, period, size = (column.astype(np.int64) for column in columns[:3])
    return Cohorts(history.start + PERIOD * start, period, size, columns[3], columns[4])


def _active(history: History, whole: int) -> Float64:
    """Tell who bought in which period since the first purchase, shape (n, periods)."""
    since = history.day - history.first[history.customer]
    period = (since - 1) // PERIOD
    active = np.zeros((history.n, whole))
    later = (since > 0) & (period < whole)
    active[history.customer[later], period[later]] = 1.0
    return active


def _expected(history: History, levels: Levels, whole: int) -> Float64:
    """Give the chance of each customer to buy in each period, before what came of it is known, shape (n, periods)."""
    clock, lift = clock_of(history, levels.factors), levels.lift or no_lift(history)
    ends = history.first[:, None] - history.start + 1 + PERIOD * np.arange(whole + 1)
    edges = lift.own(history, clock, np.minimum(ends, clock.size - 1) + history.start - 1)
    edges = edges - edges[:, :1]
    expected = np.zeros((history.n, whole))
    for part in levels.parts:
        expected[part.rows] += part.weight[:, None] * _chances(part, edges[part.rows])
    return expected


def _chances(part: Part, edges: Float64) -> Float64:
    """Average over draws of rate and time of leaving, shape (k, periods)."""
    luck = Luck(SEED, range(1), part.weight.size)
    found = np.zeros((part.weight.size, edges.shape[1] - 1))
    for draw in range(_DRAWS):
        found += part.law.bought(part.seen, edges, luck, draw) / _DRAWS
    return found
