"""Production float32 decides as float64 does, but for fewer than one decision in a million.

A decision is one draw against a chance: an occasion of each act and a departure for each customer
who is present, an act for each who is prompted, and the notice of each message sent. Each customer
is followed until the two runs first differ in one of them; what follows from a difference is not
counted as another one, nor are the decisions after it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.reference.cases import CASES, PEOPLE, Case
from tests.reference.made_up.schemes import CLUBS
from tests.reference.play import launch
from tests.reference.schemes import TOGETHER

from loyaltysim.behaviour.constants import Constants
from loyaltysim.simulation.loyalty_model import LoyaltyModel

if TYPE_CHECKING:
    from loyaltysim.simulation.world import World

pytestmark = pytest.mark.slow

CONSTANTS = Constants.default()
ONCE_IN = 1_000_000


def outcomes(model):
    """List what today's draws decided, each as a mask of customers."""
    n, today = model.customers.n, model.today
    found = [masked(n, today.left)]
    for act in today.acts:
        met = act.rows if act.occasion is None else act.rows[act.occasion]
        found += [masked(n, met), masked(n, act.actors)]
    return found + [masked(n, one.noticed) for one in today.received]


def masked(n, rows):
    mask = np.zeros(n, bool)
    mask[rows] = True
    return mask


def decisions(model, present):
    """Count today's draws by customer, given who was present when the day began."""
    counts = present * (1 + len(model.today.acts))
    for act in model.today.acts:
        counts[act.rows] += 1
    for one in model.today.received:
        counts[one.message.rows] += 1
    return counts


def follow(exact: World, other: World, scheme):
    """Play two worlds, and count the decisions compared and the customers who parted."""
    one, two = LoyaltyModel(exact, scheme), LoyaltyModel(other, scheme)
    alike, compared = np.ones(exact.customers.n, bool), 0
    for _ in range(exact.setup.days):
        present = one.customers.states.present.copy()
        one.step()
        two.step()
        compared += int(decisions(one, present)[alike].sum())
        for a, b in zip(outcomes(one), outcomes(two), strict=True):
            alike &= a == b
    return compared, int((~alike).sum())


def large(name: str) -> Case:
    setup = replace(CASES[name].setup, market_size=2000, days=180, burn_in=60)
    return Case(setup, PEOPLE, range(8))


@pytest.mark.parametrize(("name", "scheme"), [("shop", TOGETHER), ("acts", CLUBS)])
def test_single_precision_hardly_ever_decides_otherwise(name, scheme):
    exact = launch(large(name), CONSTANTS, np.float64)
    quick = launch(large(name), CONSTANTS, np.float32)
    assert quick.customers.traits.need.dtype == np.float32
    compared, parted = follow(exact, quick, scheme)
    assert compared > 5 * ONCE_IN
    assert parted < compared / ONCE_IN


def test_a_small_error_would_be_counted():
    """One part in twenty thousand of the line of action is over the limit."""
    exact = launch(large("shop"), CONSTANTS)
    wrong = CONSTANTS.replace(action_odds=CONSTANTS.action_odds * 1.00005)
    compared, parted = follow(exact, launch(large("shop"), wrong), TOGETHER)
    assert parted > compared / ONCE_IN
