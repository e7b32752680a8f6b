"""Step 8, leave: who stops being a customer today; with a contract, who renews and pays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.behaviour.contagion import contagion_factor, fading
from loyaltysim.behaviour.leaving import hazard_factor, hold, unthinking
from loyaltysim.behaviour.service import vexing
from loyaltysim.behaviour.talk import company_factor
from loyaltysim.simulation.recording.counting import count
from loyaltysim.simulation.recording.why_left import causes
from loyaltysim.simulation.steps.talking import talk
from loyaltysim.simulation.today import NO_ROWS

if TYPE_CHECKING:
    from loyaltysim.customers.network import Network
    from loyaltysim.customers.table import Real
    from loyaltysim.hooks import Amount, Rows
    from loyaltysim.simulation.state import Run


def leave(run: Run) -> None:
    """Let customers leave; nobody does before the launch."""
    if run.day < 0:
        return
    due = _open_relationship(run) if run.setup.contract is None else _contracts(run)
    uniform: Real = run.luck.events("leave").take(due).astype(run.dtype)
    days = run.setup.period_days
    held, pressed = held_back(run, due), pressed_by_friends(run, due)
    alone = hazard(run, due, held)
    exposure = days * alone * pressed
    gone = uniform < -np.expm1(-exposure)
    if run.setup.contract is not None and run.arriving is not None and run.day > 0:
        gone &= run.arriving.cohort[due] < run.day  # whoever comes today has just signed
    run.today.left = due[gone]
    felt = pressed if isinstance(pressed, float) else pressed[gone]
    run.today.causes = causes(run, run.today.left, uniform[gone], exposure[gone], felt, held[gone])
    run.customers.states.present[run.today.left] = False
    run.here -= count(run.customers, run.today.left)
    if run.arriving is not None:
        run.arriving.go(run, run.today.left)
    if run.network is not None:
        run.today.followed = due[gone & (uniform >= -np.expm1(-days * alone))]
        _tell_friends(run, run.network)
    run.today.fees = due[~gone] if run.setup.contract else NO_ROWS
    talk(run)


def _open_relationship(run: Run) -> Rows:
    may = run.screens.may_leave(vexing=run.vexes)
    return may.compress(run.customers.states.present.take(may))


def _contracts(run: Run) -> Rows:
    ends = (run.day + run.contract_phase) % run.setup.period_days == 0
    return np.flatnonzero(ends & run.customers.states.present)


def pressed_by_friends(run: Run, rows: Rows) -> Amount:
    """Give the factor of friends' departures on the hazard, shape (rows,); 1 where none are felt."""
    if not run.mourns:
        return 1.0
    return contagion_factor(run.customers.states.friends_lost[rows], run.constants)


def _tell_friends(run: Run, network: Network) -> None:
    """Let friends know of today's departures from tomorrow on, and earlier ones fade."""
    lost = run.customers.states.friends_lost
    if run.today.left.size:
        run.mourns = True
        np.add.at(lost, network.friends_of(run.today.left), 1.0)
    if run.mourns:
        lost *= fading(run.constants)


def held_back(run: Run, rows: Rows) -> Real:
    """Give how far what leaving would forfeit holds some customers, shape (rows,)."""
    traits = run.customers.traits
    tickets = run.ledger.unredeemed(rows) / traits.worth[0][rows]
    return hold(
        traits.loss_aversion[rows] * traits.reward_sensitivity[rows], tickets, run.constants
    )


def protecting_habit(run: Run, rows: Rows) -> Real:
    """Give the habit that protects against leaving, shape (rows,); all of it where nobody was woken."""
    states = run.customers.states
    habit: Real = states.habit[0][rows]
    return unthinking(habit, states.woken[rows]) if run.wakes else habit


def hazard(run: Run, rows: Rows, held: Real) -> Real:
    """Give the hazard of leaving of some customers by themselves, per day, shape (rows,)."""
    traits, states = run.customers.traits, run.customers.states
    factor = hazard_factor(
        states.satisfaction[rows],
        protecting_habit(run, rows),
        states.fatigue[rows],
        held,
        run.constants,
    )
    if run.vexes:
        factor *= vexing(states.vexation[rows], run.constants)
    rate: Real = traits.hazard[rows] * factor
    if run.arriving is not None:
        rate[run.arriving.in_company(rows, states.present)] *= company_factor(run.constants)
    return rate
