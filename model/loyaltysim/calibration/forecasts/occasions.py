"""Purchases as occasions on which a customer may come under a scheme, and what was known of him or her by then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.calibration.forecasts.history import WEEK

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.calibration.forecasts.history import History

    Float64 = NDArray[np.float64]
    Int64 = NDArray[np.int64]

BLOCK = 4 * WEEK
_PRIOR = (1, 2, 3, 5, 10, 20)
_AWAY = (WEEK, 4 * WEEK, 13 * WEEK)
COVARIATES = (
    "purchases before (log of 1 + number)",
    "days since the first purchase",
    "days since the purchase before",
    "spend a purchase until then",
)


@dataclass(frozen=True)
class Occasions:
    """Every purchase after which the log goes on for long enough, each column of shape (k,)."""

    customer: Int64
    day: Int64
    bought: Float64
    """Purchases in the time after it."""
    spent: Float64
    """Currency spent in the time after it; NaN where it is not known."""
    known: Float64
    """What was known by then (`COVARIATES`), shape (4, k); NaN where there is nothing to know."""
    cell: Int64
    """Occasions alike: in the same four weeks, after about as many purchases and as long an absence."""
    ahead: int
    """Days of the time after."""

    @property
    def priced(self) -> bool:
        """Whether it is known what was spent."""
        return bool(np.isfinite(self.spent).all())


def occasions_of(history: History, ahead: int) -> Occasions:
    """List the purchases of a history that were followed for the time ahead."""
    customer, day = history.customer, history.day - history.start
    place = np.arange(customer.size)
    begin = np.searchsorted(customer, customer)
    span = int(day.max()) + ahead + 2
    key = customer * span + day
    until = np.searchsorted(key, key + ahead, side="right")
    money = np.concatenate([[0.0], np.cumsum(np.nan_to_num(history.spend))])
    prior = (place - begin).astype(np.float64)
    away = np.where(prior > 0, day - np.roll(day, 1), np.nan)
    bought = (until - place - 1.0).astype(np.float64)
    whole = day + ahead <= history.end - history.start
    unknown = np.isnan(history.spend).all()
    spent = money[until] - money[place + 1]
    known = np.array(
        [
            np.log1p(prior),
            np.where(prior > 0, day - day[begin], np.nan),
            away,
            np.where(unknown, np.nan, (money[place + 1] - money[begin]) / (prior + 1.0)),
        ],
        dtype=np.float64,
    )
    return Occasions(
        customer[whole],
        history.day[whole],
        bought[whole],
        np.where(unknown, np.nan, spent)[whole],
        known[:, whole],
        _cells(day, prior, away)[whole],
        ahead,
    )


def _cells(day: Int64, prior: Float64, away: Float64) -> Int64:
    """Give the number of each occasion's cell."""
    often = np.digitize(prior, _PRIOR)
    long = np.where(prior > 0, np.digitize(np.nan_to_num(away), _AWAY, right=True), 0)
    cell: Int64 = ((day // BLOCK) * (len(_PRIOR) + 1) + often) * (len(_AWAY) + 1) + long
    return cell
