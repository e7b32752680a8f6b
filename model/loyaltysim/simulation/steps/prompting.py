"""Step 1, prompt: who meets an occasion, or notices a message, today."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.behaviour.attention import attention_to
from loyaltysim.hooks import MessageKind, Rows
from loyaltysim.simulation.asking import (
    ask_for_arrivals,
    ask_for_messages,
    ask_for_principles,
    ask_to_open,
    ask_whom_to_spare,
)
from loyaltysim.simulation.rivalry import shared_occasions, strongest_habit
from loyaltysim.simulation.steps.persuading import carried, persuasion
from loyaltysim.simulation.today import NO_ROWS, ActToday, Received

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.customers.table import Real
    from loyaltysim.simulation.state import Run


def open_day(run: Run) -> None:
    """Let pending units become active and instances answer to the calendar."""
    for firm in run.firms:
        firm.ledger.begin_day()
    run.begin_instances()
    for running in run.asked("open"):
        run.take(running, ask_to_open(run, running))
    for instance, arrivals in run.today.brought:
        if instance is not None and instance.awake:
            run.take(instance, ask_for_arrivals(run, instance, arrivals))


def prompt(run: Run) -> None:
    """Find the prompted customers of every act."""
    open_day(run)
    _spare(run)
    _send(run)
    for number, act in enumerate(run.today.acts):
        received = [one for one in run.today.received if one.message.act == number]
        _join(run, act, _occasions(run, number), _may_prompt(run, number, received))


def _occasions(run: Run, number: int) -> Rows:
    if run.setup.acts[number].rival is not None:
        return shared_occasions(run, number)
    if run.setup.acts[number].need == 0:
        return NO_ROWS
    rows = run.screens.may_meet_occasion(number)
    rows = rows.compress(run.customers.states.present.take(rows))
    may = run.may_do(number)
    if may is not None:
        rows = rows.compress(may.take(rows))
    habit = strongest_habit(run, number, rows)
    habit *= run.constants.habit_cue
    habit += 1.0
    habit *= run.act_need(number).take(rows)
    if run.rush != 1.0:
        habit *= run.dtype(run.rush)
    chance = -np.expm1(-habit)
    uniform = run.luck.events(f"occasion:{run.setup.acts[number].name}")
    found: Rows = rows.compress(uniform.take(rows) < chance)
    return found


def _spare(run: Run) -> None:
    """Note whom instances want to be left in peace today, each by its own firm."""
    asked = [(running, ask_whom_to_spare(run, running)) for running in run.asked("spares")]
    spared: dict[str, NDArray[np.bool_]] = {}
    for running, rows in asked:
        if rows.size:
            nobody = np.zeros(run.customers.n, np.bool_)
            spared.setdefault(running.firm.rival, nobody)[rows] = True
    for running in run.awake if spared else ():
        running.view.spared = spared.get(running.firm.rival)


def _send(run: Run) -> None:
    """Let instances send their messages, and see who notices them."""
    attention = run.customers.traits.attention
    for running in run.asked("messages"):
        fatigue = running.firm.bond.fatigue
        for message in ask_for_messages(run, running):
            act = run.setup.acts[message.act].name
            rows = message.rows
            running.firm.sent[rows] += 1
            uniform = run.luck.events(f"notice:{running.key}:{act}").take(rows)
            chance = attention_to(message.channel, attention.take(rows), run.constants)
            chance *= 1.0 - fatigue.take(rows)
            noticed = rows.compress(uniform < chance)
            told = ask_for_principles(running, message, noticed)
            met = None if told is None else carried(run, running, noticed, told)
            run.today.received.append(Received(running, message, noticed, told, met))
            if met is not None:
                run.note_principles(running, met)


def _may_prompt(run: Run, number: int, received: list[Received]) -> list[Received]:
    """Leave out those who noticed a message for an act that they cannot do any more."""
    may = run.may_do(number)
    if may is None:
        return received
    return [one.among(may) for one in received]


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
    act.persuasion = persuasion(run, act.rows, received)


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
