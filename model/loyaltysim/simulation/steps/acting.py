"""Step 3, act: the acts happen, with their spend."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.randomness import normal, repeated
from loyaltysim.simulation.asking import ask_who_is_admitted
from loyaltysim.simulation.joining import join
from loyaltysim.simulation.today import union

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from loyaltysim.simulation.instances import Running
    from loyaltysim.simulation.state import Run
    from loyaltysim.simulation.today import ActToday, Numbered

ONE = np.int32(1)
"""An act, in the type of their column."""
HALF_STEP = 2.0**-25
"""Keeps the normal quantile of a uniform of 24 bits finite."""


def act(run: Run) -> None:
    """Carry out the acts of those who decided to act, and let them join the scheme."""
    acts = list(enumerate(run.today.acts))
    carry_out(run, acts)
    join(run)
    sell(run, acts)
    go_wrong(run, acts)


def carry_out(run: Run, acts: Sequence[Numbered]) -> None:
    """Find who does the acts: of those who decided to, whoever is let in."""
    for number, today in acts:
        today.actors = today.rows.compress(today.acted)
        for running in run.asked("admits", number):
            _let_in(running, number, today)
        run.today.know(today.actors)


def sell(run: Run, acts: Sequence[Numbered]) -> None:
    """Find what the acts bring, and count them."""
    for number, today in acts:
        today.spend = _spend(run, number, today)
        np.add.at(run.customers.states.acts[number], today.actors, ONE)


def go_wrong(run: Run, acts: Sequence[Numbered]) -> None:
    """Find which of the acts go wrong, from the launch on.

    Notes
    -----
    u < rate x the customer's factor. Several on one day are one problem, as severe as the worst.
    """
    problems = run.problems
    for number, today in acts:
        spec = run.setup.acts[number].incidents
        if spec is None or problems is None or run.day < 0:
            continue
        uniform = run.luck.events(
            repeated(f"incident:{run.setup.acts[number].name}", today.repetition)
        )
        factor = run.customers.traits.incident_factor.take(today.actors)
        wrong = today.actors.compress(uniform.take(today.actors) < spec.rate * factor)
        problems.note(number, wrong, spec.severity)


def _let_in(running: Running, number: int, today: ActToday) -> None:
    """Turn away whom an instance does not let in: it is as if they had not acted."""
    among = running.among(today.actors)
    rows = today.actors if among is None else today.actors[among]
    let_in = ask_who_is_admitted(running, number, rows)
    if let_in is not None and not let_in.all():
        away = rows[~let_in]
        today.turned_away = union([today.turned_away, away])
        today.actors = np.setdiff1d(today.actors, away, assume_unique=True)


def _spend(run: Run, number: int, today: ActToday) -> NDArray[np.float64]:
    rows = today.actors
    spend: NDArray[np.float64] = run.customers.traits.ticket[number].take(rows)
    cv = run.setup.acts[number].basket_cv
    if cv > 0:
        variance = math.log1p(cv * cv)
        basket = (
            0 if number in run.alternatives else number
        )  # the basket is the need's, not the seller's
        decision = repeated(f"basket:{run.setup.acts[basket].name}", today.repetition)
        uniform = run.luck.events(decision).take(rows)
        quantile = normal(uniform.astype(np.float64) + HALF_STEP)
        spend = spend * np.exp(math.sqrt(variance) * quantile - variance / 2.0)
    return spend
