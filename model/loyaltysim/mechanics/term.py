"""When a mechanic is in force, and when its parameters change: the same for every mechanic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from pydantic import Field, ValidationError

from loyaltysim.mechanics.parameters import CUSTOM, Misfit, Misfits, Parameters
from loyaltysim.units import MOST_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from loyaltysim.hooks import AccountSpec, StateColumn

LASTING = ("act", "compulsory", "starts", "stops", "pauses", "changes")
"""Parameters that stay as they are for the whole term."""


class Pause(Parameters):
    """Days on which the mechanic rests."""

    first: int = Field(ge=0, le=MOST_DAYS, description="days from the launch to its first day")
    last: int = Field(ge=0, le=MOST_DAYS, description="days from the launch to its last day")

    def misfits(self) -> Misfits:
        """Find a pause that ends before it begins."""
        yield from super().misfits()
        if self.last < self.first:
            message = f"must be at least {self.first}, the first day, but is {self.last}"
            yield Misfit(message, at=("last",))


class Change(Parameters):
    """Other parameters from a day on."""

    day: int = Field(ge=0, le=MOST_DAYS, description="days from the launch to the change")
    to: dict[str, Any] = Field(min_length=1, description="parameters and their new values")


class Term(Parameters):
    """A term with pauses, and changes of parameters within it."""

    starts: int = Field(
        default=0, ge=0, le=MOST_DAYS, description="days from the launch to its first day"
    )
    stops: int | None = Field(
        default=None,
        ge=1,
        le=MOST_DAYS,
        description="days from the launch to the day it ends; what is unredeemed is lost then",
    )
    pauses: tuple[Pause, ...] = Field(default=(), description="spells of days on which it rests")
    changes: tuple[Change, ...] = Field(
        default=(), description="other parameters from a day on, in the order of days"
    )

    def misfits(self) -> Misfits:
        """Find a term that ends before it begins, and changes out of order or outside of it."""
        yield from super().misfits()
        if self.stops is not None and self.stops <= self.starts:
            message = f"must be above {self.starts}, the day it starts, but is {self.stops}"
            yield Misfit(message, at=("stops",))
        days = [change.day for change in self.changes]
        if days != sorted(set(days)):
            message = f"must be in the order of days, each day once, but are on {days}"
            yield Misfit(message, at=("changes",))
        last = MOST_DAYS + 1 if self.stops is None else self.stops
        if any(not self.starts < day < last for day in days):
            message = f"must be after the day it starts and before it stops, but are on {days}"
            yield Misfit(message, at=("changes",))

    def all_misfits(self) -> list[Misfit]:
        """List them, and those to which changes lead."""
        found = super().all_misfits()
        return [*found, *_changed(self, found)]

    def in_force(self, day: int) -> bool:
        """Tell whether a day of the run is one of the term, and not of a pause."""
        if day < self.starts or (self.stops is not None and day >= self.stops):
            return False
        return not any(pause.first <= day <= pause.last for pause in self.pauses)

    def comes_into_force(self, days: int) -> bool:
        """Tell whether it is in force on any day of a run of so many days."""
        return any(self.in_force(day) for day in range(days))

    def has_ended(self, day: int) -> bool:
        """Tell whether a day of the run is after its term."""
        return self.stops is not None and day >= self.stops

    def rules_on(self, day: int) -> Self:
        """Give the parameters that hold on a day."""
        due = [change.to for change in self.changes if change.day <= day]
        if not due:
            return self
        rules = self.model_dump(by_alias=True, exclude={"changes"})
        for change in due:
            rules |= change
        return type(self).model_validate(rules)

    def rules_throughout(self) -> tuple[Self, ...]:
        """Give the parameters of the first day, and those after each change."""
        return (self, *(self.rules_on(change.day) for change in self.changes))

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare the columns that the instance needs."""
        return ()

    def account(self) -> AccountSpec | None:
        """Declare the account that the instance books on."""
        return None

    def place(self) -> int:
        """Give its place among those who help with a problem: who has a lower one is tried first."""
        return 0

    def brings(self) -> int:
        """Declare how many newcomers one customer can bring at most."""
        return 0


def _changed(term: Term, known: Iterable[Misfit]) -> Misfits:
    """Find what the changes of a term make of it, what does not fit for long on its first day only.

    Parameters
    ----------
    known
        What does not fit on the first day.
    """
    before, told = term, set(known)
    for change in term.changes:
        try:
            after = term.rules_on(change.day)
        except ValidationError as error:
            found = [one for one in _told_by(error) if one not in told]
            told.update(found)
        else:
            found, before = list(_lasting(before, after, change.to)), after
        for one in found:
            yield Misfit(f"on day {change.day}: {one.told}", at=("changes",))


def _lasting(before: Term, after: Term, to: Iterable[str]) -> Misfits:
    """Find a change of what stays as it is for the whole term."""
    fixed = sorted(set(to) & set(LASTING))
    if fixed or not _alike(before, after):
        yield Misfit(f"{', '.join(fixed or sorted(to))} cannot change during the term")


def _told_by(error: ValidationError) -> Misfits:
    """Give all that an error tells."""
    for one in error.errors(include_url=False):
        where = tuple(map(str, one["loc"]))
        if one["type"] == CUSTOM:
            for misfit in one["ctx"]["found"]:
                yield misfit._replace(at=(*where, *misfit.at))
        else:
            yield Misfit(one["msg"].removeprefix("Value error, "), at=where)


def _alike(before: Term, after: Term) -> bool:
    """Tell whether the same columns and the same kind of account can go on."""
    accounts = [
        spec and (spec.unit, spec.lot_days, spec.known, spec.takes)
        for spec in (before.account(), after.account())
    ]
    alike = before.columns() == after.columns() and before.brings() == after.brings()
    return alike and accounts[0] == accounts[1] and before.place() == after.place()
