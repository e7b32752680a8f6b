"""Newcomers: how many places a market reserves for them, and on which day each one comes.

Those who come by themselves follow a Poisson process in a rate that differs by weekday and season;
those who are brought have a place for each customer who could bring them and each time.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.customers.calendar import Rhythm
from loyaltysim.randomness import Block, stride_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from loyaltysim.customers.calendar import Calendar
    from loyaltysim.randomness import Luck

NEVER = 10**6
"""Day of arrival of a place that nobody has taken."""
CHUNK = 256
"""Places that share a stream, so that a longer run changes nobody who came before."""
_DEVIATIONS, _SPARE = 7.0, 10


@dataclass(frozen=True)
class Talk:
    """What customers say of the firm, and how much it moves others."""

    per_act: float
    """Newcomers that a main act of somebody ordinarily satisfied brings."""
    most: int
    """How many newcomers a customer can bring by it at most."""
    warns: float
    """How strongly warnings of those who left keep newcomers away."""


@dataclass(frozen=True)
class Newcomers:
    """How customers come after the launch."""

    per_day: float = 0.0
    """Who come by themselves a day, per customer at the launch, on average over a year."""
    rhythm: Rhythm = field(default_factory=Rhythm)
    """How the days differ in it."""
    each: int = 0
    """How many newcomers a customer can bring at most, under any scheme."""
    talk: Talk | None = None
    """Word of mouth; None where nobody speaks of the firm."""


@dataclass(frozen=True)
class Rooms:
    """The rows of a market: customers at the launch, those who come by themselves, those who are brought.

    Row (launch + free) (1 + j) + i is for the newcomer number j (from 0) whom row i brings.
    """

    launch: int
    free: int
    each: int

    @property
    def hosts(self) -> int:
        """How many rows can bring newcomers: all but those who were brought themselves."""
        return self.launch + self.free

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return self.hosts * (1 + self.each)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The streams of all but those at the launch, in the order of rows."""
        return tuple(self._blocks())

    def _blocks(self) -> Iterator[Block]:
        yield from self._chunks("newcomers")
        for number in range(1, self.each + 1):
            yield Block(f"brought {number}", self.launch, stride_of(self.launch))
            yield from self._chunks(f"brought {number} by newcomers")

    def _chunks(self, name: str) -> Iterator[Block]:
        for number, first in enumerate(range(0, self.free, CHUNK)):
            yield Block(f"{name} {number}", min(CHUNK, self.free - first), CHUNK)


def expected_by(
    newcomers: Newcomers, calendar: Calendar, size: int, days: int
) -> NDArray[np.float64]:
    """Give how many are expected in a market up to the end of each day, shape (days,); 0 on day 0."""
    factors = [newcomers.rhythm.factor(calendar.date(day)) for day in range(1, days)]
    return np.cumsum([0.0, *(newcomers.per_day * size * factor for factor in factors)])


def rooms_of(newcomers: Newcomers | None, calendar: Calendar, size: int, days: int) -> Rooms:
    """Reserve the rows of a market: the mean number of newcomers, seven deviations and ten more.

    Parameters
    ----------
    size
        Customers of a market at the launch.
    days
        Days from the launch to the horizon.
    """
    if newcomers is None:
        return Rooms(size, 0, 0)
    expected = float(expected_by(newcomers, calendar, size, days)[-1])
    free = math.ceil(expected + _DEVIATIONS * math.sqrt(expected)) + _SPARE if expected else 0
    return Rooms(size, free, newcomers.each)


def arrival_days(
    newcomers: Newcomers, calendar: Calendar, rooms: Rooms, luck: Luck, days: int
) -> NDArray[np.int32]:
    """Give the day on which each row becomes a customer, shape (n,): 0 at the launch.

    Notes
    -----
    The k-th newcomer of a market comes on the first day by whose end more newcomers were expected than
    the sum of k exponential numbers of mean 1, -ln(1 - u): a Poisson process by change of time.
    """
    arrives = np.full((len(luck.markets), luck.size), NEVER, np.int32)
    arrives[:, : rooms.launch] = 0
    if rooms.free:
        free = slice(rooms.launch, rooms.hosts)
        uniform = luck.traits("arrival").reshape(arrives.shape)[:, free]
        waited = np.cumsum(-np.log1p(-uniform), axis=1)
        expected = expected_by(newcomers, calendar, rooms.launch, days)
        day = np.searchsorted(expected, waited, side="right")
        arrives[:, free] = np.where(day < days, day, NEVER)
    return arrives.reshape(-1)
