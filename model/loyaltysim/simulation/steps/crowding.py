"""What today's rewards leave behind: interest that is crowded out, and what customers come to expect."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.simulation.today import NO_ROWS, Got

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from loyaltysim.customers.table import Real
    from loyaltysim.hooks import Amount, Rows
    from loyaltysim.simulation.instances import Running
    from loyaltysim.simulation.state import Run
    from loyaltysim.simulation.today import ActToday


def crowding(run: Run, number: int, today: ActToday) -> None:
    """Let expected tangible rewards of the act crowd out interest, or interest recover.

    Notes
    -----
    X (1 - 1 / tauX) + xc (1 - X) e with e = 1 - product of (1 - min(1, value / ticket) b), value by
    act where several were done. Deci, Koestner & Ryan (1999): what is expected and tangible undermines.
    """
    constants, level = run.constants, run.customers.states.crowding[number]
    kept = 1.0 - 1.0 / constants.crowding_days
    several = run.setup.acts[number].most > 1
    got = list(_of_all_rounds(run, number, today)) if several else today.got
    if not got:
        if run.crowds:
            level *= kept
        return
    run.crowds = True
    growth = 1.0 - level.take(today.actors)
    growth *= constants.crowding_growth
    growth *= 1.0 - _missed(run, number, today, got)
    level *= kept
    np.add.at(level, today.actors, growth)


def _of_all_rounds(run: Run, number: int, today: ActToday) -> Iterator[Got]:
    """Put together what each instance gave for the day's acts, in the order of names."""
    for running in run.about(number):
        given = [got for one in today.rounds for got in one.got if got.instance is running]
        if given:
            yield Got(running, tuple(part for got in given for part in got.parts))


def _missed(run: Run, number: int, today: ActToday, all_got: Sequence[Got]) -> Real:
    """Give 1 - e for everyone who acted, shape (actors,)."""
    worth = run.customers.traits.worth[number]
    several = run.setup.acts[number].most > 1
    missed: Real = np.ones(run.customers.n, run.dtype)
    for got in all_got:
        rows, value = _summed(got, run.customers.n) if several else _together(got, run.customers.n)
        share = value / worth.take(rows)
        if several:
            share /= today.times(rows)
        np.minimum(share, 1.0, out=share)
        if got.instance.key in run.unannounced:
            share *= got.instance.belief.take(rows)
        missed[rows] *= 1.0 - share
    return missed.take(today.actors)


def _together(got: Got, customers: int) -> tuple[Rows, Amount]:
    """Sum what an instance let customers have: who got something, and how much."""
    return got.parts[0] if len(got.parts) == 1 else _summed(got, customers)


def _summed(got: Got, customers: int) -> tuple[Rows, NDArray[np.float64]]:
    value, some = np.zeros(customers), np.zeros(customers, np.bool_)
    for rows, part in got.parts:
        value[rows] += part
        some[rows] = True
    rows = np.flatnonzero(some)
    return rows, value.take(rows)


def beliefs(run: Run, surprised: Mapping[str, Sequence[Rows]]) -> None:
    """Let customers come to expect what nobody announced.

    Parameters
    ----------
    surprised
        Who got what nobody announced, by the key of the instance.

    Notes
    -----
    b + (1 - exp(-1 / tau_b)) (got - b) on days with an act, or with what came without one. Rescorla &
    Wagner (1972); rate assumption.
    """
    rate = -math.expm1(-1.0 / run.constants.belief_acts)
    for key in sorted(run.unannounced):
        got: Real = np.zeros(run.customers.n, run.dtype)
        for some in surprised.get(key, ()):
            got[some] = 1.0
        met = got > 0.0
        variants = [running for running in run.instances if running.key == key]
        for running in variants:
            met[_actors(run, running)] = True
        rows, belief = np.flatnonzero(met), variants[0].belief
        belief[rows] += rate * (got[rows] - belief[rows])


def _actors(run: Run, running: Running) -> Rows:
    """Give those who did an act of an instance that is in force for them."""
    if not running.awake:
        return NO_ROWS
    acts = [run.today.acts[number].done(number, running).rows for number in running.acts]
    return acts[0] if len(acts) == 1 else np.unique(np.concatenate(acts))
