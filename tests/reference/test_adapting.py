"""Both models agree on what a firm learns, and on what it gives to whom."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.reference.learning_schemes import LEARNING, PLACES
from tests.reference.play import launch, play_product, play_reference
from tests.reference.trace import first_difference

from loyaltysim.behaviour.constants import Constants
from loyaltysim.customers.joining import AUTOMATIC, Joining

pytestmark = pytest.mark.slow

CONSTANTS = Constants.default()


@pytest.mark.parametrize("name", LEARNING)
def test_what_is_learnt(name):
    place, plan = LEARNING[name]
    product = play_product(launch(PLACES[place], CONSTANTS), {}, adaptation=plan)
    reference = play_reference(PLACES[place], {}, CONSTANTS, AUTOMATIC, plan)
    assert first_difference(product, reference) == ""
    assert len(set(product.states["variant"])) > 1 or "budget" in name


@pytest.mark.parametrize(
    ("place", "joining", "washout"),
    [
        ("few", Joining("opt_in"), 0),
        ("few", Joining("opt_in"), 10),
        ("few", Joining("invited", share=0.6), 0),
        ("tiny markets", Joining("opt_in"), 0),
    ],
)
def test_what_is_learnt_of_members(place, joining, washout):
    plan = replace(LEARNING["thompson"][1], washout=washout)
    case = PLACES[place]
    product = play_product(launch(case, CONSTANTS), {}, joining, plan)
    assert first_difference(product, play_reference(case, {}, CONSTANTS, joining, plan)) == ""


@pytest.mark.parametrize(
    "changes",
    [{"every": 8}, {"epsilon": 0.33}, {"goal": "acts"}, {"memory": 5}, {"washout": 1}],
)
def test_the_models_can_differ(changes):
    place, plan = LEARNING["greedy"]
    other = replace(plan, **changes)
    product = play_product(launch(PLACES[place], CONSTANTS), {}, adaptation=other)
    reference = play_reference(PLACES[place], {}, CONSTANTS, AUTOMATIC, plan)
    assert first_difference(product, reference) != ""
