"""The romantic mechanics agree with the reference draw for draw, alone, together and among friends."""

from __future__ import annotations

import pytest
from tests.reference.romance import ROMANCE, ROMANTIC_ACTS
from tests.reference.test_agreement import assert_agree


@pytest.mark.parametrize("scheme", ROMANCE)
def test_a_romantic_mechanic_alone(scheme):
    assert_agree("shop", ROMANCE[scheme])


@pytest.mark.parametrize("case", ["two markets", "many leave", "arrivals", "no learning"])
@pytest.mark.parametrize("scheme", ["gestures of a few", "gestures near a badge"])
def test_staff_of_several_markets(case, scheme):
    assert_agree(case, ROMANCE[scheme])


def test_of_several_acts():
    assert_agree("acts", ROMANTIC_ACTS)
