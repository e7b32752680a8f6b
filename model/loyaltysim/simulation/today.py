"""The scratch pad of one day under one scheme: what each step leaves to the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from loyaltysim.hooks import Acts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from loyaltysim.customers.table import Real
    from loyaltysim.hooks import Amount, Messages, Moment, Rows, Touch
    from loyaltysim.simulation.arriving import Brought
    from loyaltysim.simulation.familiar import Met
    from loyaltysim.simulation.instances import Running
    from loyaltysim.simulation.steps.persuading import Carried

NO_ROWS: Rows = np.empty(0, np.intp)


def union(parts: Sequence[Rows]) -> Rows:
    """Give all rows of some parts, ascending and each once."""
    if len(parts) == 1:
        return parts[0]
    rows = np.concatenate([NO_ROWS, *parts])
    rows.sort(kind="stable")  # merges parts that ascend, where `np.unique` would hash them
    first = np.ones(rows.size, np.bool_)
    np.not_equal(rows[1:], rows[:-1], out=first[1:])
    return rows.compress(first)


@dataclass(slots=True)
class Received:
    """A message, whose it was and who noticed it."""

    instance: Running
    message: Messages
    noticed: Rows
    told: NDArray[np.int8] | None = None
    """What the instance chose to carry for each of those; None where it never carries any principle."""
    carried: Carried | None = None
    """Which principle each of those who noticed it met in it; None likewise."""

    def among(self, mask: NDArray[np.bool_]) -> Received:
        """Leave out those of whom a mask says no, shape (n,)."""
        keep = mask.take(self.noticed)
        told = None if self.told is None else self.told[keep]
        return Received(self.instance, self.message, self.noticed[keep], told, self.carried)


@dataclass(slots=True)
class Got:
    """What an instance let customers earn or granted for today's acts of one kind, in currency."""

    instance: Running
    parts: tuple[tuple[Rows, Amount], ...]
    """Who got something, with how much; those of one part may be in another."""


@dataclass(slots=True)
class ActToday:
    """One act today. Arrays beside `rows` have shape (rows,)."""

    rows: Rows = field(default_factory=lambda: NO_ROWS)
    """Prompted customers."""
    occasion: NDArray[np.bool_] | None = None
    """Whether an occasion prompted them; None when it did for all."""
    spark: Amount = 0.0
    facilitator: Amount = 0.0
    persuasion: Amount = 0.0
    """What principles of persuasion add to motivation, or take from it."""
    motivation: Real = field(default_factory=lambda: np.empty(0))
    ln_motivation: Real = field(default_factory=lambda: np.empty(0))
    ln_ability: Real = field(default_factory=lambda: np.empty(0))
    scarcest: NDArray[np.int8] | None = None
    """Factor that sets the difficulty, where mechanics changed demands."""
    needed: Real = field(default_factory=lambda: np.empty(0))
    """Log-odds that the day's draw asks for."""
    acted: NDArray[np.bool_] = field(default_factory=lambda: np.empty(0, np.bool_))
    turned_away: Rows = field(default_factory=lambda: NO_ROWS)
    """Who set about the act and was not let in."""
    actors: Rows = field(default_factory=lambda: NO_ROWS)
    spend: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    got: list[Got] = field(default_factory=list)
    """What instances let customers have for it, in the order of names."""
    repetition: int = 1
    """Which of today's acts it is for them, 1 for the first."""
    again: list[ActToday] = field(default_factory=list)
    """Of the first act of the day its repetitions, each by those who did the one before."""

    @property
    def rounds(self) -> tuple[ActToday, ...]:
        """The first act of the day and its repetitions."""
        return (self, *self.again)

    def times(self, rows: Rows) -> NDArray[np.intp] | int:
        """Tell how often each of those who did it did it today, shape (rows,), or 1 for all."""
        return sum((np.isin(rows, one.actors).astype(np.intp) for one in self.again), start=1)

    def done(self, number: int, running: Running) -> Acts:
        """Give the acts that were done by those for whom an instance is in force."""
        among = running.among(self.actors)
        if among is None:
            return Acts(number, self.actors, self.spend, self.repetition)
        return Acts(number, self.actors[among], self.spend[among], self.repetition)


Numbered: TypeAlias = tuple[int, ActToday]
"""A number of an act, and the act today or one of its repetitions."""


@dataclass(frozen=True, slots=True)
class Touched:
    """A meeting with the firm as customers felt it. Arrays have shape (rows,) of its touch."""

    instance: Running
    touch: Touch
    ease: Real
    """How easy it was, 0 to 1."""
    warmth: Amount
    """How personal it was felt."""
    late: Amount
    """Days by which it came after what it is for."""
    carried: Carried | None = None
    """Which principle each of them met in it; None where it never carries any."""


@dataclass(slots=True)
class Troubled:
    """What went wrong today. Arrays have shape (rows,)."""

    rows: Rows = field(default_factory=lambda: NO_ROWS)
    severity: Real = field(default_factory=lambda: np.empty(0))
    incidents: Rows = field(default_factory=lambda: NO_ROWS)
    """Whose acts went wrong, once for each act; shape (incidents,)."""


@dataclass(slots=True)
class Today:
    """Everything about the day."""

    acts: list[ActToday]
    received: list[Received] = field(default_factory=list)
    met: list[tuple[Running, Met]] = field(default_factory=list)
    """Who met something of an instance that becomes familiar, act by act."""
    moments: list[tuple[Running, Moment]] = field(default_factory=list)
    did_act: dict[int, NDArray[np.bool_]] = field(default_factory=dict)
    came: Rows = field(default_factory=lambda: NO_ROWS)
    """Newcomers of today."""
    brought: list[Brought] = field(default_factory=list)
    """Those of them whom customers brought."""
    deterred: Rows = field(default_factory=lambda: NO_ROWS)
    """Those who would have come today, had nobody warned them."""
    elsewhere: Rows = field(default_factory=lambda: NO_ROWS)
    """Who was prompted and chose a rival."""
    left: Rows = field(default_factory=lambda: NO_ROWS)
    causes: NDArray[np.intp] = field(default_factory=lambda: NO_ROWS)
    """Why they left, numbers of `why_left.CAUSES`."""
    followed: Rows = field(default_factory=lambda: NO_ROWS)
    """Of those who left, who would have stayed had no friend left."""
    opted_out: Rows = field(default_factory=lambda: NO_ROWS)
    touched: list[Touched] = field(default_factory=list)
    """Meetings with a firm, in the order in which they happened."""
    troubled: Troubled = field(default_factory=Troubled)
    unhelped: Rows = field(default_factory=lambda: NO_ROWS)
    """Whose problems were given up."""
    fees: Rows = field(default_factory=lambda: NO_ROWS)
    known: dict[int, Rows] = field(default_factory=dict)
    """Arrays of rows that were found to be in order today, by identity."""

    def know(self, rows: Rows) -> None:
        """Remember that rows are in order: the same array is often named again."""
        self.known[id(rows)] = rows

    def did(self, number: int, rows: Rows, customers: int) -> NDArray[np.bool_]:
        """Tell which rows did an act today, shape (rows,)."""
        if number not in self.did_act:
            mask = np.zeros(customers, np.bool_)
            mask[self.acts[number].actors] = True
            self.did_act[number] = mask
        did: NDArray[np.bool_] = self.did_act[number][rows]
        return did
