"""Both models agree on whom customers choose, and on what rivals' schemes do to them."""

from __future__ import annotations

from functools import cache

import pytest
from tests.reference.every import SCHEMES
from tests.reference.play import launch, play_product, play_reference
from tests.reference.rival_cases import RIVALS
from tests.reference.trace import first_difference

from loyaltysim.behaviour.constants import Constants
from loyaltysim.customers.joining import Joining

CONSTANTS = Constants.default()
OF_SEVERAL = ("rivals of lessons", "rivals of a limited")


@cache
def world_of(name: str):
    return launch(RIVALS[name], CONSTANTS)


def assert_agree(name: str, scheme: str, joining: Joining | None = None) -> None:
    ways = (joining,) if joining else ()
    product = play_product(world_of(name), SCHEMES[scheme], *ways)
    assert {act for day in product.days for _, act in day.acts} >= {0, RIVALS[name].setup.own}
    reference = play_reference(RIVALS[name], SCHEMES[scheme], CONSTANTS, *ways)
    assert first_difference(product, reference) == ""


@pytest.mark.parametrize("case", RIVALS)
def test_without_a_scheme(case):
    assert_agree(case, "none")


@pytest.mark.parametrize("case", [name for name in RIVALS if name not in OF_SEVERAL])
def test_mechanics_and_messages_together(case):
    assert_agree(case, "together")


@pytest.mark.parametrize("scheme", ["several acts", "clubs"])
def test_several_acts(scheme):
    assert_agree("rivals of lessons", scheme)


@pytest.mark.parametrize("scheme", ["club with a purse", "calendar", "season of club", "guests"])
def test_whatever_customers_feel(scheme):
    assert_agree("rivals", scheme)


def test_joining_a_scheme_among_rivals():
    assert_agree("rivals", "together", Joining("opt_in"))
