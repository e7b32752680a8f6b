"""Service agrees with the reference draw for draw: queues, paths from one to the next, touchpoints, and what customers feel."""

from __future__ import annotations

import pytest
from tests.reference.cases import CASES
from tests.reference.play import launch, play_reference, product_parts
from tests.reference.service import CONSTANTS_OF_SERVICE, SERVICE, SERVICE_ACTS
from tests.reference.test_agreement import CONSTANTS, assert_agree

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("scheme", SERVICE)
def test_where_things_go_wrong(scheme):
    assert_agree("trouble", SERVICE[scheme])


@pytest.mark.parametrize("scheme", ["path", "welcome", "principled meetings"])
def test_in_several_markets_with_repetitions_and_newcomers(scheme):
    assert_agree("troubled markets", SERVICE[scheme])


@pytest.mark.parametrize("scheme", ["path", "renewals"])
def test_with_contracts_and_friends(scheme):
    assert_agree("troubled contracts", SERVICE[scheme])


@pytest.mark.parametrize("scheme", [{}, SERVICE_ACTS], ids=["none", "served"])
def test_of_several_acts(scheme):
    assert_agree("troubled acts", scheme)


def test_where_nothing_goes_wrong():
    assert_agree("two markets", SERVICE["counter"])


VEXED = CONSTANTS.replace(vexation_leaving=8.0, effort_vexation=0.6, vexation_days=8.0)


def test_where_vexation_drives_many_away():
    reference = play_reference(CASES["trouble"], SERVICE["path"], VEXED)
    assert product_parts(launch(CASES["trouble"], VEXED), SERVICE["path"], reference) == ""


@pytest.mark.parametrize("name", CONSTANTS_OF_SERVICE)
def test_a_changed_constant_is_seen(name):
    world = launch(CASES["trouble"], VEXED.replace(**{name: getattr(VEXED, name) * 1.4}))
    reference = play_reference(CASES["trouble"], SERVICE["path"], VEXED)
    assert product_parts(world, SERVICE["path"], reference) != ""
