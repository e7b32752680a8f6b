"""Step 7, learn: what the day leaves behind in habits, feelings and expectations."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.simulation.familiar import FORGETTING_PER_DAY, note_exposures
from loyaltysim.simulation.steps.crowding import beliefs, crowding
from loyaltysim.simulation.steps.feelings import feel
from loyaltysim.simulation.today import NO_ROWS

if TYPE_CHECKING:
    from loyaltysim.hooks import Rows
    from loyaltysim.simulation.firms import Firm
    from loyaltysim.simulation.state import Run
    from loyaltysim.simulation.today import ActToday


def learn(run: Run) -> None:
    """Update every state from the day."""
    states = run.customers.states
    if run.setup.learning:
        surprised = feel(run)
        for number, today in enumerate(run.today.acts):
            habit(run, number, today)
            crowding(run, number, today)
        hearing(run)
        beliefs(run, surprised)
        note_exposures(run.instances, run.today.met, run.day)
        fatigue(run)
        waking(run)
        satisfaction(run)
    for number, today in enumerate(run.today.acts):
        states.last_act[number][today.actors] = run.day


def habit(run: Run, number: int, today: ActToday) -> None:
    """Strengthen the habit of those who acted; let the others' decay.

    Notes
    -----
    Acted: H + a (1 - H); not: H - a dh H (1 - H). Lally et al. (2010); the decay that stops at
    full habit follows Allcott & Rogers (2014), where plain decay lost far too much.
    """
    strength = run.customers.states.habit[number]
    before = strength.take(today.actors)
    loss = 1.0 - strength
    loss *= strength
    loss *= run.habit_loss
    strength -= loss
    growth = 1.0 - before
    growth *= run.customers.traits.habit_rate.take(today.actors)
    before += growth
    strength[today.actors] = before


def hearing(run: Run) -> None:
    """Count that those who noticed messages, or met trained people, met their principles, each once a day.

    Notes
    -----
    N exp(-days away / tau_r) + 1, as of symbols. Assumption.
    """
    received, touched = run.today.received, run.today.touched
    told = [*(one.carried for one in received), *(one.carried for one in touched)]
    met = [one for one in told if one is not None]
    known = [one.rested for one in met]
    for one, rested in zip(met, known, strict=True):
        one.bond.heard.reshape(-1)[one.cells] = rested + FORGETTING_PER_DAY
        one.bond.heard_on.reshape(-1)[one.cells] = run.day


def fatigue(run: Run) -> None:
    """Tire those who noticed messages in vain; some of them opt out.

    Notes
    -----
    F (1 - frec), then F + fup (1 - F) for each message noticed without its act; opts out with
    chance optout F. Assumption.
    """
    if not (run.tires or run.today.received):
        return
    run.tires = True
    for firm in run.firms:
        out = _tire(run, firm)
        if not firm.rival:
            run.today.opted_out = out


def _tire(run: Run, firm: Firm) -> Rows:
    """Tire those who noticed a firm's messages in vain, and give those who opt out of them."""
    bond, constants = firm.bond, run.constants
    bond.fatigue *= 1.0 - constants.fatigue_recovery
    if not run.today.received:
        return NO_ROWS
    vexed = np.zeros(run.customers.n, np.bool_)
    for one in run.today.received:
        if one.instance.firm is firm:
            vain = one.noticed[~run.today.did(one.message.act, one.noticed, run.customers.n)]
            bond.fatigue[vain] += constants.fatigue_growth * (1.0 - bond.fatigue[vain])
            vexed[vain] = True
    rows = np.flatnonzero(vexed)
    if not rows.size:
        return NO_ROWS
    chance = constants.opt_out * bond.fatigue[rows]
    out = rows[run.luck.events(firm.of("opt_out"))[rows] < chance]
    out = out[bond.opted_in[out]]
    bond.opted_in[out] = False
    return out


def waking(run: Run) -> None:
    """Let the woken fall back into habit; wake those who noticed outreach today, or were met with it.

    Notes
    -----
    O exp(-1 / tauO), then 1 for those who noticed. Ascarza, Iyengar & Schleicher (2016); that the woken fall back, and
    how soon, is an assumption.
    """
    outreach = [
        *((one.instance, one.noticed) for one in run.today.received if one.message.outreach),
        *((one.instance, one.touch.rows) for one in run.today.touched if one.touch.outreach),
    ]
    if not (run.wakes or outreach):
        return
    run.wakes = True
    for firm in run.firms:
        firm.bond.woken *= math.exp(-1.0 / run.constants.waking_days)
    for instance, noticed in outreach:
        instance.firm.bond.woken[noticed] = 1.0


def satisfaction(run: Run) -> None:
    """Move the running motivation of those who met an occasion of the main act.

    Notes
    -----
    Mbar + rate (M / intrinsic - Mbar). Assumption.
    """
    today = run.today.acts[0]
    rows, motivation = today.rows, today.motivation
    if today.occasion is not None:
        rows, motivation = rows.compress(today.occasion), motivation.compress(today.occasion)
    states, rate = run.customers.states, run.constants.satisfaction_rate
    running = states.satisfaction.take(rows)
    relative = motivation / run.customers.traits.intrinsic.take(rows)
    running += rate * (relative - running)
    states.satisfaction[rows] = running
