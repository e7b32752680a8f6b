"""The rush of a day: how many needs come up on it, compared with the mean; and its weekday."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loyaltysim.customers.calendar import Calendar, Rhythm

DAYS_OF_MONTHS = (31.0, 28.25, 31.0, 30.0, 31.0, 30.0, 31.0, 31.0, 30.0, 31.0, 30.0, 31.0)


def rush(calendar: Calendar, rhythm: Rhythm, day: int) -> float:
    date = calendar.launch + timedelta(days=day)
    of_weekday = 7.0 * rhythm.weekdays[date.weekday()] / sum(rhythm.weekdays)
    year = sum(days * rhythm.months[i] for i, days in enumerate(DAYS_OF_MONTHS)) / 365.25
    return of_weekday * rhythm.months[date.month - 1] / year


def weekday(calendar: Calendar, day: int) -> int:
    """Give the weekday of a day, 0 being Monday."""
    return (calendar.launch + timedelta(days=day)).weekday()
