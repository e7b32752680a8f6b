"""Rules of the soft action line."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import some_constants

from loyaltysim.behaviour.action import chance_to_act, log_odds, needed_log_odds
from loyaltysim.behaviour.constants import Constants

DEFAULT = Constants.default()


def test_an_ordinary_desire_for_an_easy_act_nearly_always_leads_to_it():
    free = 1 - DEFAULT.blocked_days
    odds = math.exp(DEFAULT.action_odds)
    assert chance_to_act(np.zeros(1), DEFAULT)[0] == pytest.approx(free * odds / (1 + odds))


@given(st.floats(-20, 20), st.floats(-20, 20), some_constants)
def test_more_motivation_or_ability_never_makes_an_act_less_likely(x, y, constants):
    low, high = (chance_to_act(np.array([v]), constants)[0] for v in sorted((x, y)))
    assert 0.0 <= low <= high <= 1.0 - constants.blocked_days


def test_no_motivation_is_enough_on_a_blocked_day():
    assert np.isinf(needed_log_odds(np.array([1 - DEFAULT.blocked_days, 0.999]), DEFAULT)).all()


@given(st.integers(0, 2**24 - 1), st.floats(-1.5, 0.5), some_constants)
def test_the_draw_in_log_odds_says_the_same_as_the_chance(draw, ability, constants):
    uniform = np.array([draw / 2**24])
    chance = chance_to_act(np.array([ability]), constants)
    needed = needed_log_odds(uniform.copy(), constants)
    if abs(uniform[0] - chance[0]) > 1e-9:
        acts = log_odds(np.array([ability]), constants) > needed
        assert bool(acts[0]) == bool(uniform[0] < chance[0])
