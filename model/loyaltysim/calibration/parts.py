"""Customers in parts, each with parameters and a beginning of its own, and what is expected of all of them.

One customer can belong to several parts by chance: somebody who first buys in the third week of a log may be new, or
have been a customer before the log begins (`stock.py`).
"""

# ruff: noqa: N806 -- x, t_x and T are what the literature calls them

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from loyaltysim.calibration.law import Law, Record

    Float64 = NDArray[np.float64]


@dataclass(frozen=True)
class Part:
    """Customers of a common law, and since when each was seen.

    Parameters
    ----------
    name
        Of the segment, or what these customers are.
    rows
        Numbers of the customers, shape (k,).
    law
        Of their distribution when they began to be seen.
    log_covariance
        Of the logs of its parameters; infinite where the record says nothing.
    record
        x, t_x and T of each of them, each of shape (k,).
    weight
        Chance that each belongs here, shape (k,); the parts of a customer add up to 1.
    seen
        Time from the beginning to the first purchase, shape (k,); 0 where that is the beginning.
    tells_leaving
        Whether the record tells how they leave.
    """

    name: str
    rows: NDArray[np.intp]
    law: Law
    log_covariance: Float64
    record: Record
    weight: Float64
    seen: Float64
    tells_leaving: bool = True

    @property
    def alive(self) -> Float64:
        """Chance that each one belongs here and is still a customer, shape (k,)."""
        return self.weight * self.law.alive(self.record)

    def thinned(self, most: int) -> Part:
        """Keep evenly spaced customers where there are more than enough, each with more weight."""
        if self.weight.size <= most:
            return self
        kept = np.linspace(0, self.weight.size - 1, most).astype(np.intp)
        x, t_x, T = self.record
        return replace(
            self,
            rows=self.rows[kept],
            record=(x[kept], t_x[kept], T[kept]),
            seen=self.seen[kept],
            weight=self.weight[kept] * (self.weight.sum() / self.weight[kept].sum()),
        )

    def different(self) -> Part:
        """Put customers with the same record into one row, with the sum of their weights."""
        there = self.weight > 0.0
        records = np.column_stack([*self.record, self.seen])[there]
        different, first, row = np.unique(records, axis=0, return_index=True, return_inverse=True)
        weight = np.bincount(row, self.weight[there], minlength=len(different)).astype(np.float64)
        x, t_x, T, seen = different.T
        rows = self.rows[there][first]
        return replace(self, rows=rows, record=(x, t_x, T), weight=weight, seen=seen)


class Ahead:
    """What is expected of n customers in the time ahead."""

    def __init__(self, parts: Sequence[Part], n: int) -> None:
        self._parts = [(part, part.alive * part.law.rate(part.record)) for part in parts]
        self._n = n

    def purchases(self, t: float) -> Float64:
        """Give the purchases expected of each customer by the time t ahead, shape (n,)."""
        expected = np.zeros(self._n)
        for part, rate in self._parts:
            expected[part.rows] += rate * part.law.stay(part.record, t)
        return expected

    def active(self, t: float) -> Float64:
        """Give the chance that each customer buys at all in the time t ahead, shape (n,)."""
        chance = np.zeros(self._n)
        for part, _ in self._parts:
            chance[part.rows] += part.weight * part.law.active(part.record, t)
        return chance
