"""Customers at rest: habits that stay where they are, and needs that lead to known acts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import some_constants

from loyaltysim.behaviour.constants import Constants
from loyaltysim.behaviour.rest import (
    chance_at_rest,
    habit_at_need,
    need_for_acts,
    resting_habit,
)

DEFAULT = Constants.default()
ONE, NONE = np.ones(1), np.zeros(1)


@given(st.floats(0, 0.9), some_constants)
def test_a_resting_habit_neither_grows_nor_decays(chance, constants):
    habit = resting_habit(np.array([chance]), constants)[0]
    growth = chance * (1 - habit)
    decay = (1 - chance) * constants.habit_decay * habit * (1 - habit)
    assert growth == pytest.approx(decay, abs=1e-12)


@given(st.floats(0, 30), st.floats(0, 30), some_constants)
def test_who_acts_more_has_no_weaker_habit(x, y, constants):
    low, high = (habit_at_need(np.array([n]), ONE, NONE, constants)[0] for n in sorted((x, y)))
    assert 0.0 <= low <= high <= 1.0


@given(st.floats(1e-4, 1.2), st.floats(0, 1), some_constants)
def test_a_need_found_for_a_rate_of_acts_leads_to_it(rate, habit, constants):
    acts, habits = np.array([rate]), np.array([habit])
    need = need_for_acts(acts, habits, ONE, NONE, constants)
    occasions = -np.expm1(-need * (1 + constants.habit_cue * habits))
    chance = chance_at_rest(ONE, NONE, habits, constants)
    if occasions[0] < 0.979:
        assert occasions[0] * chance[0] == pytest.approx(-np.expm1(-rate))


def test_no_need_is_no_habit():
    assert habit_at_need(NONE, ONE, NONE, DEFAULT)[0] == 0.0
    assert need_for_acts(NONE, NONE, ONE, NONE, DEFAULT)[0] == 0.0
