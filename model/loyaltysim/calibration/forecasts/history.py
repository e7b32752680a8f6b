"""Days on which customers bought, up to a day, and what they did after it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.calibration.logs.purchases import PurchaseDays

    Float64 = NDArray[np.float64]
    Int64 = NDArray[np.int64]

WEEK = 7


@dataclass(frozen=True)
class History:
    """Purchase days in the order of customer and day, customers numbered from 0 without gaps.

    Days are counted from 1970-01-01; `start` is the first day of the log and `end` the last one.
    """

    customer: Int64
    day: Int64
    spend: Float64
    start: int
    end: int
    known: Int64
    """Number of each customer in the log, ascending, shape (n,)."""

    @cached_property
    def _begins(self) -> NDArray[np.intp]:
        return np.flatnonzero(np.diff(self.customer, prepend=-1))

    @property
    def n(self) -> int:
        """Customers."""
        return int(self._begins.size)

    @cached_property
    def first(self) -> Int64:
        """Day of each customer's first purchase, shape (n,)."""
        first: Int64 = self.day[self._begins]
        return first

    @cached_property
    def last(self) -> Int64:
        """Day of each customer's last purchase, shape (n,)."""
        ends = np.append(self._begins[1:], self.day.size) - 1
        last: Int64 = self.day[ends]
        return last

    @cached_property
    def x(self) -> Float64:
        """Repeat purchase days of each customer, shape (n,)."""
        return np.diff(self._begins, append=self.day.size) - 1.0

    @property
    def record(self) -> tuple[Float64, Float64, Float64]:
        """x, t_x and T in days, each of shape (n,)."""
        return self.x, (self.last - self.first).astype(float), (self.end - self.first).astype(float)

    @cached_property
    def mean_spend(self) -> Float64:
        """Currency per purchase day of each customer, NaN where it is not known, shape (n,)."""
        return np.add.reduceat(self.spend, self._begins) / (self.x + 1.0)

    @property
    def weeks(self) -> int:
        """Weeks that the log touches; they end with its last day, so that the first may be short."""
        return -(-(self.end - self.start + 1) // WEEK)

    def week_of(self, day: Int64) -> Int64:
        """Give the number of the week of each day."""
        return self.weeks - 1 - (self.end - day) // WEEK

    def edges(self) -> Int64:
        """Give the last day of each week, and the day before the first, shape (weeks + 1,)."""
        return np.maximum(self.end - WEEK * np.arange(self.weeks, -1, -1), self.start - 1)

    def weekly_sales(self) -> Float64:
        """Count the purchase days of each week, shape (weeks,)."""
        return np.bincount(self.week_of(self.day), minlength=self.weeks).astype(np.float64)

    def weekly_repeats(self) -> Float64:
        """Count the purchase days of each week that are not a customer's first, shape (weeks,)."""
        repeat = np.ones(self.day.size, dtype=bool)
        repeat[self._begins] = False
        weeks = self.week_of(self.day[repeat])
        return np.bincount(weeks, minlength=self.weeks).astype(np.float64)


@dataclass(frozen=True)
class Later:
    """What the customers of a history did after it."""

    purchases: Float64
    """Purchase days of each customer, shape (n,)."""
    weekly: Float64
    """Purchase days of all of them in each whole week, shape (days // 7,)."""
    days: int


def split(days: PurchaseDays, ahead: int = 0) -> tuple[History, Later]:
    """Part purchase days into those before the last `ahead` days, and what the same customers did in these."""
    begin = days.day.min() if days.first_day is None else days.first_day
    start, end = int(begin), days.last_day - ahead
    early = days.day <= end
    known, customer = np.unique(days.customer[early], return_inverse=True)
    history = History(customer, days.day[early], days.spend[early], start, end, known)
    late = ~early & np.isin(days.customer, known)
    who = np.searchsorted(known, days.customer[late])
    purchases = np.bincount(who, minlength=known.size).astype(np.float64)
    week = (days.day[late] - end - 1) // WEEK
    weekly = np.bincount(week, minlength=ahead // WEEK)[: ahead // WEEK].astype(np.float64)
    return history, Later(purchases, weekly, ahead)
