"""Customers in parts, each with parameters and a beginning of its own, and what is expected of all of them.

One customer can belong to several parts by chance: somebody who first buys in the third week of a log may be new, or
have been a customer before the log begins (`stock.py`).
"""

# ruff: noqa: N806 -- x, t_x and T are what the literature calls them

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.calibration.pareto_nbd import ParetoNBD, expected_stay
from loyaltysim.customers.posterior import p_alive

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Float64 = NDArray[np.float64]
    Record = tuple[Float64, Float64, Float64]

_QUANTILES = (np.arange(24) + 0.5) / 24


@dataclass(frozen=True)
class Part:
    """Customers with common parameters, and since when each was seen.

    Parameters
    ----------
    name
        Of the segment, or what these customers are.
    rows
        Numbers of the customers, shape (k,).
    parameters
        Of their distribution when they began to be seen.
    log_covariance
        Of the logs of the parameters, shape (4, 4); infinite where the record says nothing.
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
    parameters: ParetoNBD
    log_covariance: Float64
    record: Record
    weight: Float64
    seen: Float64
    tells_leaving: bool = True

    @property
    def alive(self) -> Float64:
        """Chance that each one belongs here and is still a customer, shape (k,)."""
        chance: Float64 = self.weight * p_alive(self.parameters, *self.record)
        return chance

    @property
    def rate(self) -> Float64:
        """Acts a day expected of each one who is still there, shape (k,)."""
        x, _, T = self.record
        return (self.parameters.r + x) / (self.parameters.alpha + T)

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
        self._parts = [(part, part.alive * part.rate) for part in parts]
        self._n = n

    def purchases(self, t: float) -> Float64:
        """Give the purchases expected of each customer by the time t ahead, shape (n,)."""
        expected = np.zeros(self._n)
        for part, rate in self._parts:
            stay = expected_stay(part.parameters.s, part.parameters.beta + part.record[2], t)
            expected[part.rows] += rate * stay
        return expected

    def active(self, t: float) -> Float64:
        """Give the chance that each customer buys at all in the time t ahead, shape (n,)."""
        chance = np.zeros(self._n)
        for part, _ in self._parts:
            chance[part.rows] += part.weight * chance_active(part.parameters, part.record, t)
        return chance


def chance_active(parameters: ParetoNBD, record: Record, ahead: float) -> Float64:
    """Give the chance of at least one act in the time ahead, shape (n,).

    1 less the chance of none, over 24 quantiles of how long a customer who is there stays on.
    """
    r, alpha, s, beta = parameters
    x, t_x, T = record
    none = np.zeros_like(x)
    for quantile in _QUANTILES:
        longest = np.expm1(min(-np.log1p(-quantile) / s, 500.0))
        stays = np.minimum((beta + T) * longest, ahead)
        none += np.exp(-(r + x) * np.log1p(stays / (alpha + T))) / len(_QUANTILES)
    return p_alive(parameters, x, t_x, T) * (1.0 - none)
