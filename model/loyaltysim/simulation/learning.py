"""Step 5, learn: what the day leaves behind in habits, feelings and expectations."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.hooks import MomentKind
from loyaltysim.simulation.deciding import rested_exposure

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.customers.table import Real
    from loyaltysim.hooks import Rows
    from loyaltysim.simulation.instances import Running
    from loyaltysim.simulation.loyalty_model import LoyaltyModel
    from loyaltysim.simulation.today import ActToday

FORGETTING_PER_DAY = 1.0


def learn(model: LoyaltyModel) -> None:
    """Update every state from the day."""
    states = model.customers.states
    if model.setup.learning:
        gifts_and_goals(model)
        for number, today in enumerate(model.today.acts):
            habit(model, number, today)
            crowding(model, number, today)
        beliefs(model)
        exposures(model)
        fatigue(model)
        satisfaction(model)
    for number, today in enumerate(model.today.acts):
        states.last_act[number][today.actors] = model.day


def habit(model: LoyaltyModel, number: int, today: ActToday) -> None:
    """Strengthen the habit of those who acted; let the others' decay.

    Notes
    -----
    Acted: H + a (1 - H); not: H - a dh H (1 - H). Lally et al. (2010); the decay that stops at
    full habit follows Allcott & Rogers (2014), where plain decay lost far too much.
    """
    strength = model.customers.states.habit[number]
    before = strength.take(today.actors)
    loss = 1.0 - strength
    loss *= strength
    loss *= model.habit_loss
    strength -= loss
    growth = 1.0 - before
    growth *= model.customers.traits.habit_rate.take(today.actors)
    before += growth
    strength[today.actors] = before


def crowding(model: LoyaltyModel, number: int, today: ActToday) -> None:
    """Let expected tangible rewards of the act crowd out interest, or interest recover.

    Notes
    -----
    X + xc (1 - X) e with e = 1 - product of (1 - min(1, value / ticket) b). Deci, Koestner & Ryan
    (1999): what is expected and tangible undermines.
    """
    constants, level = model.constants, model.customers.states.crowding[number]
    gains = _gains(model, number, today.actors)
    if gains is None:
        if model.crowds:
            level *= 1.0 - 1.0 / constants.crowding_days
        return
    model.crowds = True
    some = np.flatnonzero(gains > 0)
    rows = today.actors.take(some)
    before = level.take(rows)
    level *= 1.0 - 1.0 / constants.crowding_days
    level[rows] = before + constants.crowding_growth * (1.0 - before) * gains.take(some)


def _gains(model: LoyaltyModel, number: int, actors: Rows) -> Real | None:
    """Give e for everyone who acted, shape (actors,), or None when nobody got anything."""
    missed: Real | None = None
    worth = model.customers.traits.worth[number].take(actors)
    for running in model.instances:
        got = [one for one in model.today.got if one.instance is running]
        if running.act != number or not got:
            continue
        value = np.zeros(model.customers.n)
        for one in got:
            value[one.rows] += one.value
        share = np.minimum(value.take(actors) / worth, 1.0).astype(model.dtype)
        if _unannounced(model, running):
            share *= running.belief.take(actors)
        missed = 1.0 - share if missed is None else missed * (1.0 - share)
    return None if missed is None else 1.0 - missed


def _unannounced(model: LoyaltyModel, running: Running) -> bool:
    return running.name in model.unannounced


def gifts_and_goals(model: LoyaltyModel) -> None:
    """Take in the day's moments: attachment, efficacy and the sting of a broken streak."""
    states, constants = model.customers.states, model.constants
    if model.attaches:
        states.attachment *= 1.0 - 1.0 / constants.attachment_days
    if model.stings:
        states.sting *= math.exp(-1.0 / constants.sting_days)
    for running, moment in model.today.moments:
        rows = moment.rows
        if moment.kind is MomentKind.GOAL_REACHED:
            states.efficacy[rows] += constants.efficacy_gain * (1.0 - states.efficacy[rows])
        elif moment.kind is MomentKind.STREAK_BROKEN:
            model.stings = True
            states.sting[rows] = np.minimum(1.0, states.sting[rows] + moment.size)
        elif moment.kind is not MomentKind.UNANNOUNCED_REWARD:
            model.attaches = True
            quality = 1.0 if moment.kind is MomentKind.GIFT_IN_KIND else constants.cash_quality
            gain = constants.attachment_gain * quality * (1.0 - running.belief[rows])
            states.attachment[rows] += gain * (1.0 - states.attachment[rows])


def beliefs(model: LoyaltyModel) -> None:
    """Let customers come to expect what nobody announced.

    Notes
    -----
    b + (1 - exp(-1 / tau_b)) (got - b) with each act. Rescorla & Wagner (1972); rate assumption.
    """
    rate = -math.expm1(-1.0 / model.constants.belief_acts)
    for running in model.instances:
        if not _unannounced(model, running):
            continue
        rows = model.today.acts[running.act].actors
        got: Real = np.zeros(model.customers.n, model.dtype)
        for other, moment in model.today.moments:
            if other is running and moment.kind is MomentKind.UNANNOUNCED_REWARD:
                got[moment.rows] = 1.0
        running.belief[rows] += rate * (got[rows] - running.belief[rows])


def exposures(model: LoyaltyModel) -> None:
    """Count that the prompted met what instances showed them today."""
    for running in model.today.met:
        rows = model.today.acts[running.act].rows
        running.exposure[rows] = rested_exposure(model, running, rows) + FORGETTING_PER_DAY
        running.seen[rows] = model.day


def fatigue(model: LoyaltyModel) -> None:
    """Tire those who noticed messages in vain; some of them opt out.

    Notes
    -----
    F (1 - frec), then F + fup (1 - F) for each message noticed without its act; opts out with
    chance optout F. Assumption.
    """
    if not (model.tires or model.today.received):
        return
    model.tires = True
    states, constants = model.customers.states, model.constants
    states.fatigue *= 1.0 - constants.fatigue_recovery
    vexed = np.zeros(model.customers.n, np.bool_)
    for one in model.today.received:
        vain = one.noticed[states_without(model, one.message.act, one.noticed)]
        states.fatigue[vain] += constants.fatigue_growth * (1.0 - states.fatigue[vain])
        vexed[vain] = True
    rows = np.flatnonzero(vexed)
    if rows.size:
        chance = constants.opt_out * states.fatigue[rows]
        out = rows[model.luck.events("opt_out")[rows] < chance]
        model.today.opted_out = out[states.opted_in[out]]
        states.opted_in[out] = False


def states_without(model: LoyaltyModel, number: int, rows: Rows) -> NDArray[np.bool_]:
    """Tell which rows did not act today."""
    did = np.zeros(model.customers.n, np.bool_)
    did[model.today.acts[number].actors] = True
    return ~did[rows]


def satisfaction(model: LoyaltyModel) -> None:
    """Move the running motivation of those who met an occasion of the main act.

    Notes
    -----
    Mbar + rate (M / intrinsic - Mbar). Assumption.
    """
    today = model.today.acts[0]
    rows, motivation = today.rows, today.motivation
    if today.occasion is not None:
        rows, motivation = rows[today.occasion], motivation[today.occasion]
    states, rate = model.customers.states, model.constants.satisfaction_rate
    running = states.satisfaction.take(rows)
    relative = motivation / model.customers.traits.intrinsic.take(rows)
    running += rate * (relative - running)
    states.satisfaction[rows] = running
