"""Days from the many ways in which dates are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.calibration.logs.coarse_dates import (
    EARLIEST_YEAR,
    LATEST_YEAR,
    are_serials,
    read_coarse,
)
from loyaltysim.calibration.logs.reading import Reading, TextFault
from loyaltysim.calibration.logs.workbook import HALF_READ

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Mask = NDArray[np.bool_]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME = (
    r"(?:[T ,]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2}(?:[.,]\d+)?)?\s*(?P<half>[AaPp][Mm])?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?"
)
_FORMS = tuple(
    re.compile(form + _TIME)
    for form in (
        r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?P<first>\d{1,2})(?P<mark>[-/. ])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})",
        r"(?P<day>\d{1,2})[-/. ](?P<name>[A-Za-z]{3,9})[-/., ]+(?P<year>\d{4})",
        r"(?P<name>[A-Za-z]{3,9})\.? (?P<day>\d{1,2}),? (?P<year>\d{4})",
    )
)
# Place of the form, year, first, second, whether the order of these two is open, minute of the day, minutes from UTC.
_UNREADABLE = (np.nan,) * 7
_NO_DATE = "{} is not a date"
_HINT = "write dates as 2024-12-31"


def read_dates(texts: NDArray[np.object_], *, day_first: bool | None = None) -> Reading:
    """Read each text as a day.

    Parameters
    ----------
    texts
        Different texts, shape (texts,).
    day_first
        Whether 01/02/2024 is the first of February; None to tell from the texts.

    Returns
    -------
    Days since 1970-01-01, shape (texts,), with faults and notes. A date with a time zone counts
    as the day that is written; where zones differ by more than summer time, as the day in UTC.
    """
    coarse = read_coarse(texts)
    if coarse is not None:
        return coarse
    fields = np.array([_fields(str(text)) for text in texts], dtype=np.float64).reshape(-1, 7).T
    form, year, first, second, is_open, minute, offset = fields
    unreadable = np.isnan(year)
    order, swapped, notes = _order(first, second, is_open == 1.0, day_first=day_first)
    month, day = np.where(swapped, second, first), np.where(swapped, first, second)
    days, impossible = days_of(year, month, day)
    zones, shift, zone_notes = _zones(offset, ~unreadable)
    days = days + np.floor((minute + shift) / 1440.0)
    undecided = (is_open == 1.0) & order.bad.any()
    alike = np.isin(form, form[~unreadable & ~impossible])
    absurd = ~unreadable & ~impossible & ((year < EARLIEST_YEAR) | (year > LATEST_YEAR))
    numbers = unreadable & are_serials(texts) & ~unreadable.all()
    unreadable, impossible = unreadable & ~numbers, impossible & ~numbers
    faults = (
        TextFault(_NO_DATE, unreadable | (impossible & ~undecided & ~alike), _HINT),
        TextFault(_NO_DATE, impossible & ~undecided & alike, _no_such_day(swapped, is_open == 1.0)),
        TextFault(
            "{} is an absurd date", absurd, f"years go from {EARLIEST_YEAR} to {LATEST_YEAR}"
        ),
        order,
        zones,
        TextFault(
            "{} is a number of a day as Excel has it, but other dates are written out",
            numbers,
            HALF_READ,
        ),
    )
    return Reading(np.nan_to_num(days).astype(np.int64), faults, notes + zone_notes)


def _no_such_day(swapped: Mask, is_open: Mask) -> str:
    """Say that a date of the right form is not in the calendar, as its parts were read."""
    if not is_open.any():
        return "there is no such day"
    return f"there is no such day with the {'day' if swapped.any() else 'month'} first"


def _fields(text: str) -> tuple[float, ...]:
    """Split one text into its numbers."""
    for place, form in enumerate(_FORMS):
        match = form.fullmatch(text)
        if match:
            return (place, *_numbers(match.groupdict()))
    return _UNREADABLE


def _numbers(found: dict[str, str | None]) -> tuple[float, ...]:
    year = int(found["year"] or 0)
    if year < 100:  # as POSIX reads two digits
        year += 1900 if year >= 69 else 2000
    if found.get("first"):
        # With dots nobody writes the month first.
        first, second = int(found["first"] or 0), int(found["second"] or 0)
        pair: tuple[float, ...] = (
            (second, first, 0.0) if found["mark"] == "." else (first, second, 1.0)
        )
    else:
        pair = (_month(found), int(found["day"] or 0), 0.0)
    return (year, *pair, _minute(found), _offset(found["zone"]))


def _month(found: dict[str, str | None]) -> float:
    name = (found.get("name") or "")[:3].lower()
    if name:
        return _MONTHS.index(name) + 1 if name in _MONTHS else 0
    return int(found["month"] or 0)


def _minute(found: dict[str, str | None]) -> float:
    hour, half = int(found["hour"] or 0), (found["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    # Some systems write the end of a day as 24:00.
    return min(hour * 60 + int(found["minute"] or 0), 1439)


def _offset(zone: str | None) -> float:
    if zone is None:
        return np.nan
    if zone[0] not in "+-":
        return 0.0
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return (int(digits[:2]) * 60 + int(digits[2:])) * (-1 if zone[0] == "-" else 1)


def _order(
    first: Numbers, second: Numbers, is_open: Mask, *, day_first: bool | None
) -> tuple[TextFault, Mask, tuple[str, ...]]:
    """Tell whether the day or the month comes first where it is not fixed by the form."""
    none = np.zeros_like(is_open)
    day, month = is_open & (first > 12), is_open & (second > 12)
    if day_first is not None or not is_open.any():
        return TextFault("", none), is_open & bool(day_first), ()
    if day.any() and month.any():
        message = "{} has the month first, but other dates have the day first"
        return TextFault(message, month, _HINT), none, ()
    if not day.any() and not month.any():
        hint = f"{_HINT}, or say `day_first: true` or `day_first: false`"
        return (
            TextFault("{} may be day/month or month/day, and no date tells", is_open, hint),
            none,
            (),
        )
    order = "day first" if day.any() else "month first"
    return TextFault("", none), is_open & bool(day.any()), (f"dates were read with the {order}",)


def days_of(year: Numbers, month: Numbers, day: Numbers) -> tuple[Numbers, Mask]:
    """Count days since 1970-01-01 and mark dates that the calendar does not have."""
    fits = (month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)
    months = np.where(fits, (year - 1970) * 12 + month - 1, 0).astype("datetime64[M]")
    days = months.astype("datetime64[D]") + (np.where(fits, day, 1) - 1).astype("timedelta64[D]")
    possible = fits & (days.astype("datetime64[M]") == months)
    return days.astype(np.int64).astype(np.float64), ~possible


def _zones(offset: Numbers, readable: Mask) -> tuple[TextFault, Numbers, tuple[str, ...]]:
    """Choose the clock by which days are told."""
    none = np.zeros_like(readable)
    bare = readable & np.isnan(offset)
    written = offset[~np.isnan(offset)]
    if not written.size:
        return TextFault("", none), np.zeros(offset.shape), ()
    if bare.any():
        message = "{} has no time zone, but other dates have one"
        return (
            TextFault(message, bare, "give all dates a zone, or none"),
            np.zeros(offset.shape),
            (),
        )
    if written.max() - written.min() <= 60.0:  # one zone, with and without summer time
        return TextFault("", none), np.zeros(offset.shape), ()
    note = "the dates have several time zones; days were told in UTC"
    return TextFault("", none), -np.nan_to_num(offset), (note,)
