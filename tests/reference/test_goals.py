"""The product and the reference agree on goals, and on what holds people to them, draw for draw."""

from __future__ import annotations

import pytest
from tests.reference.goals import GOAL_SEASONS, GOALS, GOALS_TOGETHER, SEVERAL_GOALS
from tests.reference.test_agreement import assert_agree

pytestmark = pytest.mark.slow

ALONE = {**GOALS, **GOAL_SEASONS}


@pytest.mark.parametrize("scheme", ALONE)
def test_a_goal_alone(scheme):
    assert_agree("shop", ALONE[scheme])


@pytest.mark.parametrize("case", ["shop", "calendar", "many leave"])
def test_goals_together(case):
    assert_agree(case, GOALS_TOGETHER)


def test_goals_of_several_acts():
    assert_agree("acts", SEVERAL_GOALS)
