"""What today's rewards leave behind: interest that is crowded out, and what customers come to expect."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.simulation.today import NO_ROWS, Got, union

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from loyaltysim.customers.table import Real
    from loyaltysim.hooks import Amount, Rows
    from loyaltysim.simulation.instances import Running
    from loyaltysim.simulation.state import Run
    from loyaltysim.simulation.today import ActToday

    Placed = tuple[NDArray[np.intp] | slice, Amount]
    """Places among the actors, all of them or some, and one number for each or for all."""


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
    worth = run.customers.traits.worth[number].take(today.actors)
    several = run.setup.acts[number].most > 1
    missed: Real = np.ones(today.actors.size, run.dtype)
    for got in all_got:
        together = len(got.parts) == 1 and not several
        at, value = _placed(run, number, *got.parts[0]) if together else _summed(run, number, got)
        share = value / worth[at]
        if several:
            share /= today.times(today.actors)
        np.minimum(share, 1.0, out=share)
        if got.instance.key in run.unannounced:
            share *= got.instance.belief.take(today.actors[at])
        missed[at] *= 1.0 - share
    return missed


def _placed(run: Run, number: int, rows: Rows, amount: Amount) -> Placed:
    """Give where those stand among the actors who got something, and how much; others are left out."""
    actors = run.today.acts[number].actors
    if rows is actors:
        return slice(None), amount
    asked = np.zeros(run.customers.n, np.bool_)
    asked[rows] = True
    places = np.flatnonzero(asked.take(actors))
    if places.size < rows.size and isinstance(amount, np.ndarray):
        acted = run.today.did(number, rows, run.customers.n)
        amount = np.broadcast_to(amount, rows.shape)[acted]
    return places, amount


def _summed(run: Run, number: int, got: Got) -> Placed:
    """Sum what an instance let each of the actors have."""
    value = np.zeros(run.today.acts[number].actors.size)
    for rows, part in got.parts:
        at, some = _placed(run, number, rows, part)
        value[at] += some
    return slice(None), value


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
    return union([run.today.acts[number].done(number, running).rows for number in running.acts])
