"""Step 6, leave: who stops being a customer today; with a contract, who renews and pays."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.behaviour.leaving import hazard_factor
from loyaltysim.simulation.today import NO_ROWS

if TYPE_CHECKING:
    from loyaltysim.customers.table import Real
    from loyaltysim.hooks import Rows
    from loyaltysim.simulation.loyalty_model import LoyaltyModel

ROUNDING = 1.0 + 1e-4


def leave(model: LoyaltyModel) -> None:
    """Let customers leave; nobody does before the launch."""
    if model.day < 0:
        return
    due = _open_relationship(model) if model.setup.contract is None else _contracts(model)
    uniform: Real = model.luck.events("leave").take(due).astype(model.dtype)
    days = model.setup.period_days
    chance = -np.expm1(-days * hazard(model, due))
    gone = uniform < chance
    model.today.left = due[gone]
    model.customers.states.present[model.today.left] = False
    model.today.fees = due[~gone] if model.setup.contract else NO_ROWS


def most_hazard(model: LoyaltyModel) -> Real:
    """Give the highest chance to leave on a day, shape (n,): a screen that spares work."""
    constants = model.constants
    factor = constants.leaving_most * math.exp(max(constants.annoyance, 0.0)) * ROUNDING
    screen: Real = -np.expm1(-model.customers.traits.hazard * factor)
    return screen


def _open_relationship(model: LoyaltyModel) -> Rows:
    uniform = model.luck.events("leave")
    return np.flatnonzero((uniform < model.hazard_screen) & model.customers.states.present)


def _contracts(model: LoyaltyModel) -> Rows:
    phase = model.customers.traits.contract_phase
    ends = (model.day + phase) % model.setup.period_days == 0
    return np.flatnonzero(ends & model.customers.states.present)


def hazard(model: LoyaltyModel, rows: Rows) -> Real:
    """Give the hazard of leaving of some customers, per day, shape (rows,)."""
    traits, states = model.customers.traits, model.customers.states
    tickets = model.ledger.unredeemed(rows) / traits.worth[0][rows]
    factor = hazard_factor(
        states.satisfaction[rows],
        states.habit[0][rows],
        states.fatigue[rows],
        (traits.loss_aversion[rows] * traits.reward_sensitivity[rows], tickets),
        model.constants,
    )
    rate: Real = traits.hazard[rows] * factor
    return rate
