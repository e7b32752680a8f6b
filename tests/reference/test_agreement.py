"""The product in float64 and the reference agree draw for draw."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from tests.reference.cases import ALONE, CASES, SEVERAL_ACTS, TOGETHER
from tests.reference.mechanics.kinds import KINDS
from tests.reference.play import launch, play_product, play_reference
from tests.reference.trace import first_difference
from tests.reference.wheel import Wheel, WheelMember

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


@pytest.mark.parametrize("scheme", ["points of two months", "points rolling"])
def test_points_of_several_months(scheme):
    assert_agree("quarter", ALONE[scheme])


@pytest.mark.parametrize(
    "case",
    ["shop", "subscription", "no learning", "many leave", "two markets", "fitted", "newcomers"],
)
def test_mechanics_together(case):
    assert_agree(case, TOGETHER)


@pytest.mark.parametrize("scheme", [{}, SEVERAL_ACTS], ids=["none", "several"])
def test_several_acts(scheme):
    assert_agree("acts", scheme)


def test_what_no_built_in_mechanic_says(monkeypatch):
    monkeypatch.setitem(KINDS, "wheel", WheelMember)
    assert_agree("shop", {"wheel": Wheel()})
    assert_agree("acts", {**SEVERAL_ACTS, "wheel": Wheel(act="practice")})


@pytest.mark.slow
@pytest.mark.parametrize("case", ["shop", "subscription", "acts"])
def test_a_year(case):
    base = CASES[case]
    setup = replace(base.setup, days=365, burn_in=90, market_size=150)
    long = replace(base, setup=setup, markets=range(2), seed=5)
    scheme = SEVERAL_ACTS if case == "acts" else TOGETHER
    product = play_product(launch(long, CONSTANTS), scheme)
    assert first_difference(product, play_reference(long, scheme, CONSTANTS)) == ""
