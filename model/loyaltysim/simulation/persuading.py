"""What principles of persuasion do to those who notice messages that carry them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.behaviour.persuasion import agreeing, persuaded, rested, strongest
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


def carried(run: Run, running: Running, rows: Rows, told: NDArray[np.int8]) -> NDArray[np.int8]:
    """Give the principle that each of those who noticed a message, or were met, met in it.

    Parameters
    ----------
    rows, told
        Who they are, and what the instance chose to carry for each.
    """
    unknown = np.flatnonzero(told == BEST)
    if not unknown.size:
        return told
    principle = told.copy()
    principle[unknown] = _best(run, running, rows[unknown])
    return principle


def _best(run: Run, running: Running, rows: Rows) -> NDArray[np.int8]:
    """Find what moves each customer most just now, or nothing if all repel."""
    pulls = np.stack(
        [
            pull(run, running, rows, np.full(rows.size, number, np.int8))
            for number in range(len(PRINCIPLES))
        ]
    )
    best: NDArray[np.int8] = pulls.argmax(axis=0).astype(np.int8)
    best[pulls.max(axis=0) <= 0.0] = NEUTRAL
    return best


def carriers(rows: Rows, principle: NDArray[np.int8]) -> tuple[Rows, NDArray[np.int8]]:
    """Give those for whom a message that was noticed, or a meeting, carried a principle, and which."""
    some = principle > NEUTRAL
    return rows.compress(some), principle.compress(some)


def familiarity(run: Run, running: Running, rows: Rows, principle: NDArray[np.int8]) -> Real:
    """Give how well customers know the principles that a firm's messages carry for them, shape (rows,)."""
    bond = running.firm.bond
    away: Real = (run.day - 1 - bond.heard_on[principle, rows]).astype(run.dtype)
    return rested(bond.heard[principle, rows], away, run.constants)


def pull(run: Run, running: Running, rows: Rows, principle: NDArray[np.int8]) -> Real:
    """Give what a principle for each customer adds to the motivation, shape (rows,)."""
    susceptibility: Real = run.customers.traits.susceptibility[principle, rows]
    return persuaded(susceptibility, familiarity(run, running, rows, principle), run.constants)


def meeting_pull(run: Run, running: Running, rows: Rows, principle: NDArray[np.int8]) -> Real:
    """Give what each one's principle does in a meeting, 0 where there is none, shape (rows,)."""
    some = principle > NEUTRAL
    found: Real = np.zeros(rows.size, run.dtype)
    found[some] = pull(run, running, rows[some], principle[some])
    return found


def agreement(
    run: Run, running: Running, rows: Rows, chance: Amount, told: NDArray[np.int8]
) -> Real:
    """Give the chance of each one to agree to what is put by a principle, shape (rows,)."""
    moved = meeting_pull(run, running, rows, carried(run, running, rows, told))
    return agreeing(chance, moved, run.constants)


def persuasion(run: Run, rows: Rows, received: Sequence[Received]) -> Amount:
    """Give what principles add to the motivation of the prompted, shape (rows,)."""
    pulls = [
        (who, pull(run, one.instance, who, principle))
        for one in received
        if one.principle is not None
        for who, principle in [carriers(one.noticed, one.principle)]
    ]
    if not pulls:
        return 0.0
    found: Real = strongest(pulls, run.customers.n, run.dtype).take(rows)
    return found
