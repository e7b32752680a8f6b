"""Units in which people write quantities: 4 per week, 35%, 0.5pp, 30 days, 26w, 100_000."""

from __future__ import annotations

import re
from decimal import Decimal

DAYS_IN = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25}
"""Days in each unit of time; months and years are of average length."""
LEAST_MONEY, MOST_MONEY = 1e-6, 1e12
"""Bounds of prices and rewards. Numbers of 32 bits hold every power that the model takes of the
ratio of one to another, between any two customers."""
MOST_DAYS = 3650
LEAST_CHANCE = 1e-5
"""Smallest chance to win: luck has 24 bits, which keep it within 1%."""
ROUNDING = 1e-9
"""Share of a sum that it may miss for the rounding of its parts alone."""
DURATION_UNIT = r"(?:(day|week|month|year)s?|d|w|mo|y)"
"""A unit of time in a duration, in full or short; `m` could be minutes, so a month is `mo`."""

_LONGEST_INTEGER = 300
_NUMBER = r"[-+]?(?:\d+(?:_\d+)*(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?"
_PLAIN = re.compile(_NUMBER, re.ASCII)
_SHARE = re.compile(rf"({_NUMBER})\s*(?:%|pp|percent|percentage points?)", re.ASCII)
_POINTS = re.compile(r"pp|points?$")
_DURATION = re.compile(rf"({_NUMBER})\s*({DURATION_UNIT})", re.ASCII)
_SHORT = {"d": "day", "w": "week", "mo": "month", "y": "year"}
_RATE = re.compile(rf"({_NUMBER})\s*(?:per|a|/)\s*(day|week|month|year)", re.ASCII)


def plain(number: float) -> str:
    """Write a number without an exponent.

    Examples
    --------
    >>> plain(1e9), plain(0.25), plain(1e-6)
    ('1,000,000,000', '0.25', '0.000001')
    """
    if float(number).is_integer():
        return f"{int(number):,}"
    short = f"{number:g}"
    return short if "e" not in short else f"{number:.12f}".rstrip("0")


def read_number(text: str) -> float | int | None:
    """Read a plain number, perhaps with underscores between digits.

    Returns
    -------
    The number, or None when the text is none.

    Examples
    --------
    >>> read_number("100_000")
    100000
    """
    if _PLAIN.fullmatch(text) is None:
        return None
    whole = text.lstrip("+-").replace("_", "").isdigit()
    return int(text) if whole and len(text) <= _LONGEST_INTEGER else float(text)


def read_share(text: str) -> float | None:
    """Read a percentage or a number of percentage points as a fraction.

    Returns
    -------
    The fraction, or None when the text is no percentage.

    Examples
    --------
    >>> read_share("35%"), read_share("0.5pp")
    (0.35, 0.005)
    """
    found = _SHARE.fullmatch(text)
    if found is None:
        return None
    if _POINTS.search(text) is None or "e" in text.lower().partition("p")[0]:
        return float(found[1]) / 100
    return float(f"{found[1]}e-2")  # exactly, so that every difference can be written in points


def written_points(share: float) -> str:
    """Write a fraction in percentage points, so that `read_share` gives just this fraction.

    Examples
    --------
    >>> written_points(0.005), written_points(0.2), written_points(1e-6)
    ('0.5pp', '20pp', '0.0001pp')
    """
    return f"{(100 * Decimal(repr(share))).normalize():f}pp"


def read_days(text: str) -> float | None:
    """Read a duration in days; months and years are rounded to whole days.

    Returns
    -------
    Days, or None when the text is no duration.

    Examples
    --------
    >>> read_days("12 weeks"), read_days("1 year"), read_days("26w")
    (84.0, 365.0, 182.0)
    """
    found = _DURATION.fullmatch(text)
    if found is None:
        return None
    unit = found[3] or _SHORT[found[2]]
    days = float(found[1]) * DAYS_IN[unit]
    in_months = unit in {"month", "year"} and abs(days) < 1e9
    return float(round(days)) if in_months else days


def read_rate(text: str) -> tuple[float, str] | None:
    """Read a number per unit of time.

    Returns
    -------
    The number and its unit of time, or None when the text is no rate.

    Examples
    --------
    >>> read_rate("4 per week")
    (4.0, 'week')
    """
    found = _RATE.fullmatch(text)
    return (float(found[1]), found[2]) if found else None


def per_day(amount: float, per: str) -> float:
    """Convert a number per unit of time to one per day.

    Parameters
    ----------
    amount
        Times per unit.
    per
        `day`, `week`, `month` or `year`.
    """
    return amount / DAYS_IN[per]
