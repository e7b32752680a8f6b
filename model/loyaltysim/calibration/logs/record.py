"""A purchase record: what is known of each customer, and what became of the file it came from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.errors import InputError, Problem

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Float64 = NDArray[np.float64]

FEWEST_CUSTOMERS = 30
FEWEST_REPEATERS = 10


@dataclass(frozen=True)
class Source:
    """What was read and what was dropped, counted and in words."""

    file: str
    rows: int
    counts: dict[str, int]
    notes: tuple[str, ...] = ()
    content: str = ""
    """Hash of the file as it was read."""

    def __str__(self) -> str:
        return "; ".join([f"{self.file}: {self.rows:,} rows", *self.counted, *self.notes])

    @property
    def counted(self) -> tuple[str, ...]:
        """What was counted, in words; of one there is no plural."""
        return tuple(
            f"{count:,} {_of(count, what)}" for what, count in self.counts.items() if count
        )


def _of(count: int, what: str) -> str:
    return re.sub(r"\b(row|customer|day)s\b", r"\1", what, count=1) if count == 1 else what


@dataclass(frozen=True)
class Record:
    """Recency, frequency and money of customers, one row each.

    Parameters
    ----------
    customer
        Identifier as the file has it, shape (n,).
    x
        Repeat purchase days, shape (n,).
    t_x
        Days from the first to the last purchase, shape (n,).
    T
        Days from the first purchase to the end of the record, shape (n,).
    mean_spend
        Currency per purchase day, NaN where it is not known, shape (n,).
    source
        What the record was made from.
    """

    customer: NDArray[np.object_]
    x: Float64
    t_x: Float64
    T: Float64
    mean_spend: Float64
    source: Source

    @property
    def n(self) -> int:
        """Customers in the record."""
        return int(self.x.size)

    def require_enough(self) -> Record:
        """Give the record itself if it can carry a fit.

        Raises
        ------
        InputError
            When too few customers, or too few who came back, are in it.
        """
        repeaters = int(np.count_nonzero(self.x))
        if self.n < FEWEST_CUSTOMERS:
            message = f"has {_number(self.n, 'customer')}"
            hint = f"a fit needs at least {FEWEST_CUSTOMERS}"
        elif repeaters < FEWEST_REPEATERS:
            message = f"has {_number(repeaters, 'customer')} who bought on more than one day"
            hint = f"a fit needs at least {FEWEST_REPEATERS}"
        else:
            return self
        raise InputError(Problem(message, hint=hint, file=self.source.file))


def _number(count: int, noun: str) -> str:
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}"
