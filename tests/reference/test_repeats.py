"""Both models agree draw for draw where acts are done several times on one occasion."""

from __future__ import annotations

from functools import cache

import pytest
from tests.reference.every import OF_SEVERAL_ACTS, SCHEMES, one_of_each_kind
from tests.reference.play import launch, play_product, play_reference
from tests.reference.referrals import REFERRALS
from tests.reference.repeat_cases import REPEATS
from tests.reference.romance import ROMANCE_OF_FRIENDS
from tests.reference.social import AMONG_FRIENDS
from tests.reference.trace import first_difference

from loyaltysim.behaviour.constants import Constants
from loyaltysim.customers.joining import AUTOMATIC, Joining

CONSTANTS = Constants.default()
IN_ROUNDS = [
    *one_of_each_kind(),
    *("streak weekly", "streak daily", "streak with repair", "badges for streaks", "comeback"),
    *("challenge again", "weekly tasks", "points many", "mystery box", "all social", "all romance"),
    *("leagues", "team", "tasks that rise", "thanks by all", "club with a purse", "together"),
]

FULL = {"tasks"}
"""Schemes that have no room for anybody after the first acts of a day."""


def case_for(scheme: str) -> str:
    if scheme in REFERRALS:
        return "rounds of referrals"
    if scheme in AMONG_FRIENDS | ROMANCE_OF_FRIENDS:
        return "rounds of friends"
    return "rounds of acts" if scheme in {*OF_SEVERAL_ACTS, "clubs"} else "rounds"


@cache
def world_of(case: str):
    return launch(REPEATS[case], CONSTANTS)


def assert_agree(case: str, scheme: str, joining: Joining = AUTOMATIC) -> None:
    product = play_product(world_of(case), SCHEMES[scheme], joining)
    assert scheme in FULL or max(act[2] for day in product.days for act in day.acts) > 1
    reference = play_reference(REPEATS[case], SCHEMES[scheme], CONSTANTS, joining)
    assert first_difference(product, reference) == ""


@pytest.mark.slow
def test_the_two_models_agree():
    assert_agree("rounds of acts", "clubs")


@pytest.mark.slow
@pytest.mark.parametrize("scheme", dict.fromkeys(name for name in IN_ROUNDS if name in SCHEMES))
def test_every_kind_of_mechanic(scheme):
    assert_agree(case_for(scheme), scheme)


@pytest.mark.slow
@pytest.mark.parametrize("case", REPEATS)
@pytest.mark.parametrize("scheme", ["none", "club with a purse", "together"])
def test_every_world(case, scheme):
    if case not in {"rounds of acts", "rounds of a side act", "rounds of a limited"} or (
        scheme == "none"
    ):
        assert_agree(case, "none" if case == "rounds of referrals" else scheme)


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["together", "team", "weekly tasks"])
def test_joining(scheme):
    assert_agree("rounds", scheme, Joining("opt_in"))
