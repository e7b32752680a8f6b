"""Step 5, learn: what the day leaves behind in habits, feelings and expectations."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, assert_never

import numpy as np

from loyaltysim.hooks import MomentKind
from loyaltysim.simulation.offering import rested_exposure
from loyaltysim.simulation.today import NO_ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from loyaltysim.customers.table import Real
    from loyaltysim.hooks import Amount, Moment, Rows
    from loyaltysim.simulation.instances import Running
    from loyaltysim.simulation.state import Run
    from loyaltysim.simulation.today import ActToday, Got

FORGETTING_PER_DAY = 1.0
FULL_GIFT = 0.2
"""Worth of a gift that is felt in full, in tickets (Kube, Marechal & Puppe 2012)."""


def learn(run: Run) -> None:
    """Update every state from the day."""
    states = run.customers.states
    if run.setup.learning:
        gifts_and_goals(run)
        for number, today in enumerate(run.today.acts):
            habit(run, number, today)
            crowding(run, number, today)
        beliefs(run)
        exposures(run)
        fatigue(run)
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


def crowding(run: Run, number: int, today: ActToday) -> None:
    """Let expected tangible rewards of the act crowd out interest, or interest recover.

    Notes
    -----
    X (1 - 1 / tauX) + xc (1 - X) e with e = 1 - product of (1 - min(1, value / ticket) b). Deci,
    Koestner & Ryan (1999): what is expected and tangible undermines.
    """
    constants, level = run.constants, run.customers.states.crowding[number]
    gains = _gains(run, number, today.actors)
    kept = 1.0 - 1.0 / constants.crowding_days
    if gains is None:
        if run.crowds:
            level *= kept
        return
    run.crowds = True
    before = level.take(today.actors)
    level *= kept
    level[today.actors] += constants.crowding_growth * (1.0 - before) * gains


def _gains(run: Run, number: int, actors: Rows) -> Real | None:
    """Give e for everyone who acted, shape (actors,), or None when nobody got anything."""
    missed: Real | None = None
    worth = run.customers.traits.worth[number].take(actors)
    for running, got in _by_instance(run, number):
        value = _value(got, actors, run.customers.n)
        share = np.minimum(np.divide(value, worth, dtype=np.float64), 1.0).astype(run.dtype)
        if _unannounced(run, running):
            share *= running.belief.take(actors)
        missed = 1.0 - share if missed is None else missed * (1.0 - share)
    return None if missed is None else 1.0 - missed


def _by_instance(run: Run, number: int) -> Iterator[tuple[Running, list[Got]]]:
    """Give what each instance let customers have for an act, in the order of names."""
    got = [one for one in run.today.got if one.act == number]
    for running in run.instances if got else ():
        own = [one for one in got if one.instance is running]
        if own:
            yield running, own


def _value(got: Sequence[Got], actors: Rows, customers: int) -> Amount:
    """Sum what an instance let each actor get: shape (actors,), or one number for all."""
    if len(got) == 1 and got[0].rows is actors:
        return got[0].value
    value = np.zeros(customers)
    for one in got:
        value[one.rows] += one.value
    return value.take(actors)


def _unannounced(run: Run, running: Running) -> bool:
    return running.name in run.unannounced


def gifts_and_goals(run: Run) -> None:
    """Take in the day's moments: attachment, praise, efficacy and the sting of setbacks."""
    states, constants = run.customers.states, run.constants
    if run.attaches:
        states.attachment *= 1.0 - 1.0 / constants.attachment_days
    if run.praised:
        states.praise *= 1.0 - 1.0 / constants.crowding_days
    if run.stings:
        states.sting *= math.exp(-1.0 / constants.sting_days)
    for running, moment in run.today.moments:
        _take_in(run, running, moment)


def _take_in(run: Run, running: Running, moment: Moment) -> None:
    states, rows = run.customers.states, moment.rows
    match moment.kind:
        case MomentKind.GOAL_REACHED:
            gain = run.constants.efficacy_gain
            states.efficacy[rows] += gain * (1.0 - states.efficacy[rows])
        case MomentKind.SETBACK:
            run.stings = True
            states.sting[rows] = np.minimum(1.0, states.sting[rows] + moment.size)
        case MomentKind.PRAISE:
            run.praised = True
            growth = run.constants.crowding_growth * moment.size
            states.praise[rows] += growth * (1.0 - states.praise[rows])
        case MomentKind.GIFT_IN_KIND:
            _attach(run, running, moment, _felt(run, running, moment))
        case MomentKind.GIFT_IN_CASH:
            quality = run.constants.cash_quality
            _attach(run, running, moment, quality * _felt(run, running, moment))
        case MomentKind.GESTURE:
            _attach(run, running, moment, _late(run, moment))
        case MomentKind.UNANNOUNCED_REWARD:
            pass  # `beliefs` takes it in
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
    rows, attachment = moment.rows, run.customers.states.attachment
    gain = run.constants.attachment_gain * quality * (1.0 - running.belief[rows])
    attachment[rows] = np.maximum(attachment[rows], gain)


def beliefs(run: Run) -> None:
    """Let customers come to expect what nobody announced.

    Notes
    -----
    b + (1 - exp(-1 / tau_b)) (got - b) on days with an act, or with what came without one. Rescorla &
    Wagner (1972); rate assumption.
    """
    rate = -math.expm1(-1.0 / run.constants.belief_acts)
    for running in run.instances:
        if not _unannounced(run, running):
            continue
        got: Real = np.zeros(run.customers.n, run.dtype)
        for other, moment in run.today.moments:
            if other is running and moment.kind is MomentKind.UNANNOUNCED_REWARD:
                got[moment.rows] = 1.0
        met = got > 0.0
        met[_actors(run, running)] = True
        rows = np.flatnonzero(met)
        running.belief[rows] += rate * (got[rows] - running.belief[rows])


def _actors(run: Run, running: Running) -> Rows:
    """Give those who did an act of an instance that is in force for them."""
    if not running.awake:
        return NO_ROWS
    acts = [run.today.acts[number].done(number, running).rows for number in running.acts]
    return acts[0] if len(acts) == 1 else np.unique(np.concatenate(acts))


def exposures(run: Run) -> None:
    """Count that the prompted met what instances showed them today, once a day."""
    met: dict[str, tuple[Running, list[Rows]]] = {}
    for running, rows in run.today.met:
        met.setdefault(running.name, (running, []))[1].append(rows)
    for running, parts in met.values():
        rows = parts[0] if len(parts) == 1 else np.unique(np.concatenate(parts))
        running.exposure[rows] = rested_exposure(run, running, rows) + FORGETTING_PER_DAY
        running.seen[rows] = run.day


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
    states, constants = run.customers.states, run.constants
    states.fatigue *= 1.0 - constants.fatigue_recovery
    vexed = np.zeros(run.customers.n, np.bool_)
    for one in run.today.received:
        vain = one.noticed[~run.today.did(one.message.act, one.noticed, run.customers.n)]
        states.fatigue[vain] += constants.fatigue_growth * (1.0 - states.fatigue[vain])
        vexed[vain] = True
    rows = np.flatnonzero(vexed)
    if rows.size:
        chance = constants.opt_out * states.fatigue[rows]
        out = rows[run.luck.events("opt_out")[rows] < chance]
        run.today.opted_out = out[states.opted_in[out]]
        states.opted_in[out] = False


def satisfaction(run: Run) -> None:
    """Move the running motivation of those who met an occasion of the main act.

    Notes
    -----
    Mbar + rate (M / intrinsic - Mbar). Assumption.
    """
    today = run.today.acts[0]
    rows, motivation = today.rows, today.motivation
    if today.occasion is not None:
        rows, motivation = rows[today.occasion], motivation[today.occasion]
    states, rate = run.customers.states, run.constants.satisfaction_rate
    running = states.satisfaction.take(rows)
    relative = motivation / run.customers.traits.intrinsic.take(rows)
    running += rate * (relative - running)
    states.satisfaction[rows] = running
