"""Meetings with the firm: how easy customers find them, and what they leave behind."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.behaviour.persuasion import kinder
from loyaltysim.behaviour.service import repaired, vexed
from loyaltysim.hooks import Moment, MomentKind, Stage
from loyaltysim.hooks.arrays import is_number
from loyaltysim.simulation.steps.persuading import carried
from loyaltysim.simulation.today import Touched

if TYPE_CHECKING:
    from loyaltysim.customers.table import Real
    from loyaltysim.hooks import Amount, Touch
    from loyaltysim.simulation.instances import Running
    from loyaltysim.simulation.state import Run
    from loyaltysim.simulation.steps.persuading import Carried


def meet(run: Run, running: Running, touch: Touch) -> None:
    """Note a meeting as it was felt; what was personal in it is a gesture.

    Notes
    -----
    Help with a problem comes late by its days, anything else at once.
    """
    late: Amount = 0.0
    if touch.stage is Stage.PROBLEM and run.problems is not None:
        late = run.day - run.problems.since[touch.rows]
    ease = run.eases.ease(touch.rows, touch.demands)
    warmth, met = _put(run, running, touch)
    run.today.touched.append(Touched(running, touch, ease, warmth, late, met))
    if not is_number(warmth, 0):
        gesture = Moment(MomentKind.GESTURE, touch.rows, warmth, late)
        run.today.moments.append((running, gesture))
    if not running.firm.rival:
        run.vexes = True


def _put(run: Run, running: Running, touch: Touch) -> tuple[Amount, Carried | None]:
    """Give how warm a meeting is felt as somebody puts things, and the principle that it carried for each one."""
    if touch.principle is None:
        return touch.warmth, None
    met = carried(run, running, touch.rows, touch.principle)
    run.note_principles(running, met)
    return kinder(touch.warmth, met.spread(met.pull)), met


def vexation(run: Run) -> None:
    """Let vexation fade, grow by what went wrong and by hard service, and shrink by what was solved.

    Notes
    -----
    V exp(-1 / tauV) for those without an open problem; V + severity (1 - V) per problem; then, meeting by meeting,
    V + xV (1 - A) (1 - V), and where it solved a problem V (1 - rV exp(-late / tauG)). Assumption; signs from Dixon, Freeman &
    Toman (2010) and de Matos, Henrique & Rossi (2007).
    """
    if not run.vexes:
        return
    column, constants = run.customers.states.vexation, run.constants
    rest = run.dtype(math.exp(-1.0 / constants.vexation_days))
    np.multiply(
        column, rest, out=column, where=True if run.problems is None else run.problems.since < 0
    )
    troubled = run.today.troubled
    column[troubled.rows] = vexed(column[troubled.rows], troubled.severity)
    for one in run.today.touched:
        if not one.instance.firm.rival:
            _move(run, column, one)


def _move(run: Run, column: Real, one: Touched) -> None:
    rows, constants = one.touch.rows, run.constants
    effort = constants.effort_vexation * (1.0 - one.ease)
    felt = vexed(column[rows], effort)
    if one.touch.solved is not None:
        felt = np.where(one.touch.solved, repaired(felt, one.late, constants), felt)
    column[rows] = felt
