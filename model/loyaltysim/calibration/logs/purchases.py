"""From rows to purchase days, and from purchase days to recency, frequency and money."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.calibration.logs.record import Record, Source
from loyaltysim.errors import InputError, Problem
from loyaltysim.units import ROUNDING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from loyaltysim.calibration.logs.cells import Cells


@dataclass(frozen=True)
class Rows:
    """Rows of a log: customer as a number, day, and currency if it is known; each shape (rows,)."""

    customer: NDArray[np.int64]
    day: NDArray[np.int64]
    amount: NDArray[np.float64] | None
    labels: Mapping[str, NDArray[np.int64]] = field(default_factory=dict)
    """Numbers of the texts of other columns, each of shape (rows,)."""


@dataclass(frozen=True)
class PurchaseDays:
    """Days with a purchase, in the order of customer and day, and what is not among them."""

    customer: NDArray[np.int64]
    day: NDArray[np.int64]
    spend: NDArray[np.float64]
    last_day: int
    counts: dict[str, int]
    first_day: int | None = None
    """First day of the log, where the first purchase may have been later in its period."""


def purchase_days(rows: Rows) -> PurchaseDays:
    """Merge the rows of a customer and a day, net of what was taken back.

    A day that sums to nothing is a purchase (of something free) unless something was taken back.
    """
    start = rows.day.min()
    span = rows.day.max() - start + 1
    pairs, pair = np.unique(rows.customer * span + rows.day - start, return_inverse=True)
    amount = np.ones(pair.size) if rows.amount is None else rows.amount
    net = np.bincount(pair, amount).astype(np.float64)
    gross = np.bincount(pair, np.abs(amount))
    returned = np.bincount(pair, amount < 0.0) > 0
    bought = ~returned | (net > ROUNDING * gross)
    counts = {
        "rows merged with another of the same customer and day": pair.size - pairs.size,
        "rows with a negative amount": int(np.sum(amount < 0.0)),
        "days left out because as much was taken back as bought, or more": int(np.sum(~bought)),
    }
    customer, day = np.divmod(pairs[bought], span)
    if rows.amount is None:
        net = np.full(bought.size, np.nan)
    return PurchaseDays(customer, day + start, net[bought], int(rows.day.max()), counts)


def record_of(days: PurchaseDays, cells: Cells, counts: dict[str, int]) -> Record:
    """Sum up the purchase days of each customer, observed to the last day of the log.

    Parameters
    ----------
    days
        Purchase days.
    cells
        The log they come from.
    counts
        What was dropped before.

    Raises
    ------
    InputError
        When no purchase is left.
    """
    if not days.day.size:
        message = "no purchase is left: every day was taken back"
        raise InputError(Problem(message, file=str(cells.file.path)))
    first = np.flatnonzero(np.diff(days.customer, prepend=-1))
    visits = np.diff(first, append=days.day.size)
    begin, end = days.day[first], days.day[first + visits - 1]
    counts = {
        "customers": first.size,
        "purchase days": days.day.size,
        **counts,
        **days.counts,
    }
    return Record(
        customer=cells.columns["customer"].texts[days.customer[first]],
        x=visits - 1.0,
        t_x=(end - begin).astype(np.float64),
        T=(days.last_day - begin).astype(np.float64),
        mean_spend=np.add.reduceat(days.spend, first) / visits,
        source=Source(str(cells.file.path), cells.rows, counts, content=cells.content),
    )
