"""Choice between the firm and rivals, equation by equation."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loyaltysim.behaviour.action import needed_log_odds
from loyaltysim.behaviour.constants import Constants
from loyaltysim.behaviour.rest import habit_at_need
from loyaltysim.behaviour.rivals import (
    NOBODY,
    choose,
    habits_at_rest,
    ln_crowd,
    price_pull,
    taste_for,
)

C = Constants.default()
ONE = np.ones(1)
GRID = (np.arange(400) + 0.5) / 400
log_odds = st.floats(-30, 30)


def pull(price):
    return float(price_pull(price, 0.4 * ONE, 2.0 * ONE, C)[0])


@given(st.floats(0.01, 100), st.floats(0.01, 100))
def test_a_lower_price_never_pulls_less(one, other):
    assert (pull(min(one, other)) >= pull(max(one, other))) == (min(one, other) <= max(one, other))


def test_the_same_price_pulls_nothing_and_more_hurts_as_a_loss():
    assert pull(1.0) == 0.0
    assert pull(1.2) == pytest.approx(-2.0 * pull(0.8))


def test_half_the_appeal_is_half_the_odds():
    z = np.array([0.3, -1.0])
    half, full = (taste_for(appeal, z, -z, C) for appeal in (0.5, 1.0))
    assert np.exp(full - half) == pytest.approx(2.0)
    assert np.isneginf(taste_for(0.0, z, z, C)).all()


def test_a_crowd_of_nobody_is_nothing():
    assert np.array_equal(ln_crowd(np.empty((0, 3))), np.zeros(3))
    assert np.array_equal(ln_crowd(np.full((2, 3), -np.inf)), np.zeros(3))


@settings(max_examples=40)
@given(st.lists(log_odds, min_size=1, max_size=4))
def test_the_shares_are_those_of_the_logit(odds):
    """Over a grid of both draws, each is chosen as often as the equation says."""
    u, w = (grid.ravel() for grid in np.meshgrid(GRID, GRID))
    each = np.repeat(np.array(odds)[:, None], u.size, axis=1)
    chosen = choose(each, needed_log_odds(u, C), w)
    expected = np.exp(np.array(odds) - ln_crowd(np.array(odds)[:, None]))
    for place, share in enumerate(expected):
        found = (chosen == place).mean()
        assert found == pytest.approx((1.0 - C.blocked_days) * share, abs=0.006)


@given(st.lists(log_odds, min_size=2, max_size=4), st.floats(0, 5))
def test_a_better_firm_takes_and_never_shuffles(odds, better):
    u, w = (grid.ravel() for grid in np.meshgrid(GRID[::4], GRID[::4]))
    each = np.repeat(np.array(odds)[:, None], u.size, axis=1)
    before = choose(each, needed_log_odds(u, C), w)
    each[0] += better
    after = choose(each, needed_log_odds(u, C), w)
    assert (after[before == 0] == 0).all()
    kept = after != 0
    assert np.array_equal(after[kept], before[kept])


def test_nobody_is_chosen_when_life_is_in_the_way():
    blocked = needed_log_odds(np.full(5, 0.99), C)
    odds = np.full((3, 5), 50.0)
    assert (choose(odds, blocked, np.linspace(0, 0.9, 5)) == NOBODY).all()


def test_without_rivals_that_anybody_likes_habit_rests_as_alone():
    need, gap = np.array([0.05, 0.4, 2.0]), np.array([0.0, 0.3, 0.6])
    desire = np.log(np.array([0.9, 1.0, 1.1]))
    never = np.full((1, 3), -np.inf)
    found = habits_at_rest(need, [desire, desire], gap, never, C)
    alone = habit_at_need(need, np.exp(desire), gap, C)
    assert found[0] == pytest.approx(alone, rel=1e-12)
    assert not found[1].any()


def test_habits_at_rest_follow_tastes():
    need, gap = np.full(2, 0.4), np.full(2, 0.3)
    desire, tastes = np.zeros(2), np.array([[2.0, -2.0]])
    firm, rival = habits_at_rest(need, [desire, desire], gap, tastes, C)
    assert rival[0] > firm[0]
    assert rival[1] < firm[1]
