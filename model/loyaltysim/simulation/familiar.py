"""How familiar instances are to customers; those that everybody has met alike so far are kept as one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.behaviour.symbols import newness, worn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.table import Real
    from loyaltysim.hooks import Amount, Rows
    from loyaltysim.simulation.instances import Running

FORGETTING_PER_DAY = 1.0
LONG_AGO = -(10**6)


@dataclass(frozen=True, slots=True)
class Familiar:
    """How often, and when they last, met something of an instance that becomes familiar; arrays have shape (n,)."""

    exposure: Real
    seen: NDArray[np.int32]

    @classmethod
    def new(cls, customers: int, dtype: type) -> Familiar:
        """Begin with what nobody has met."""
        return cls(np.zeros(customers, dtype), np.full(customers, LONG_AGO, np.int32))

    def copy(self) -> Familiar:
        """Give the same, to go its own way from now on."""
        return Familiar(self.exposure.copy(), self.seen.copy())

    def note(self, met: Met, day: int) -> None:
        """Count that customers met it today, once a day."""
        self.exposure[met.rows] = met.rested + FORGETTING_PER_DAY
        self.seen[met.rows] = day


@dataclass(frozen=True)
class Met:
    """Customers who met something that becomes familiar; arrays have shape (rows,)."""

    rows: Rows
    rested: Real
    """How often each of them had met it, less what absence made them forget."""
    constants: Constants

    @cached_property
    def new(self) -> Amount:
        """How new it still is to them."""
        return newness(self.rested, self.constants)

    @cached_property
    def left(self) -> Amount:
        """What is left of its pull."""
        return worn(self.new, self.constants)


def meet(familiar: Familiar, rows: Rows, day: int, constants: Constants) -> Met:
    """Give how well customers know what they meet today.

    Notes
    -----
    N exp(-days away / tau_r). Assumption.
    """
    away: Real = (day - 1 - familiar.seen.take(rows)).astype(familiar.exposure.dtype)
    away *= -1.0 / constants.novelty_rest
    rested = np.exp(away, out=away)
    rested *= familiar.exposure.take(rows)
    return Met(rows, rested, constants)


def note_exposures(
    instances: Iterable[Running], met: Iterable[tuple[Running, Met]], day: int
) -> None:
    """Count who met what today, and part those that were not met alike.

    Parameters
    ----------
    instances
        All of the run, in any order.
    met
        What was met of each, act by act; variants of an instance are the same to customers.
    """
    of: dict[str, list[Met]] = {}
    for running, one in met:
        of.setdefault(running.key, []).append(one)
    alike: dict[tuple[int, ...], tuple[Familiar, Sequence[Met]]] = {}
    kept: set[int] = set()
    for running in instances:
        shared, own = running.familiar, of.get(running.key, [])
        how = id(shared), *(id(one.rows) for one in own)
        if how not in alike:
            alike[how] = (shared.copy() if id(shared) in kept else shared), own
            kept.add(id(shared))
        running.familiar = alike[how][0]
    for familiar, today in alike.values():
        for one in today:
            familiar.note(one, day)
