"""What employees get agrees with the reference draw for draw, alone, together and where newcomers join."""

from __future__ import annotations

import pytest
from tests.reference.staff import STAFF, STAFF_ACTS
from tests.reference.test_agreement import assert_agree

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("scheme", STAFF)
def test_alone(scheme):
    assert_agree("crowd", STAFF[scheme])  # tasks have few places


@pytest.mark.parametrize("case", ["two markets", "many leave", "arrivals"])
@pytest.mark.parametrize("scheme", ["tasks that rise", "thanks by all"])
def test_in_several_markets_whose_members_come_and_leave(case, scheme):
    assert_agree(case, STAFF[scheme])


def test_of_several_acts():
    assert_agree("acts", STAFF_ACTS)
