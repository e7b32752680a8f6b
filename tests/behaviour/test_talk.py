"""Word of mouth by itself: who talks, who warns, and who heeds it."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import some_constants

from loyaltysim.behaviour.constants import Constants, constants_table
from loyaltysim.behaviour.talk import (
    company_factor,
    talk_chance,
    undeterred,
    warning,
    warnings_fading,
)

CONSTANTS = Constants.default()
satisfactions = st.lists(st.floats(0.0, 50.0), min_size=2, max_size=9).map(sorted)


@given(satisfactions, st.floats(0.0, 1.0), some_constants)
def test_the_more_satisfied_the_more_they_bring_and_never_more_than_one(levels, rate, constants):
    chance = talk_chance(np.array(levels), rate, constants)
    assert (np.diff(chance) >= 0).all()
    assert (chance >= 0).all()
    assert (chance <= 1 - math.exp(-rate * constants.talk_most**constants.talk_slope) + 1e-12).all()


def test_ordinary_satisfaction_brings_what_was_stated():
    assert talk_chance(np.ones(1), 0.001, CONSTANTS)[0] == pytest.approx(0.001, rel=1e-3)


def test_the_less_satisfied_warn_the_more_within_bounds():
    warned = warning(np.array([0.0, 0.25, 0.5, 1.0, 2.0], np.float32), CONSTANTS)
    assert warned.tolist() == pytest.approx([3.0, 3.0, 2.0, 1.0, 0.5])


@given(st.lists(st.floats(0.0, 5.0), min_size=2, max_size=9).map(sorted), st.floats(0.0, 100.0))
def test_the_more_warn_the_fewer_come(heard, warns):
    share = undeterred(np.array(heard), warns)
    assert (np.diff(share) <= 0).all()
    assert ((share >= 0) & (share <= 1)).all()
    assert undeterred(np.zeros(1), warns)[0] == 1.0


def test_warnings_are_forgotten():
    assert warnings_fading(CONSTANTS) ** CONSTANTS.warning_days == pytest.approx(math.exp(-1))


@pytest.mark.parametrize(("hold", "left"), [("low", 0.9), ("high", 0.7)])
def test_company_lowers_the_hazard_as_it_did_among_employees(hold, left):
    """Burks, Cowgill, Hoffman & Housman (2015): 10 to 30% fewer quit in a time."""
    row = next(row for row in constants_table() if row.name == "friend_hold")
    bound = CONSTANTS.replace(friend_hold=getattr(row, hold))
    assert company_factor(bound) == pytest.approx(left, abs=0.01)
    assert 0.7 < company_factor(CONSTANTS) < 0.9
