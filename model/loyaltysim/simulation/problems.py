"""Problems that customers have after something went wrong: how old they are, and who is to help with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.hooks import Cases
from loyaltysim.simulation.today import NO_ROWS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.customers.table import Real
    from loyaltysim.hooks import Rows

NONE = -1
NOTHING = -1.0


@dataclass(slots=True)
class Problems:
    """At most one open problem a customer; what goes wrong meanwhile adds to it. Arrays have shape (n,)."""

    since: NDArray[np.int32]
    """Day on which it began; below 0 for none."""
    place: NDArray[np.int32]
    """How many of those who help, in their order, are done with it."""
    waits: NDArray[np.bool_]
    """Whether the customer has turned to the next one, and waits there."""
    again: NDArray[np.int32]
    """First day on which the customer can turn to the next one."""
    handed: NDArray[np.int32]
    """How many have tried to help."""
    act: NDArray[np.int32]
    """The act that went wrong."""
    worst: Real
    """How bad it is what went wrong today, below 0 where nothing did."""
    wrong: list[Rows]
    """Whose acts went wrong today."""
    open: Rows
    """Who had a problem, and was there, when the step began."""

    @classmethod
    def none(cls, customers: int, dtype: type) -> Problems:
        """Begin without any."""
        return cls(
            since=np.full(customers, NONE, np.int32),
            place=np.zeros(customers, np.int32),
            waits=np.zeros(customers, np.bool_),
            again=np.zeros(customers, np.int32),
            handed=np.zeros(customers, np.int32),
            act=np.zeros(customers, np.int32),
            worst=np.full(customers, NOTHING, dtype),
            wrong=[],
            open=NO_ROWS,
        )

    def note(self, act: int, rows: Rows, severity: float) -> None:
        """Note whose acts of a kind went wrong, and how badly."""
        self.wrong.append(rows)
        worse = rows[self.worst[rows] < severity]
        self.act[worse[self.since[worse] == NONE]] = act
        self.worst[worse] = severity

    def begin_day(self, day: int, present: NDArray[np.bool_]) -> tuple[Rows, Real, Rows]:
        """Open the problems of today, and look who has one.

        Returns
        -------
        To whom something happened, how bad it was, and whose acts went wrong, as often as they did.
        """
        found = self._arise(day)
        self.open = np.flatnonzero((self.since != NONE) & present)
        return found

    def _arise(self, day: int) -> tuple[Rows, Real, Rows]:
        if not self.wrong:
            return NO_ROWS, self.worst[:0], NO_ROWS
        every = np.concatenate(self.wrong)
        self.wrong.clear()
        rows = np.unique(every)
        worst = self.worst[rows]
        self.worst[rows] = NOTHING
        new = rows[self.since[rows] == NONE]
        self.since[new], self.again[new] = day, day
        self.place[new], self.handed[new] = 0, 0
        return rows, worst, every

    def at(self, place: int, day: int) -> tuple[Rows, Rows]:
        """Give those who look for help at a place in the order today, and those who wait there."""
        here = self.open[(self.place[self.open] == place) & (self.since[self.open] != NONE)]
        waits = self.waits[here]
        return here[~waits & (self.again[here] <= day)], here[waits]

    def cases(self, rows: Rows, day: int, waiting: Rows) -> Cases:
        """Give the problems of some customers as those who help see them."""
        return Cases(rows, day - self.since[rows], self.handed[rows], self.act[rows], waiting)

    def pass_on(self, rows: Rows) -> None:
        """Let customers go on to the next place at once."""
        self.place[rows] += 1
        self.waits[rows] = False

    def hand_on(self, rows: Rows, day: int) -> None:
        """Let customers who were not helped go on to the next place, tomorrow."""
        self.pass_on(rows)
        self.handed[rows] += 1
        self.again[rows] = day + 1

    def close(self, rows: Rows) -> None:
        """Close problems that are solved, or given up."""
        self.since[rows], self.waits[rows] = NONE, False
