"""Why customers left: what alone would have kept each of them today, judged with the same draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.behaviour.leaving import contentment

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.customers.table import Real
    from loyaltysim.hooks import Amount, Rows
    from loyaltysim.simulation.state import Run

CAUSES = ("own", "motivation", "messages", "friends", "several")
"""By themselves; what alone would have kept them; and more than one such, or only together."""
_OWN, _SEVERAL = CAUSES.index("own"), CAUSES.index("several")


def causes(
    run: Run, left: Rows, uniform: Real, exposure: Real, pressed: Amount
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
    """
    reliefs = (_content(run, left), _in_peace(run, left), 1.0 / pressed)
    stays = [uniform >= -np.expm1(-exposure * relief) for relief in reliefs]
    together = uniform >= -np.expm1(-exposure * reliefs[0] * reliefs[1] * reliefs[2])
    code = np.where(together, _SEVERAL, _OWN)
    single = np.sum(stays, axis=0) == 1
    for number, alone in enumerate(stays, start=1):
        code[single & alone] = number
    return code


def _content(run: Run, rows: Rows) -> Real:
    """Give what the hazard would be, as a share, with motivation of at least one's own desire."""
    traits, satisfaction = run.customers.traits, run.customers.states.satisfaction[rows]
    tickets = run.ledger.unredeemed(rows) / traits.worth[0][rows]
    forfeit = traits.loss_aversion[rows] * traits.reward_sensitivity[rows], tickets
    content = np.maximum(satisfaction, satisfaction.dtype.type(1))
    relief: Real = contentment(content, forfeit, run.constants)
    relief /= contentment(satisfaction, forfeit, run.constants)
    return relief


def _in_peace(run: Run, rows: Rows) -> Real:
    """Give what the hazard would be, as a share, without messages that tire or wake."""
    states, constants = run.customers.states, run.constants
    pressure: Real = constants.annoyance * states.fatigue[rows]
    if run.wakes:
        pressure += constants.habit_hold * states.habit[0][rows] * states.woken[rows]
    relief: Real = np.exp(-pressure)
    return relief
