"""What principles of persuasion do to those who notice messages that carry them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.behaviour.persuasion import (
    agreeing,
    most_moving,
    persuaded,
    rested,
    strongest,
)
from loyaltysim.customers.columns import PRINCIPLES
from loyaltysim.hooks import BEST, NEUTRAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from loyaltysim.customers.table import Real
    from loyaltysim.hooks import Amount, Rows
    from loyaltysim.simulation.instances import Running
    from loyaltysim.simulation.state import Run
    from loyaltysim.simulation.today import Received


def carried(run: Run, running: Running, rows: Rows, told: NDArray[np.int8]) -> Carried:
    """Give the principle that each of those who noticed a message, or were met, met in it.

    Parameters
    ----------
    rows, told
        Who they are, and what the instance chose to carry for each.
    """
    unknown = np.flatnonzero(told == BEST)
    if not unknown.size:
        return Carried(run, running, rows, told)
    principle = told.copy()
    principle[unknown] = _best(run, running, rows[unknown])
    return Carried(run, running, rows, principle)


def _best(run: Run, running: Running, rows: Rows) -> NDArray[np.int8]:
    """Find what moves each customer most just now, or nothing if all repel."""
    return most_moving(
        [
            Carried(run, running, rows, np.full(rows.size, number, np.int8)).pull
            for number in range(len(PRINCIPLES))
        ]
    )


class Carried:
    """A principle of a firm for each of some customers, and what it does to them, found once for all who ask.

    Parameters
    ----------
    whom, principle
        Customers, and which principle each of them meets or `NEUTRAL`, of shape (whom,).
    """

    def __init__(self, run: Run, running: Running, whom: Rows, principle: NDArray[np.int8]) -> None:
        self._run, self.bond = run, running.firm.bond
        self.whom, self.principle = whom, principle
        self.places: Rows = np.flatnonzero(principle > NEUTRAL)
        """Those of them who meet any, by their place."""
        self.rows: Rows = whom.take(self.places)
        """Those of them who meet any; all that follows has their shape."""

    @cached_property
    def cells(self) -> Rows:
        """Their places in columns by principle and customer, laid out as one."""
        cells: Rows = self.principle.take(self.places).astype(np.intp)
        cells *= self._run.customers.n
        cells += self.rows
        return cells

    @cached_property
    def rested(self) -> Real:
        """How well they know it by now."""
        run = self._run
        away: Real = (run.day - 1 - self.bond.heard_on.take(self.cells)).astype(run.dtype)
        return rested(self.bond.heard.take(self.cells), away, run.constants)

    @cached_property
    def susceptibility(self) -> Real:
        """How susceptible they are to it."""
        found: Real = self._run.customers.traits.susceptibility.take(self.cells)
        return found

    @cached_property
    def pull(self) -> Real:
        """What it adds to their motivation."""
        return persuaded(self.susceptibility, self.rested, self._run.constants)

    def spread(self, column: Real) -> Real:
        """Put what was found of those who meet any at their places among all, 0 for the others."""
        spread: Real = np.zeros(self.whom.size, column.dtype)
        spread[self.places] = column
        return spread


def agreement(
    run: Run, running: Running, rows: Rows, chance: Amount, told: NDArray[np.int8]
) -> Real:
    """Give the chance of each one to agree to what is put by a principle, shape (rows,)."""
    met = carried(run, running, rows, told)
    return agreeing(chance, met.spread(met.pull), run.constants)


def persuasion(run: Run, rows: Rows, received: Sequence[Received]) -> Amount:
    """Give what principles add to the motivation of the prompted, shape (rows,)."""
    met = [one.carried for one in received if one.carried is not None]
    if not met:
        return 0.0
    pulls = [(one.rows, one.pull) for one in met]
    found: Real = strongest(pulls, run.customers.n, run.dtype).take(rows)
    return found
