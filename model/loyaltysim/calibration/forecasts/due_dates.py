"""Purchases that renew a contract, told from what customers buy between its due dates.

A contract begins with the first purchase. The next payment is looked for around the due date, which is one interval after the last
payment: of the purchases less than half an interval from it the one of the same amount as that payment, where there is one and amounts are
known, and else the nearest. Where nothing was bought around a due date, it is looked for around the next. An amount that mostly comes back
to the same customers after an interval is a fee; what costs less than the smallest fee that a customer pays is no payment.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.calibration.logs.purchases import PurchaseDays

    Int64 = NDArray[np.int64]

EARLY = 0.5
"""Intervals within which another payment is no renewal (assumption)."""
_OFTEN = 10
"""Times that an amount comes back to a customer, at least, for it to be a fee (assumption)."""
_REGULAR, _NEAR, _FEWEST, _SHORTEST = 0.8, 0.12, 100, 6
"""Share of gaps that lie within a share of their median where purchases come at fixed intervals, gaps at least, and days (assumptions)."""


def payments(days: PurchaseDays, period: int) -> PurchaseDays:
    """Leave out purchases between due dates, which are no renewals."""
    may_pay = np.flatnonzero(_at_least_a_fee(days, period))
    kept = np.zeros(days.day.size, dtype=bool)
    kept[may_pay[_Payments.of(_some(days, may_pay), period).kept()]] = True
    counts = {
        **days.counts,
        "purchases between due dates, which are no renewals": int(np.sum(~kept)),
    }
    return replace(_some(days, kept), counts=counts)


def _some(days: PurchaseDays, rows: NDArray[np.bool_] | Int64) -> PurchaseDays:
    return replace(days, customer=days.customer[rows], day=days.day[rows], spend=days.spend[rows])


def _at_least_a_fee(days: PurchaseDays, period: int) -> NDArray[np.bool_]:
    """Leave out what costs less than the smallest fee of the customer; who pays none may pay anything."""
    fee = np.isin(days.spend, _fees(days, period))
    smallest = np.full(int(days.customer.max(initial=0)) + 1, np.inf)
    np.minimum.at(smallest, days.customer[fee], days.spend[fee])
    smallest[np.isinf(smallest)] = -np.inf
    return ~(days.spend < smallest[days.customer])


def _fees(days: PurchaseDays, period: int) -> NDArray[np.float64]:
    """Find amounts that come back to the same customers after an interval."""
    order = np.lexsort((days.day, days.spend, days.customer))
    customer, day, spend = days.customer[order], days.day[order], days.spend[order]
    same = (np.diff(customer) == 0) & (np.diff(spend) == 0)
    on_time = np.abs(np.diff(day)[same] - period) <= _NEAR * period
    amounts, which = np.unique(spend[1:][same], return_inverse=True)
    often = np.bincount(which, minlength=amounts.size)
    return amounts[(often >= _OFTEN) & (np.bincount(which, on_time, amounts.size) >= often / 2.0)]


def interval_of(days: PurchaseDays) -> tuple[int, float] | None:
    """Tell the interval at which purchases come, and the share of gaps that keep to it; None where there is none."""
    gap = np.diff(days.day)[np.diff(days.customer) == 0]
    if gap.size < _FEWEST:
        return None
    middle = float(np.median(gap))
    share = float(np.mean(np.abs(gap - middle) <= _NEAR * middle))
    return (round(middle), share) if middle >= _SHORTEST and share >= _REGULAR else None


@dataclass(frozen=True)
class _Payments:
    """All customers followed from payment to payment; rows are those of the purchase days."""

    days: PurchaseDays
    period: int
    key: Int64
    """Customer and day as one number, in the order of the rows."""

    @classmethod
    def of(cls, days: PurchaseDays, period: int) -> _Payments:
        span = int(np.ptp(days.day)) + 1 if days.day.size else 1
        day = days.day - days.day.min(initial=days.last_day)
        return cls(days, period, days.customer * span + day)

    def kept(self) -> NDArray[np.bool_]:
        """Tell which purchases are payments."""
        kept = np.zeros(self.key.size, dtype=bool)
        last = np.flatnonzero(np.diff(self.days.customer, prepend=-1))
        end = np.append(last[1:], self.key.size)[: last.size]
        while last.size:
            kept[last] = True
            last, end = self._next(last, end)
        return kept

    def _next(self, last: Int64, end: Int64) -> tuple[Int64, Int64]:
        """Give the next payment of each customer who makes another, and where his or her rows end."""
        begin = self._from(last, np.full(last.size, EARLY))
        again = begin < end
        last, begin, end = last[again], begin[again], end[again]
        day = self.days.day
        number = np.floor((day[begin] - day[last]) / self.period + EARLY)
        until = np.minimum(self._from(last, number + EARLY), end)
        return self._best(last, day[last] + number * self.period, begin, until), end

    def _from(self, last: Int64, intervals: NDArray[np.float64]) -> Int64:
        """Give the first row of each customer that is so many intervals or more after the last payment."""
        after = np.ceil(intervals * self.period).astype(np.int64)
        return np.searchsorted(self.key, self.key[last] + after).astype(np.int64)

    def _best(self, last: Int64, due: NDArray[np.float64], begin: Int64, until: Int64) -> Int64:
        """Choose one of each customer's rows: the amount of the last payment goes first, and then the nearest day."""
        number = until - begin
        first = np.cumsum(number) - number
        which = np.repeat(np.arange(last.size), number)
        row = begin[which] + np.arange(which.size) - first[which]
        other_amount = self.days.spend[row] != self.days.spend[last[which]]
        off = np.abs(self.days.day[row] - due[which])
        best: Int64 = row[np.lexsort((off, other_amount, which))[first]]
        return best
