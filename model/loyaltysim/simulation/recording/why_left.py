"""Why customers left: what alone would have kept each of them today, judged with the same draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.behaviour.leaving import contentment
from loyaltysim.behaviour.service import vexing

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.customers.table import Real
    from loyaltysim.hooks import Amount, Rows
    from loyaltysim.simulation.state import Run

CAUSES = ("own", "motivation", "messages", "friends", "service", "several")
"""By themselves; what alone would have kept them; and more than one such, or only together."""
_OWN, _SEVERAL = CAUSES.index("own"), CAUSES.index("several")


def causes(
    run: Run,
    left: Rows,
    uniform: Real,
    exposure: Real,
    pressed: Amount,
    held: Real,
) -> NDArray[np.intp]:
    """Give the cause of each departure, a number of `CAUSES`, shape (left,).

    Parameters
    ----------
    left
        Customers who leave today.
    uniform
        Their draws, shape (left,).
    exposure
        Their hazard times its days, shape (left,).
    pressed
        Factor of friends' departures in it, a number or shape (left,).
    held
        How far what they forfeit held them, shape (left,).
    """
    content, in_peace = _content(run, left, held), _in_peace(run, left)
    friendless, calm = 1.0 / pressed, _calm(run, left)
    single = [exposure * relief for relief in (content, in_peace, friendless, calm)]
    together = exposure * content * in_peace * friendless * calm
    stays = uniform >= -np.expm1(-np.array([*single, together]))
    alone, all_together = stays[:-1], stays[-1]
    code = np.where(all_together, _SEVERAL, _OWN)
    return np.where(alone.sum(axis=0) == 1, alone.argmax(axis=0) + 1, code)


def _content(run: Run, rows: Rows, held: Real) -> Real:
    """Give what the hazard would be, as a share, with motivation of at least one's own desire."""
    satisfaction = run.customers.states.satisfaction[rows]
    content = np.maximum(satisfaction, satisfaction.dtype.type(1))
    relief: Real = contentment(content, held, run.constants)
    relief /= contentment(satisfaction, held, run.constants)
    return relief


def _calm(run: Run, rows: Rows) -> Amount:
    """Give what the hazard would be, as a share, had nothing vexed them."""
    if not run.vexes:
        return 1.0
    calm: Real = 1.0 / vexing(run.customers.states.vexation[rows], run.constants)
    return calm


def _in_peace(run: Run, rows: Rows) -> Real:
    """Give what the hazard would be, as a share, without messages that tire or wake."""
    states, constants = run.customers.states, run.constants
    pressure: Real = constants.annoyance * states.fatigue[rows]
    if run.wakes:
        pressure += constants.habit_hold * states.habit[0][rows] * states.woken[rows]
    relief: Real = np.exp(-pressure)
    return relief
