"""Step 6, serve: customers with a problem look for help, one option after the other, and are helped or handed on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltysim.behaviour.service import chance_to_turn
from loyaltysim.simulation.asking import ask_for_help, ask_to_help, fault
from loyaltysim.simulation.today import Troubled
from loyaltysim.simulation.touching import ln_ease_of

if TYPE_CHECKING:
    from loyaltysim.hooks import Answer, Cases, Rows
    from loyaltysim.simulation.instances import Running
    from loyaltysim.simulation.problems import Problems
    from loyaltysim.simulation.state import Run


def serve(run: Run) -> None:
    """Open the problems of today, and let those who help try, in their order."""
    problems = run.problems
    if problems is None or run.day < 0:
        return
    run.today.troubled = Troubled(*problems.arise(run.day))
    if run.today.troubled.rows.size:
        run.stings = True
        run.vex()
    for place, running in enumerate(run.desks):
        _attend(run, problems, place, running)
    gone_through = problems.since >= 0
    gone_through &= problems.place == len(run.desks)
    run.today.unhelped = np.flatnonzero(gone_through & run.customers.states.present)
    problems.close(run.today.unhelped)


def _attend(run: Run, problems: Problems, place: int, running: Running) -> None:
    """Let one instance help those who have come to its place."""
    present = run.customers.states.present
    if not running.awake:
        if running.term.has_ended(run.day - running.begins):
            problems.pass_on(problems.waiting(place, present))
        problems.pass_on(problems.ready(place, run.day, present))
        return
    ready = problems.ready(place, run.day, present)
    turn = _who_turn(run, problems, running, ready)
    problems.pass_on(np.setdiff1d(ready, turn, assume_unique=True))
    problems.waits[turn] = True
    answer = ask_to_help(run, running, problems.cases(turn, run.day))
    _settle(run, problems, place, running, answer)


def _who_turn(run: Run, problems: Problems, running: Running, ready: Rows) -> Rows:
    """Find who turns to an instance, or is found by it."""
    among = running.among(ready)
    cases: Cases = problems.cases(ready if among is None else ready[among], run.day)
    help_ = ask_for_help(running, cases)
    if help_ is None:
        return ready[:0]
    chance: Any = np.asarray(help_.reach, run.dtype)
    if not help_.unasked:
        ease = ln_ease_of(run, cases.rows, help_.demands)
        chance = chance * chance_to_turn(ease, run.constants)
    uniform = running.view.luck("turns").take(cases.rows)
    turn: Rows = cases.rows.compress(uniform < chance)
    return turn


def _settle(run: Run, problems: Problems, place: int, running: Running, answer: Answer) -> None:
    """Close what was solved, and hand on what was not."""
    waiting = problems.waiting(place, run.customers.states.present)
    lost = [] if answer.gave_up is None else [answer.gave_up]
    for touch in answer.touches:
        if touch.solved is not None:
            _check_waiting(running, waiting, touch.rows)
            lost.append(touch.rows[~touch.solved])
    _check_waiting(running, waiting, np.concatenate([*lost, waiting[:0]]))
    # what was answered is felt by how late it comes, so that it is taken before a problem is closed
    run.take(running, answer)
    for touch in answer.touches:
        if touch.solved is not None:
            problems.close(touch.rows[touch.solved])
    for rows in lost:
        problems.hand_on(rows, run.day)


def _check_waiting(running: Running, waiting: Rows, rows: Rows) -> None:
    if not np.isin(rows, waiting).all():
        what = "answers customers who do not wait there with a problem"
        raise fault(running, "on_cases", what, "answer those of `cases`, of today and before")
