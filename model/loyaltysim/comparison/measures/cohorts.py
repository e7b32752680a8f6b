"""Cohort retention: who of those who came together is active in, or in and after, each period since."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from loyaltysim.simulation.recording.activity import WEEK, period_days

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltysim.comparison.measures.collect import SchemeSums
    from loyaltysim.comparison.measures.gathered import Gathered

COLUMNS = ("scheme", "cohort", "from_day", "customers", "period", "active", "active_or_later")
LAUNCH = "launch"


def cohorts_table(gathered: Gathered, days: int) -> pd.DataFrame:
    """Give one row a scheme, cohort and period since arrival; only periods that all of it have lived.

    `active` is the share with an act in the period (classic), `active_or_later` with one in it or
    later (unbounded, which falls towards the end of a run because nobody looks beyond it).
    """
    rows = [row for name, sums in gathered.sums.items() for row in _rows(name, sums, days)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _rows(scheme: str, sums: SchemeSums, days: int) -> Iterator[tuple[object, ...]]:
    if not sums.cohorts:
        return
    length = period_days(days)
    for number, size in enumerate(sums.cohorts["size"]):
        first = max(0, (number - 1) * length)
        last = 0 if number == 0 else first + length - 1
        for period in range(max(0, (days - last) // length)):
            if size:
                shares = (sums.cohorts[name][number, period] / size for name in ("active", "after"))
                yield scheme, _name(number, length), first, int(size), period, *shares


def _name(number: int, length: int) -> str:
    if number == 0:
        return LAUNCH
    return f"{'week' if length == WEEK else 'month'} {number}"
