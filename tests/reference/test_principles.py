"""Both models agree on which principle a message carries, and on what it does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.reference.cases import CASES, Case
from tests.reference.changes import PARAMETERS
from tests.reference.play import launch, play_product, play_reference
from tests.reference.principles import FEW, PRINCIPLED
from tests.reference.repeat_cases import REPEATS
from tests.reference.rival_cases import CHAIN, among
from tests.reference.trace import first_difference

from loyaltysim.behaviour.constants import Constants
from loyaltysim.simulation.setup import RivalScheme

pytestmark = pytest.mark.slow

CONSTANTS = Constants.default()
WORLDS = {**CASES, **REPEATS}


def small(name: str) -> Case:
    """Give a world with fewer customers and days: each notices a message nearly every day."""
    return replace(WORLDS[name], setup=replace(WORLDS[name].setup, market_size=60, days=45))


def assert_agree(case, scheme) -> None:
    product = play_product(launch(case, CONSTANTS), scheme)
    assert any(day.noticed for day in product.days)
    assert first_difference(product, play_reference(case, scheme, CONSTANTS)) == ""


@pytest.mark.parametrize("scheme", PRINCIPLED)
def test_each_policy(scheme):
    assert_agree(FEW, PRINCIPLED[scheme])


@pytest.mark.parametrize("case", ["arrivals", "no learning", "limited", "rounds"])
def test_principles_of_several_messages(case):
    assert_agree(small(case), PRINCIPLED["principles together"])


def test_rivals_know_nothing_of_what_others_learn():
    chain = {"chain": RivalScheme(PRINCIPLED["one profile"])}
    setup = among(FEW.setup, {"chain": CHAIN}, chain)
    assert_agree(replace(FEW, setup=setup), PRINCIPLED["one profile"])


def test_a_rival_persuades_too():
    chain = {"chain": RivalScheme(PRINCIPLED["principles together"])}
    setup = among(FEW.setup, {"chain": CHAIN}, chain)
    assert_agree(replace(FEW, setup=setup), PRINCIPLED["profiles"])


def test_the_parameters_are_tried():
    assert {"principle", "persuasion", "profile"} <= set(PARAMETERS["message"])
