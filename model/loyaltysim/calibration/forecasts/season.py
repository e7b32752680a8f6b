"""Months in which all customers buy more or less, year after year, from the levels of weeks.

A month's ratio of actual to expected purchases is shrunk towards 1 by how much of the variation between months may be that of
single weeks (empirical Bayes, Efron & Morris 1973). Of less than two years nothing is told: a month seen once is a week's luck.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.calibration.forecasts.history import History
    from loyaltysim.calibration.forecasts.pace import Pace

    Float64 = NDArray[np.float64]
    Int64 = NDArray[np.int64]

MONTHS = 12
YEARS = 2
"""Years that a log must have lived (assumption)."""
_FARTHEST = 3660
_LEAST = 0.05


@dataclass(frozen=True)
class Season:
    """How often all buy in each month, compared with the mean, and how stretched time goes on after the log."""

    months: tuple[float, ...] = ()
    """From January on; empty where nothing is told."""
    days_ahead: Float64 = field(default_factory=lambda: np.zeros(0))
    """Stretched time at the end of each day ahead."""

    def stretch(self, ahead: float) -> float:
        """Give the stretched time of some days ahead; as long as they are where there is no season."""
        if not self.months:
            return ahead
        days = np.arange(self.days_ahead.size + 1)
        return float(np.interp(ahead, days, np.append(0.0, self.days_ahead)))


def season_of(
    history: History, levels: tuple[Float64, Float64, float], pace: Pace
) -> tuple[Season, Float64]:
    """Tell the season of a log, and the factor that it gives to each week of it, shape (weeks,).

    Parameters
    ----------
    levels
        Actual and expected purchases of each week, and how steady weeks are.
    """
    nothing = Season(), np.ones(history.weeks)
    if pace.period == "year" or history.weeks < round(YEARS * pace.per_year):
        return nothing
    month = _month(history.edges()[1:], pace)
    months = _shrunk(month, *levels)
    if np.allclose(months, 1.0, atol=1e-3):
        return nothing
    ahead = months[_month(history.end + 1 + np.arange(_FARTHEST), pace)]
    return Season(tuple(months.tolist()), np.cumsum(ahead)), months[month]


def _month(days: Int64, pace: Pace) -> Int64:
    """Give the number of the month of each day, 0 for January."""
    months = pace.dates(days).astype("datetime64[M]").astype(np.int64)
    number: Int64 = months % MONTHS
    return number


def _shrunk(month: Int64, actual: Float64, expected: Float64, steadiness: float) -> Float64:
    """Give each month's factor; their mean over the year is 1."""
    opened = actual > 0
    sums = [
        np.bincount(month[opened], values[opened], MONTHS)
        for values in (actual, expected, expected + expected**2 / steadiness)
    ]
    known = sums[1] > 0
    ratio = np.where(known, sums[0] / np.maximum(sums[1], 1e-9), 1.0)
    luck = np.where(known, sums[2] / np.maximum(sums[1], 1e-9) ** 2, np.inf)
    between = max(float(np.mean((ratio[known] - 1.0) ** 2 - luck[known])), 0.0)
    factor = 1.0 + (ratio - 1.0) * between / (between + luck)
    factor = np.maximum(factor, _LEAST)
    months: Float64 = factor / factor.mean()
    return months
