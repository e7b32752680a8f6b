"""Step 1, prompt: who meets an occasion, or notices a message, today."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.hooks import MessageKind, Rows
from loyaltysim.simulation.asking import ask_for_messages, ask_to_open
from loyaltysim.simulation.today import NO_ROWS, ActToday, Received

if TYPE_CHECKING:
    from loyaltysim.customers.table import Real
    from loyaltysim.simulation.state import Run


def open_day(run: Run) -> None:
    """Let pending units become active and instances answer to the calendar."""
    run.ledger.begin_day(run.day)
    for running in run.instances:
        running.view.day = run.day
    for running in run.instances:
        run.take(running, ask_to_open(run, running))


def prompt(run: Run) -> None:
    """Find the prompted customers of every act."""
    open_day(run)
    for number, act in enumerate(run.today.acts):
        occasions = _occasions(run, number)
        received = _messages(run, number)
        run.today.received.extend(received)
        _join(run, act, occasions, received)


def _occasions(run: Run, number: int) -> Rows:
    if run.setup.acts[number].need == 0:
        return NO_ROWS
    uniform = run.luck.events(f"occasion:{run.setup.acts[number].name}")
    states = run.customers.states
    rows = np.flatnonzero((uniform < run.screens[number]) & states.present)
    habit = states.habit[number].take(rows)
    habit *= run.constants.habit_cue
    habit += 1.0
    habit *= run.act_need(number).take(rows)
    chance = -np.expm1(-habit)
    found: Rows = rows[uniform.take(rows) < chance]
    return found


def _messages(run: Run, number: int) -> list[Received]:
    states, traits = run.customers.states, run.customers.traits
    received = []
    for running in run.instances:
        if running.act != number:
            continue
        message = ask_for_messages(run, running)
        if message is None:
            continue
        rows = message.rows
        uniform = run.luck.events(f"notice:{running.name}")[rows]
        chance = traits.attention[rows] * (1.0 - states.fatigue[rows])
        received.append(Received(message, rows[uniform < chance]))
    return received


def _join(run: Run, act: ActToday, occasions: Rows, received: list[Received]) -> None:
    if not received:
        act.rows = occasions
        return
    came = np.zeros(run.customers.n, np.bool_)
    came[occasions] = True
    prompted = came.copy()
    for one in received:
        prompted[one.noticed] = True
    act.rows = np.flatnonzero(prompted)
    act.occasion = came[act.rows]
    act.spark = _strength(run, act.rows, received, MessageKind.SPARK)
    act.facilitator = _strength(run, act.rows, received, MessageKind.FACILITATOR)


def _strength(run: Run, rows: Rows, received: list[Received], kind: MessageKind) -> Real | float:
    """Give what messages of a kind add; of several, the strongest counts."""
    of_kind = [one.noticed for one in received if one.message.kind is kind]
    if not of_kind:
        return 0.0
    strengths = {
        MessageKind.SPARK: run.constants.spark,
        MessageKind.FACILITATOR: run.constants.facilitator,
    }
    added: Real = np.zeros(run.customers.n, run.dtype)
    for noticed in of_kind:
        added[noticed] = strengths[kind]
    strength: Real = added[rows]
    return strength
