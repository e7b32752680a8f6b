"""How finely a log tells time: days, or no more than months or years.

Of a log of months, each month becomes a week of a calendar of its own, all purchases of which fall on one day: the fit
works in weeks, and whether time is finer plays no part in it. Rates are turned back into those of real days.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.calibration.forecasts.history import WEEK

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.calibration.logs.purchases import PurchaseDays

    Int64 = NDArray[np.int64]

DAYS_OF_YEAR = 365.25
_FEWEST = 3
"""Different months, or years, from which a log is one of months or years."""


@dataclass(frozen=True)
class Pace:
    """The period in which purchases are followed."""

    period: str
    per_year: float

    @property
    def daily(self) -> bool:
        """Whether the log tells days."""
        return self.period == "week"

    @property
    def speed(self) -> float:
        """Days of the log's calendar in a real day."""
        return 1.0 if self.daily else WEEK * self.per_year / DAYS_OF_YEAR

    def days(self, real: int) -> int:
        """Turn a number of real days into whole periods of the log's calendar, in its days."""
        return real if self.daily else WEEK * round(real * self.per_year / DAYS_OF_YEAR)

    def real_days(self, days: int) -> int:
        """Turn days of the log's calendar into real ones."""
        return round(days / self.speed)

    def dates(self, days: Int64) -> NDArray[np.datetime64]:
        """Give the last real date of the period of each day of the log's calendar."""
        if self.daily:
            return days.astype("datetime64[D]")
        code = "M" if self.period == "month" else "Y"
        after = (days // WEEK + 1).astype(f"datetime64[{code}]").astype("datetime64[D]")
        return (after.astype(np.int64) - 1).astype("datetime64[D]")

    def put(self, days: Int64) -> Int64:
        """Put real days into the log's calendar: those of a period fall on the last day of a week."""
        if self.daily:
            return days
        code = "M" if self.period == "month" else "Y"
        number: Int64 = days.astype("datetime64[D]").astype(f"datetime64[{code}]").astype(np.int64)
        return WEEK * number + WEEK - 1

    def real(self, day: int) -> int:
        """Give the last real day of the period of a day of the log's calendar."""
        return int(self.dates(np.array([day]))[0].astype(np.int64))

    def told(self, days: int) -> str:
        """Write a number of days of the log's calendar in words."""
        number, unit = (days, "day") if self.daily else (days // WEEK, self.period)
        return f"{number:,} {unit}{'' if number == 1 else 's'}"


WEEKLY, MONTHLY, YEARLY = Pace("week", DAYS_OF_YEAR / WEEK), Pace("month", 12.0), Pace("year", 1.0)


def paced(days: PurchaseDays) -> tuple[PurchaseDays, Pace]:
    """Tell the pace of a log; one that tells no days is put into a calendar of its periods."""
    dates = days.day.astype("datetime64[D]")
    months, years = dates.astype("datetime64[M]"), dates.astype("datetime64[Y]")
    for period, pace in ((years, YEARLY), (months, MONTHLY)):
        if (dates == period.astype("datetime64[D]")).all() and np.unique(period).size >= _FEWEST:
            day = pace.put(days.day)
            begin = int(day.min()) - WEEK + 1
            return replace(days, day=day, last_day=int(day.max()), first_day=begin), pace
    return days, WEEKLY
