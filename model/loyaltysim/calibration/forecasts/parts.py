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
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from loyaltysim.calibration.forecasts.known import Record
    from loyaltysim.calibration.forecasts.law import Law

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
    speed
        How fast each one's time goes ahead, shape (k,); as fast as it is where it is left out.
    """

    name: str
    rows: NDArray[np.intp]
    law: Law
    log_covariance: Float64
    record: Record
    weight: Float64
    seen: Float64
    tells_leaving: bool = True
    speed: Float64 | None = None

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
            speed=None if self.speed is None else self.speed[kept],
        )

    def different(self) -> Part:
        """Put customers with the same record into one row, with the sum of their weights."""
        there = self.weight > 0.0
        speed = np.ones(self.weight.size) if self.speed is None else self.speed
        records = np.column_stack([*self.record, self.seen, speed])[there]
        different, first, row = np.unique(records, axis=0, return_index=True, return_inverse=True)
        weight = np.bincount(row, self.weight[there], minlength=len(different)).astype(np.float64)
        x, t_x, T, seen, speed = different.T
        speeds = None if self.speed is None else speed
        rows = self.rows[there][first]
        return replace(self, rows=rows, record=(x, t_x, T), weight=weight, seen=seen, speed=speeds)

    def as_fast(self) -> Iterator[tuple[Part, float]]:
        """Part the customers by how fast their time goes."""
        if self.speed is None:
            yield self, 1.0
            return
        for speed in np.unique(self.speed).tolist():
            own = self.speed == speed
            x, t_x, T = self.record
            yield (
                replace(
                    self,
                    rows=self.rows[own],
                    record=(x[own], t_x[own], T[own]),
                    weight=self.weight[own],
                    seen=self.seen[own],
                    speed=None,
                ),
                speed,
            )


class Ahead:
    """What is expected of n customers in the time ahead."""

    def __init__(self, parts: Sequence[Part], n: int) -> None:
        self._parts = [
            (one, speed, one.alive * one.law.rate(one.record))
            for part in parts
            for one, speed in part.as_fast()
        ]
        self._n = n

    def purchases(self, t: float) -> Float64:
        """Give the purchases expected of each customer by the time t ahead, shape (n,)."""
        expected = np.zeros(self._n)
        for part, speed, rate in self._parts:
            expected[part.rows] += rate * part.law.stay(part.record, t * speed)
        return expected

    def active(self, t: float) -> Float64:
        """Give the chance that each customer buys at all in the time t ahead, shape (n,)."""
        chance = np.zeros(self._n)
        for part, speed, _ in self._parts:
            chance[part.rows] += part.weight * part.law.active(part.record, t * speed)
        return chance
