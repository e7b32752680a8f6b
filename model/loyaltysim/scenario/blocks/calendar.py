"""Weekdays and seasons: when needs come up more often, and when less."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, model_validator

from loyaltysim.customers.calendar import A_MONDAY, MONTHS, WEEKDAYS, Calendar, Rhythm
from loyaltysim.scenario.blocks.block import Block, quantity, refuse
from loyaltysim.scenario.text.nodes import shorten

FIRST_YEAR, LAST_YEAR = 1900, 2200
_FULL_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HINT = "a weekday such as monday, or a date such as 2027-03-01"


def _relative(name: str) -> Any:  # noqa: ANN401 -- a field stands for its default
    return quantity(f"in {name}" if name in MONTHS else f"on {name}", "times an ordinary one",
                    default=1.0, ge=0, le=100)  # fmt: skip


class _Pattern(Block):
    """Numbers that say how days compare with each other; at least one is above 0."""

    @model_validator(mode="after")
    def _some(self) -> Self:
        if not any(self.relative()):
            refuse("must not be 0 on all days", "leave out the days that are ordinary ones")
        return self

    def relative(self) -> tuple[float, ...]:
        """Give the numbers in their order."""
        return tuple(getattr(self, name) for name in type(self).model_fields)


class Weekdays(_Pattern):
    """How weekdays compare; those left out are ordinary (1)."""

    mon: float = _relative("mon")
    tue: float = _relative("tue")
    wed: float = _relative("wed")
    thu: float = _relative("thu")
    fri: float = _relative("fri")
    sat: float = _relative("sat")
    sun: float = _relative("sun")


class Seasons(_Pattern):
    """How months compare; those left out are ordinary (1)."""

    jan: float = _relative("jan")
    feb: float = _relative("feb")
    mar: float = _relative("mar")
    apr: float = _relative("apr")
    may: float = _relative("may")
    jun: float = _relative("jun")
    jul: float = _relative("jul")
    aug: float = _relative("aug")
    sep: float = _relative("sep")
    oct: float = _relative("oct")
    nov: float = _relative("nov")
    dec: float = _relative("dec")


def rhythm_of(weekdays: Weekdays | None, seasons: Seasons | None) -> Rhythm:
    """Give both patterns in numbers."""
    ordinary = Rhythm()
    return Rhythm(
        weekdays.relative() if weekdays else ordinary.weekdays,
        seasons.relative() if seasons else ordinary.months,
    )


def _is_day(text: str) -> str:
    if _weekday(text) is None and _date(text) is None:
        refuse(f"must be a weekday or a date, but is {shorten(text)}", _HINT)
    return text


def _weekday(text: str) -> int | None:
    name = text.strip().lower()
    known = name in WEEKDAYS or name in _FULL_NAMES
    return WEEKDAYS.index(name[:3]) if known else None


def _date(text: str) -> date | None:
    found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text.strip(), re.ASCII)
    if not found:
        return None
    try:
        day = date(*map(int, found.groups()))
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def is_date(value: object) -> bool:
    """Tell whether a scenario's day of the launch is a date."""
    return isinstance(value, str) and _date(value) is not None


class CalendarSpec(Block):
    """Which day the launch is, and how days compare in needs."""

    starts_on: Annotated[str, AfterValidator(_is_day)] = Field(
        default="monday",
        description="the day of the launch: a weekday, or a date such as 2027-03-01 (needed for seasons)",
    )
    weekdays: Weekdays | None = Field(
        default=None,
        description="how often needs come up on a weekday, compared with an ordinary one: `{sat: 1.5, sun: 0}`",
    )
    seasons: Seasons | None = Field(
        default=None,
        description="how often needs come up in a month, compared with an ordinary one: `{dec: 1.4}`",
    )

    @model_validator(mode="after")
    def _dated(self) -> Self:
        if self.seasons is not None and _date(self.starts_on) is None:
            hint = "write the date of the launch, such as 2027-03-01"
            refuse(f"seasons need a date, but it is {self.starts_on}", hint, "starts_on")
        return self

    def launch(self) -> date:
        """Give the date of the launch, one of the right weekday where only that is known."""
        weekday = _weekday(self.starts_on)
        known = _date(self.starts_on)
        return known or A_MONDAY.replace(day=1 + (weekday or 0))

    def calendar(self) -> Calendar:
        """Give the calendar in numbers."""
        return Calendar(self.launch(), rhythm_of(self.weekdays, self.seasons))
