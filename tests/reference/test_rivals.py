"""Both models agree on whom customers choose, and on what rivals' schemes do to them."""

from __future__ import annotations

from functools import cache

import pytest
from tests.reference.cases import CASES, PEOPLE, Case
from tests.reference.every import SCHEMES, one_of_each_kind
from tests.reference.play import launch, play_product, play_reference
from tests.reference.rival_cases import CHAIN, RIVALS, among
from tests.reference.trace import first_difference

from loyaltysim.behaviour.constants import Constants
from loyaltysim.customers.joining import Joining
from loyaltysim.simulation.setup import RivalScheme

pytestmark = pytest.mark.slow

CONSTANTS = Constants.default()
OF_SEVERAL = ("rivals of lessons", "rivals of a limited")
OF_A_RIVAL = [
    name
    for name, scheme in SCHEMES.items()
    if all(set(one.acts_about()) <= {None, "visit"} and not one.brings() for one in scheme.values())
]
"""Schemes that a rival can have: about the main act alone, and bringing nobody."""


@cache
def world_of(name: str):
    return launch(RIVALS[name], CONSTANTS)


def assert_agree(name: str, scheme: str, joining: Joining | None = None) -> None:
    ways = (joining,) if joining else ()
    product = play_product(world_of(name), SCHEMES[scheme], *ways)
    assert {act for day in product.days for _, act, _ in day.acts} >= {0, RIVALS[name].setup.own}
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


@pytest.mark.parametrize("case", ["rivals", "rivals and arrivals"])
@pytest.mark.parametrize("scheme", ["samples once", "samples again"])
def test_samples_for_those_who_never_bought(case, scheme):
    assert_agree(case, scheme)


def test_joining_a_scheme_among_rivals():
    assert_agree("rivals", "together", Joining("opt_in"))


def assert_agree_beside(scheme: str, rivals: str, joining: Joining | None = None) -> None:
    """Compare a scheme of the firm beside one of a rival, among friends."""
    ways = (joining,) if joining else ()
    schemes = {"chain": RivalScheme(SCHEMES[rivals])}
    case = Case(among(CASES["friends"].setup, {"chain": CHAIN}, schemes), PEOPLE)
    product = play_product(launch(case, CONSTANTS), SCHEMES[scheme], *ways)
    assert first_difference(product, play_reference(case, SCHEMES[scheme], CONSTANTS, *ways)) == ""


@pytest.mark.parametrize("scheme", tuple(one_of_each_kind(OF_A_RIVAL)))
def test_every_kind_as_a_rivals(scheme):
    assert_agree_beside("card", scheme)


@pytest.mark.parametrize(
    ("scheme", "rivals"), [("few messages", "sparks"), ("few messages", "few messages")]
)
def test_each_firm_leaves_customers_in_peace_by_itself(scheme, rivals):
    assert_agree_beside(scheme, rivals)


@pytest.mark.parametrize(
    "rivals",
    [
        *("team", "leagues", "gestures of a few", "gestures near a badge", "thanks by colleagues"),
        *("secret that is told", "all romance"),
    ],
)
def test_all_are_members_of_a_rivals_scheme_while_the_firms_is_joined(rivals):
    assert_agree_beside("team", rivals, Joining("opt_in"))
