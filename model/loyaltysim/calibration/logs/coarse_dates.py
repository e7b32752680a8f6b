"""Columns of dates that are all Excel's numbers of days, or say no more than the month or the year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.calibration.logs.reading import Reading, TextFault

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Texts = NDArray[np.object_]

EARLIEST_YEAR, LATEST_YEAR = 1980, 2100
_SERIAL = re.compile(r"(?P<day>[2-7]\d{4})(?:[.,]\d+)?")
"""Excel's numbers of days, from 1954 to 2119."""
_EXCELS_ZERO = -25_569  # 1899-12-30: Excel takes 1900 for a leap year
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = tuple(
    re.compile(form)
    for form in (
        r"(?P<year>(?:19|20)\d{2})[-/. ]?M?(?P<month>\d{1,2})",
        r"(?P<month>\d{1,2})[-/. ](?P<year>(?:19|20)\d{2})",
        r"(?P<name>[A-Za-z]{3,9})[-/., ]+(?P<year>(?:19|20)\d{2})",
    )
)
_YEAR = re.compile(r"(?P<year>(?:19|20)\d{2})(?:[.,]0)?")
MONTHS_ONLY = "the log knows months only: several rows of a customer in a month are one purchase"
YEARS_ONLY = "the log knows years only: several rows of a customer in a year are one purchase"


def read_coarse(texts: Texts) -> Reading | None:
    """Read texts that are all numbers of days, all months or all years; None for others.

    Parameters
    ----------
    texts
        Different texts, shape (texts,); empty ones play no part.
    """
    filled = np.array([bool(text) for text in texts], dtype=bool)
    for parse, note in (
        (_serial, "dates were read as Excel's numbers of days (from 1900)"),
        (_year, YEARS_ONLY),
        (_month, MONTHS_ONLY),
    ):
        days = _all(texts[filled], parse)
        if days is not None:
            values = np.zeros(texts.size, dtype=np.int64)
            values[filled] = days
            year = values.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
            absurd = filled & ((year < EARLIEST_YEAR) | (year > LATEST_YEAR))
            hint = f"years go from {EARLIEST_YEAR} to {LATEST_YEAR}"
            faults = (
                TextFault("{} is not a date", ~filled),
                TextFault("{} is an absurd date", absurd, hint),
            )
            return Reading(values, faults, (note,))
    return None


def are_serials(texts: Texts) -> NDArray[np.bool_]:
    """Tell which texts could be Excel's numbers of days, shape (texts,)."""
    return np.array([_SERIAL.fullmatch(str(text)) is not None for text in texts], dtype=bool)


def _all(texts: Texts, parse: Callable[[str], int | None]) -> list[int] | None:
    days: list[int] = []
    for text in texts:
        day = parse(str(text))
        if day is None:
            return None
        days.append(day)
    return days or None


def _serial(text: str) -> int | None:
    found = _SERIAL.fullmatch(text)
    return int(found["day"]) + _EXCELS_ZERO if found else None


def _year(text: str) -> int | None:
    found = _YEAR.fullmatch(text)
    return _first_day(int(found["year"]), 1) if found else None


def _month(text: str) -> int | None:
    for form in _MONTHS:
        found = form.fullmatch(text)
        if found:
            parts = found.groupdict()
            name = (parts.get("name") or "")[:3].lower()
            if name:
                month = _MONTH_NAMES.index(name) + 1 if name in _MONTH_NAMES else 0
            else:
                month = int(found["month"])
            return _first_day(int(found["year"]), month) if 1 <= month <= 12 else None
    return None


def _first_day(year: int, month: int) -> int:
    return int(np.datetime64(f"{year:04d}-{month:02d}-01", "D").astype(np.int64))
