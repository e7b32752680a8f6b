"""The product in float64 and the reference agree draw for draw."""

from __future__ import annotations

from functools import cache

import pytest
from tests.reference.cases import ALONE, CASES, SEVERAL_ACTS, TOGETHER
from tests.reference.play import launch, play_product, play_reference
from tests.reference.trace import first_difference

from loyaltysim.behaviour.constants import Constants

CONSTANTS = Constants.default()


@cache
def world_of(name: str):
    return launch(CASES[name], CONSTANTS)


def assert_agree(name: str, scheme) -> None:
    product = play_product(world_of(name), scheme)
    assert sum(len(day.acts) for day in product.days) > 500
    assert first_difference(product, play_reference(CASES[name], scheme, CONSTANTS)) == ""


@pytest.mark.parametrize("scheme", ALONE)
def test_a_mechanic_alone(scheme):
    assert_agree("shop", ALONE[scheme])


@pytest.mark.parametrize(
    "case", ["shop", "subscription", "no learning", "many leave", "two markets"]
)
def test_mechanics_together(case):
    assert_agree(case, TOGETHER)


@pytest.mark.parametrize("scheme", [{}, SEVERAL_ACTS], ids=["none", "several"])
def test_several_acts(scheme):
    assert_agree("acts", scheme)
