"""Rules of leaving: what holds a customer, and that nothing holds for ever."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import shares, some_constants

from loyaltysim.behaviour.constants import Constants
from loyaltysim.behaviour.leaving import hazard_factor, hold, unthinking

DEFAULT = Constants.default()
desires = st.floats(0.01, 1e4)
stakes = st.floats(0, 1e6)


def factor(constants, *, desire=1.0, habit=0.0, fatigue=0.0, pull=0.8, stake=0.0):
    mood, routine, tired, dread, tickets = (
        np.array([number]) for number in (desire, habit, fatigue, pull, stake)
    )
    held = hold(dread, tickets, constants)
    return float(hazard_factor(mood, routine, tired, held, constants)[0])


def test_a_customer_without_habit_balance_or_fatigue_leaves_at_the_own_rate():
    assert factor(DEFAULT) == 1.0


@given(desires, desires, some_constants)
def test_the_content_leave_no_sooner(x, y, constants):
    low, high = sorted((x, y))
    assert factor(constants, desire=high) <= factor(constants, desire=low)


@given(stakes, stakes, desires, some_constants)
def test_a_balance_holds_and_does_so_within_bounds(x, y, desire, constants):
    low, high = (factor(constants, desire=desire, stake=stake) for stake in sorted((x, y)))
    assert constants.leaving_least <= high <= low <= constants.leaving_most


@given(shares, shares, some_constants)
def test_habit_holds_and_fatigue_drives_away(x, y, constants):
    low, high = sorted((x, y))
    assert factor(constants, habit=high) <= factor(constants, habit=low)
    assert factor(constants, fatigue=high) >= factor(constants, fatigue=low)


@given(desires, shares, shares, st.floats(0, 100), stakes, some_constants)
def test_no_state_gives_a_factor_that_is_not_a_number(
    desire, habit, fatigue, pull, stake, constants
):
    found = factor(constants, desire=desire, habit=habit, fatigue=fatigue, pull=pull, stake=stake)
    assert np.isfinite(found)
    assert found > 0.0


def test_desire_acts_on_leaving_through_its_slope():
    assert factor(DEFAULT, desire=2.0) == pytest.approx(2**-DEFAULT.leaving_slope)


@given(shares, shares, shares, some_constants)
def test_the_more_somebody_is_woken_the_less_habit_protects(habit, x, y, constants):
    less, more = sorted((x, y))
    few, many = (unthinking(np.array([habit]), np.array([woken])) for woken in (less, more))
    assert factor(constants, habit=few[0]) <= factor(constants, habit=many[0])
    assert factor(constants, habit=many[0]) <= factor(constants)


def test_who_is_not_woken_is_protected_by_all_of_the_habit_and_who_is_by_none():
    habit = np.array([0.3, 0.7])
    assert np.array_equal(unthinking(habit, np.zeros(2)), habit)
    assert not unthinking(habit, np.ones(2)).any()
