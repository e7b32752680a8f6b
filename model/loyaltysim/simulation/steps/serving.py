"""Step 6, serve: customers with a problem look for help, one option after the other, and are helped or handed on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltysim.hooks import NOTHING
from loyaltysim.simulation.asking import ask_for_help, ask_to_help, fault
from loyaltysim.simulation.problems import NONE
from loyaltysim.simulation.today import Troubled, union

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from loyaltysim.hooks import Answer, Rows
    from loyaltysim.simulation.instances import Running
    from loyaltysim.simulation.problems import Problems
    from loyaltysim.simulation.state import Run


def serve(run: Run) -> None:
    """Open the problems of today, and let those who help try, in their order."""
    problems = run.problems
    if problems is None or run.day < 0:
        return
    run.today.troubled = Troubled(*problems.begin_day(run.day, run.customers.states.present))
    if run.today.troubled.rows.size:
        run.stings = True
        run.vexes = True
    for place, desk in enumerate(run.desks):
        _begin_anew(problems, place, desk)
    _skip_other_variants(run, problems)
    for place, desk in enumerate(run.desks):
        _attend(run, problems, place, desk)
    _skip_other_variants(run, problems)
    past = problems.open[problems.place[problems.open] == len(run.desks)]
    run.today.unhelped = past[problems.since[past] != NONE]
    problems.close(run.today.unhelped)


def _begin_anew(problems: Problems, place: int, desk: Sequence[Running]) -> None:
    """Let those who come to another variant of a helper turn to it again."""
    for running in desk:
        joined = running.joined
        problems.waits[joined[problems.place[joined] == place]] = False


def _skip_other_variants(run: Run, problems: Problems) -> None:
    """Let problems go past helpers that are not there under the customer's variant, whether one waits there or not."""
    for place, desk in enumerate(run.desks):
        allotted = [one.allotted for one in desk if one.allotted is not None]
        if allotted:
            here = problems.open[problems.place[problems.open] == place]
            problems.pass_on(here[~np.any([mask[here] for mask in allotted], axis=0)])


def _attend(run: Run, problems: Problems, place: int, desk: Sequence[Running]) -> None:
    """Let one instance, each variant of it for its own, help those who have come to its place."""
    ready, waiting = problems.at(place, run.day)
    for running in desk:
        own = slice(None) if running.allotted is None else running.allotted[ready]
        queue = slice(None) if running.allotted is None else running.allotted[waiting]
        _attend_to(run, problems, place, running, (ready[own], waiting[queue]))


def _attend_to(
    run: Run, problems: Problems, place: int, running: Running, people: tuple[Rows, Rows]
) -> None:
    ready, waiting = people
    if not running.awake:
        if running.term.has_ended(run.day - running.begins):
            problems.pass_on(waiting)
        problems.pass_on(ready)
        return
    turn = _who_turn(run, problems, running, ready)
    problems.pass_on(ready[~turn])
    came = ready[turn]
    problems.waits[came] = True
    if came.size:
        waiting = union([waiting, came])
    answer = ask_to_help(run, running, problems.cases(came, run.day, waiting))
    _settle(run, problems, place, running, answer)


def _who_turn(run: Run, problems: Problems, running: Running, ready: Rows) -> NDArray[np.bool_]:
    """Tell who turns to an instance, or is found by it, shape (ready,)."""
    turn = np.zeros(ready.size, np.bool_)
    among = running.among(ready)
    rows = ready if among is None else ready[among]
    if not rows.size:
        return turn
    help_ = ask_for_help(running, problems.cases(rows, run.day, rows[:0]))
    if help_ is None:
        return turn
    chance: Any = np.asarray(help_.reach, run.dtype)
    if not help_.unasked:
        chance = chance * run.eases.chance_to_turn(rows, help_.demands)
    turns = running.view.luck("turns").take(rows) < chance
    turn[slice(None) if among is None else among] = turns
    return turn


def _settle(run: Run, problems: Problems, place: int, running: Running, answer: Answer) -> None:
    """Close what was solved, and hand on what was not."""
    if answer is NOTHING:
        return
    helped = [(one.rows, one.solved) for one in answer.touches if one.solved is not None]
    gave_up = [] if answer.gave_up is None else [answer.gave_up]
    for rows in (*(rows for rows, _ in helped), *gave_up):
        _check_waiting(problems, place, running, rows)
    # how late an answer comes is felt, so that it is taken in before a problem is closed
    run.take(running, answer)
    for rows, solved in helped:
        problems.close(rows[solved])
        problems.hand_on(rows[~solved], run.day)
    for rows in gave_up:
        problems.hand_on(rows, run.day)


def _check_waiting(problems: Problems, place: int, running: Running, rows: Rows) -> None:
    waits = problems.waits[rows] & (problems.place[rows] == place) & (problems.since[rows] != NONE)
    if not waits.all():
        what = "answers customers who do not wait there with a problem"
        raise fault(running, "on_cases", what, "answer those of `cases.waiting`")
