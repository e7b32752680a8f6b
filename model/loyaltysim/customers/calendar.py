"""Which weekday and month a day of a run is, and how often things come on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_DAYS = (31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""Days of each month; February's mean over four years."""
A_MONDAY = date(2001, 1, 1)


@dataclass(frozen=True)
class Rhythm:
    """How often something comes on a day, compared with other days.

    Only ratios count: factors are such that the mean over a week, and over a year, is 1.
    """

    weekdays: tuple[float, ...] = (1.0,) * len(WEEKDAYS)
    """From Monday on."""
    months: tuple[float, ...] = (1.0,) * len(MONTHS)
    """From January on."""

    @cached_property
    def _means(self) -> tuple[float, float]:
        week = sum(self.weekdays) / len(self.weekdays)
        days = zip(self.months, MONTH_DAYS, strict=True)
        return week, sum(month * length for month, length in days) / sum(MONTH_DAYS)

    def factor(self, on: date) -> float:
        """Give how often it comes on a day, 1 being the mean."""
        week, year = self._means
        return self.weekdays[on.weekday()] / week * (self.months[on.month - 1] / year)


@dataclass(frozen=True)
class Calendar:
    """The date of the launch, and when needs come up."""

    launch: date = A_MONDAY
    need: Rhythm = field(default_factory=Rhythm)

    def date(self, day: int) -> date:
        """Give the date of a day of the run; day 0 is the launch."""
        return date.fromordinal(self.launch.toordinal() + day)

    def weekday(self, day: int) -> int:
        """Give the weekday of a day of the run, 0 being Monday."""
        return self.date(day).weekday()

    def rush(self, day: int) -> float:
        """Give how often needs come up on a day of the run, 1 being the mean."""
        return self.need.factor(self.date(day))
