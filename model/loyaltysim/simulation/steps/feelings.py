"""What the day's moments leave behind: attachment, praise, trust in oneself, and the sting of setbacks."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, assert_never

import numpy as np

from loyaltysim.hooks import MomentKind
from loyaltysim.simulation.today import union
from loyaltysim.simulation.touching import vexation

if TYPE_CHECKING:
    from loyaltysim.hooks import Amount, Moment, Rows
    from loyaltysim.simulation.instances import Running
    from loyaltysim.simulation.state import Run

FULL_GIFT = 0.2
"""Worth of a gift that is felt in full, in tickets (Kube, Marechal & Puppe 2012)."""


def feel(run: Run) -> dict[str, list[Rows]]:
    """Let feelings fade, and take in the day's moments in one pass.

    Returns
    -------
    Who got what nobody announced, by the key of the instance.
    """
    _fade(run)
    _unsettle(run)
    vexation(run)
    surprised: dict[str, list[Rows]] = {}
    for running, moment in run.today.moments:
        if moment.kind is MomentKind.UNANNOUNCED_REWARD:
            surprised.setdefault(running.key, []).append(moment.rows)
        elif moment.rows.size:
            _take_in(run, running, moment)
    return surprised


def _fade(run: Run) -> None:
    constants = run.constants
    for bond in [firm.bond for firm in run.firms]:
        if run.attaches:
            bond.attachment *= 1.0 - 1.0 / constants.attachment_days
        if run.praised:
            bond.praise *= 1.0 - 1.0 / constants.crowding_days
    if run.stings:
        _soothe(run)


def _soothe(run: Run) -> None:
    """Let setbacks by a firm fade for those who met an occasion for its acts or noticed its message today.

    Notes
    -----
    B exp(-1 / tau_brk) on such days alone. Customers who keep away hold a grudge: their wish to avoid a firm
    does not fade with time (Gregoire, Tripp & Legoux 2009). That it fades by contact is an assumption.
    """
    prompted: dict[str, list[Rows]] = {firm.rival: [] for firm in run.firms}
    for number, act in enumerate(run.today.acts):
        prompted[run.firm_of(number).rival].append(act.rows)
    for firm in run.firms:
        rows, sting = union(prompted[firm.rival]), firm.bond.sting
        sting[rows] = sting.take(rows) * math.exp(-1.0 / run.constants.sting_days)


def _unsettle(run: Run) -> None:
    """Let what went wrong today be a setback for those to whom it happened."""
    troubled, sting = run.today.troubled, run.customers.states.sting
    sting[troubled.rows] = np.minimum(1.0, sting[troubled.rows] + troubled.severity)


def _take_in(run: Run, running: Running, moment: Moment) -> None:
    states, bond, rows = run.customers.states, running.firm.bond, moment.rows
    match moment.kind:
        case MomentKind.GOAL_REACHED:
            efficacy = states.efficacy.take(rows)
            efficacy += run.constants.efficacy_gain * (1.0 - efficacy)
            states.efficacy[rows] = efficacy
        case MomentKind.SETBACK:
            run.stings = True
            bond.sting[rows] = np.minimum(1.0, bond.sting[rows] + moment.size)
        case MomentKind.PRAISE:
            run.praised = True
            growth = run.constants.crowding_growth * moment.size
            bond.praise[rows] += growth * (1.0 - bond.praise[rows])
        case MomentKind.GIFT_IN_KIND:
            _attach(run, running, moment, _felt(run, running, moment))
        case MomentKind.GIFT_IN_CASH:
            quality = run.constants.cash_quality
            _attach(run, running, moment, quality * _felt(run, running, moment))
        case MomentKind.GESTURE:
            _attach(run, running, moment, _late(run, moment))
        case MomentKind.UNANNOUNCED_REWARD:
            pass  # `crowding.beliefs` takes it in
        case _:
            assert_never(moment.kind)


def _late(run: Run, moment: Moment) -> Amount:
    """Give what is left of a gesture that comes late: q exp(-delay / tauG)."""
    if not np.any(moment.delay):
        return moment.size
    left: Amount = moment.size * np.exp(-moment.delay / run.constants.gesture_days)
    return left


def _felt(run: Run, running: Running, moment: Moment) -> Amount:
    """Give how much a gift is felt by its worth: min(1, (R / (0.2 ticket))^alpha)."""
    ticket = run.customers.traits.worth[running.acts[0]][moment.rows]
    felt: Amount = (moment.size / (FULL_GIFT * ticket)) ** run.constants.value_exponent
    return np.minimum(1.0, felt)


def _attach(run: Run, running: Running, moment: Moment, quality: Amount) -> None:
    """Let a gift or a gesture attach; another one renews the attachment, it does not heap up.

    Notes
    -----
    max(C, gC quality (1 - b)). Kube, Marechal & Puppe (2012): a gift of a fifth of the wage, in kind
    or in cash. That gifts do not heap up is an assumption, made because no study shows that they do.
    """
    run.attaches = True
    rows, attachment = moment.rows, running.firm.bond.attachment
    gain = run.constants.attachment_gain * quality * (1.0 - running.belief[rows])
    attachment[rows] = np.maximum(attachment[rows], gain)
