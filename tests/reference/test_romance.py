"""The romantic mechanics agree with the reference draw for draw, alone, together and among friends."""

from __future__ import annotations

import pytest
from tests.reference.romance import ROMANCE, ROMANCE_OF_FRIENDS, ROMANTIC_ACTS
from tests.reference.test_agreement import assert_agree

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("scheme", ROMANCE)
def test_a_romantic_mechanic_alone(scheme):
    assert_agree("shop", ROMANCE[scheme])


@pytest.mark.parametrize("case", ["two markets", "many leave", "arrivals", "no learning"])
@pytest.mark.parametrize("scheme", ["gestures of a few", "gestures near a badge"])
def test_staff_of_several_markets(case, scheme):
    assert_agree(case, ROMANCE[scheme])


@pytest.mark.parametrize("scheme", ROMANCE_OF_FRIENDS)
def test_among_friends(scheme):
    assert_agree("friends", ROMANCE_OF_FRIENDS[scheme])


@pytest.mark.parametrize("scheme", ["all romance", "secret that is told"])
def test_where_newcomers_join(scheme):
    assert_agree("arrivals of fitted", ROMANCE_OF_FRIENDS[scheme])


@pytest.mark.parametrize("scheme", ["half automated", "ritual", "events", "few messages"])
def test_newcomers_without_friends(scheme):
    assert_agree("arrivals", ROMANCE[scheme])


def test_of_several_acts():
    assert_agree("acts", ROMANTIC_ACTS)
