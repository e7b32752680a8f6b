"""Rules of ability: the scarcest factor limits, habit and help ease."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import shares, some_constants

from loyaltysim.behaviour.ability import changed_demands, gap, ln_ability, scarcity
from loyaltysim.behaviour.constants import Constants
from loyaltysim.hooks import Demand

DEFAULT = Constants.default()
resources = st.lists(st.floats(-3, 3), min_size=6, max_size=6).map(lambda r: np.array([r]).T)
demands = st.lists(st.one_of(st.just(0.0), st.floats(0.01, 5)), min_size=6, max_size=6).map(tuple)


def test_an_act_that_asks_nothing_is_always_possible():
    excess, _ = scarcity(np.zeros((6, 1)), (0.0,) * 6)
    assert ln_ability(gap(excess, DEFAULT), np.zeros(1), 0.0, DEFAULT)[0] == 0.0


@given(resources, demands, st.integers(0, 5), some_constants)
def test_asking_more_is_never_easier(resource, demand, factor, constants):
    harder = tuple(2 * d if number == factor else d for number, d in enumerate(demand))
    easy, hard = (gap(scarcity(resource, asked)[0], constants)[0] for asked in (demand, harder))
    assert hard >= easy >= 0.0


@given(resources, demands)
def test_the_scarcest_factor_alone_sets_the_difficulty(resource, demand):
    excess, factor = scarcity(resource, demand)
    here = [np.log(d) - r if d else -np.inf for d, r in zip(demand, resource[:, 0], strict=True)]
    assert excess[0] == pytest.approx(max(here))
    if any(demand):
        assert here[factor[0]] == max(here)


@given(demands, st.floats(-2, 2), st.floats(0, 2))
def test_mechanics_can_change_and_add_what_a_factor_asks(demand, change, more):
    changes = [Demand(0, change), Demand(2, added=more), Demand(0, change, more)]
    told = changed_demands(demand, changes)
    assert told[0] == pytest.approx(demand[0] * np.exp(2 * change) + more)
    assert told[2] == pytest.approx(demand[2] + more)
    assert told[1] == demand[1]
    assert tuple(told[3:]) == demand[3:]


@given(st.floats(-50, 50), st.floats(1e-6, 1e-3), some_constants)
def test_difficulty_does_not_jump_where_a_resource_runs_out(excess, step, constants):
    before, after = gap(np.array([excess]), constants), gap(np.array([excess + step]), constants)
    assert 0.0 <= (after - before)[0] <= step * (1 + 1e-6) + 1e-12


@given(st.floats(0, 3), shares, st.floats(0, 1), some_constants)
def test_ability_is_the_difficulty_that_habit_and_help_leave(gaps, habit, help_, constants):
    found = ln_ability(np.array([gaps]), np.array([habit]), help_, constants)[0]
    assert found == pytest.approx(min(0.0, help_ - gaps * (1 - constants.habit_ease * habit)))


@given(st.floats(0, 10), shares, shares, st.floats(0, 1), some_constants)
def test_habit_and_help_never_make_an_act_harder_nor_more_than_possible(
    gaps, habit, other, help_, constants
):
    low, high = sorted((habit, other))
    alone, eased, helped = (
        ln_ability(np.array([gaps]), np.array([h]), f, constants)[0]
        for h, f in ((low, 0.0), (high, 0.0), (high, help_))
    )
    assert alone <= eased <= helped <= 0.0
