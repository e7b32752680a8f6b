"""When a mechanic is in force, and when its parameters change: the same for every mechanic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from pydantic import Field, ValidationError, model_validator

from loyaltysim.mechanics.parameters import Parameters
from loyaltysim.units import MOST_DAYS

if TYPE_CHECKING:
    from loyaltysim.hooks import AccountSpec, StateColumn

LASTING = ("act", "compulsory", "starts", "stops", "pauses", "changes")
"""Parameters that stay as they are for the whole term."""


class Pause(Parameters):
    """Days on which the mechanic rests."""

    first: int = Field(ge=0, le=MOST_DAYS, description="days from the launch to its first day")
    last: int = Field(ge=0, le=MOST_DAYS, description="days from the launch to its last day")

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if self.last < self.first:
            msg = f"last: must be at least {self.first}, the first day, but is {self.last}"
            raise ValueError(msg)
        return self


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

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.stops is not None and self.stops <= self.starts:
            msg = f"stops: must be above {self.starts}, the day it starts, but is {self.stops}"
            raise ValueError(msg)
        days = [change.day for change in self.changes]
        if days != sorted(set(days)):
            msg = f"changes: must be in the order of days, each day once, but are on {days}"
            raise ValueError(msg)
        last = MOST_DAYS + 1 if self.stops is None else self.stops
        if any(not self.starts < day < last for day in days):
            msg = f"changes: must be after the day it starts and before it stops, but are on {days}"
            raise ValueError(msg)
        for change in self.changes:
            self._check(change)
        return self

    def _check(self, change: Change) -> None:
        try:
            changed = self.rules_on(change.day)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            where = ".".join(map(str, first["loc"]))
            told = first["msg"].removeprefix("Value error, ")
            msg = f"changes: on day {change.day}: {f'{where}: ' if where else ''}{told}"
            raise ValueError(msg) from None
        fixed = sorted(set(change.to) & set(LASTING))
        if fixed or not _alike(self, changed):
            what = ", ".join(fixed or sorted(change.to))
            msg = f"changes: on day {change.day}: {what} cannot change during the term"
            raise ValueError(msg)

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


def _alike(before: Term, after: Term) -> bool:
    """Tell whether the same columns and the same kind of account can go on."""
    accounts = [
        spec and (spec.unit, spec.lot_days, spec.known, spec.takes)
        for spec in (before.account(), after.account())
    ]
    alike = before.columns() == after.columns() and before.brings() == after.brings()
    return alike and accounts[0] == accounts[1] and before.place() == after.place()
