"""Step 1, prompt: who meets an occasion, or notices a message, today."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.hooks import MessageKind, Rows
from loyaltysim.simulation.today import NO_ROWS, ActToday, Received

if TYPE_CHECKING:
    from loyaltysim.customers.table import Real
    from loyaltysim.simulation.loyalty_model import LoyaltyModel

ROUNDING = 1.0 + 1e-5
"""Lifts the screen of occasions above what rounding could cut off."""


def open_day(model: LoyaltyModel) -> None:
    """Let pending units become active and instances answer to the calendar."""
    model.ledger.begin_day(model.day)
    for running in model.instances:
        running.view.day = model.day
    for running in model.instances:
        answer = running.mechanic.open(running.view)
        for post in answer.posts:
            model.ledger.book(running.name, post, model.day)
        model.today.moments.extend((running, moment) for moment in answer.moments)


def prompt(model: LoyaltyModel) -> None:
    """Find the prompted customers of every act."""
    open_day(model)
    for number, act in enumerate(model.today.acts):
        occasions = _occasions(model, number)
        received = _messages(model, number)
        model.today.received.extend(received)
        _join(model, act, occasions, received)


def most_occasions(model: LoyaltyModel, number: int) -> Real:
    """Give the chance of an occasion with full habit, shape (n,): a screen that spares work."""
    most = model.act_need(number) * (1.0 + model.constants.habit_cue)
    screen: Real = -np.expm1(-most) * ROUNDING
    return screen


def _occasions(model: LoyaltyModel, number: int) -> Rows:
    if model.setup.acts[number].need == 0:
        return NO_ROWS
    uniform = model.luck.events(f"occasion:{model.setup.acts[number].name}")
    states = model.customers.states
    rows = np.flatnonzero((uniform < model.screens[number]) & states.present)
    habit = states.habit[number].take(rows)
    habit *= model.constants.habit_cue
    habit += 1.0
    habit *= model.act_need(number).take(rows)
    chance = -np.expm1(-habit)
    found: Rows = rows[uniform.take(rows) < chance]
    return found


def _messages(model: LoyaltyModel, number: int) -> list[Received]:
    states, traits = model.customers.states, model.customers.traits
    received = []
    for running in model.instances:
        if running.act != number:
            continue
        message = running.mechanic.messages(running.view, number)
        if message is None:
            continue
        rows = message.rows
        uniform = model.luck.events(f"notice:{running.name}")[rows]
        chance = traits.attention[rows] * (1.0 - states.fatigue[rows])
        received.append(Received(message, rows[uniform < chance]))
    return received


def _join(model: LoyaltyModel, act: ActToday, occasions: Rows, received: list[Received]) -> None:
    if not received:
        act.rows = occasions
        return
    came = np.zeros(model.customers.n, np.bool_)
    came[occasions] = True
    prompted = came.copy()
    for one in received:
        prompted[one.noticed] = True
    act.rows = np.flatnonzero(prompted)
    act.occasion = came[act.rows]
    act.spark = _strength(model, act.rows, received, MessageKind.SPARK)
    act.facilitator = _strength(model, act.rows, received, MessageKind.FACILITATOR)


def _strength(
    model: LoyaltyModel, rows: Rows, received: list[Received], kind: MessageKind
) -> Real | float:
    """Give what messages of a kind add; of several, the strongest counts."""
    of_kind = [one.noticed for one in received if one.message.kind is kind]
    if not of_kind:
        return 0.0
    strengths = {
        MessageKind.SPARK: model.constants.spark,
        MessageKind.FACILITATOR: model.constants.facilitator,
    }
    added: Real = np.zeros(model.customers.n, model.dtype)
    for noticed in of_kind:
        added[noticed] = strengths[kind]
    strength: Real = added[rows]
    return strength
