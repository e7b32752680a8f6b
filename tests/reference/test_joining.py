"""Both models agree on who joins, and on what becomes of members and of the others."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from tests.reference.cases import CASES
from tests.reference.every import SCHEMES, one_of_each_kind, world_for
from tests.reference.play import launch, play_product, play_reference
from tests.reference.trace import first_difference

from loyaltysim.behaviour.constants import Constants
from loyaltysim.customers.joining import Joining

pytestmark = pytest.mark.slow

CONSTANTS = Constants.default()
OPEN = Joining("opt_in")
TOILSOME = Joining("opt_in", effort=(1.2, 0.0, 0.0, 1.5, 0.8, 0.0))
INVITED = Joining("invited", share=0.4)
RUNS = [
    ("shop", "together", OPEN),
    ("shop", "calendar", TOILSOME),
    ("many leave", "calendar", OPEN),
    ("subscription", "together", TOILSOME),
    ("acts", "several acts", OPEN),
    ("acts", "clubs", TOILSOME),
    ("two markets", "club with a purse", OPEN),
    ("no learning", "streak", OPEN),
    ("arrivals", "together", OPEN),
    ("arrivals", "together", INVITED),
    ("shop", "together", INVITED),
    ("acts", "clubs", INVITED),
    ("shop", "gestures of a few", INVITED),
    ("friends", "all romance", OPEN),
]
CHANGES = {
    "way": replace(TOILSOME, way="invited", share=0.5),
    "effort": replace(TOILSOME, effort=(1.5, 0.0, 0.0, 1.5, 0.8, 0.0)),
}


@cache
def world_of(name: str):
    return launch(CASES[name], CONSTANTS)


def joined(trace) -> float:
    members: list[float] = trace.states["member"]
    return sum(members) / len(members)


@pytest.mark.parametrize(("case", "scheme", "joining"), RUNS)
def test_members(case, scheme, joining):
    product = play_product(world_of(case), SCHEMES[scheme], joining)
    reference = play_reference(CASES[case], SCHEMES[scheme], CONSTANTS, joining)
    assert first_difference(product, reference) == ""
    assert 0.1 < joined(product) < 0.99


@pytest.mark.parametrize("scheme", tuple(one_of_each_kind()))
def test_members_of_every_kind(scheme):
    case = world_for(scheme)
    product = play_product(world_of(case), SCHEMES[scheme], OPEN)
    reference = play_reference(CASES[case], SCHEMES[scheme], CONSTANTS, OPEN)
    assert first_difference(product, reference) == ""


@pytest.mark.parametrize("change", CHANGES)
def test_another_way_of_joining_is_seen(change):
    product = play_product(world_of("shop"), SCHEMES["together"], CHANGES[change])
    reference = play_reference(CASES["shop"], SCHEMES["together"], CONSTANTS, TOILSOME)
    assert first_difference(product, reference) != ""


def test_nobody_joins_what_offers_nothing():
    trace = play_product(world_of("shop"), SCHEMES["none"], OPEN)
    assert joined(trace) == 0.0
    assert (
        first_difference(trace, play_reference(CASES["shop"], SCHEMES["none"], CONSTANTS, OPEN))
        == ""
    )
