"""The social mechanics agree with the reference draw for draw, alone, together and among friends."""

from __future__ import annotations

import pytest
from tests.reference.every import SCHEMES
from tests.reference.social import AMONG_FRIENDS, SOCIAL, SOCIAL_ACTS
from tests.reference.test_agreement import assert_agree

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("scheme", SOCIAL)
def test_a_social_mechanic_alone(scheme):
    assert_agree("shop", SOCIAL[scheme])


@pytest.mark.parametrize("scheme", ["leagues", "team", "leaderboards", "forum"])
def test_groups_in_several_markets_whose_members_leave(scheme):
    assert_agree("friends", SOCIAL[scheme])


@pytest.mark.parametrize(
    "scheme", ["all social", "leaderboards", "leagues", "team", "buddies", "norm", "forum"]
)
def test_where_newcomers_join(scheme):
    assert_agree("arrivals of fitted" if scheme in AMONG_FRIENDS else "arrivals", SCHEMES[scheme])


@pytest.mark.parametrize("scheme", AMONG_FRIENDS)
def test_among_friends(scheme):
    assert_agree("friends", AMONG_FRIENDS[scheme])


def test_of_several_acts():
    assert_agree("acts", SOCIAL_ACTS)
