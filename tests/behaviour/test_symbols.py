"""Rules of symbolic rewards and new games: novelty, urgency, and how many add up."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import people, shares, some_constants

from loyaltysim.behaviour.constants import Constants
from loyaltysim.behaviour.distance import distance, gap, impatience
from loyaltysim.behaviour.symbols import Pull, feasible_pace, game_pull, newness, symbolic_pull
from loyaltysim.hooks import Offer

DEFAULT = Constants.default()
ONE = np.ones(1)
acts = st.floats(0, 500)


def symbol(pulls, constants):
    return float(np.asarray(symbolic_pull(pulls, constants))[0])


def play(pulls, constants):
    return float(np.asarray(game_pull(pulls, ONE, constants))[0])


def pull(urgency=1.0, fit=1.0, game=True, kind="streak", feasible=1.0):
    return Pull(kind, np.full(1, fit), urgency, ONE, feasible, game)


def worn_pull(exposure, constants):
    return replace(pull(), new=newness(np.full(1, exposure), constants))


@given(st.floats(0, 50), st.floats(0, 50), some_constants)
def test_symbols_and_games_wear_off_with_every_contact(n, m, constants):
    fresh, worn = (worn_pull(days, constants) for days in sorted((n, m)))
    assert symbol([fresh], constants) >= symbol([worn], constants)
    assert play([fresh], constants) >= play([worn], constants)


def test_a_game_is_gone_after_six_weeks_of_daily_contact_and_a_symbol_keeps_its_floor():
    worn = worn_pull(42.0, DEFAULT)
    assert play([worn], DEFAULT) < 0.02 * DEFAULT.play
    floor = DEFAULT.symbolic_pull * DEFAULT.novelty_floor
    assert symbol([worn], DEFAULT) == pytest.approx(floor, rel=0.02)


@given(shares, shares, some_constants)
def test_what_matters_more_pulls_more(u, v, constants):
    low, high = sorted((u, v))
    weak, strong = (symbol([pull(urgency=urgency)], constants) for urgency in (low, high))
    assert weak <= strong
    assert symbol([pull(urgency=0.0)], constants) == 0.0


def far(share, left, person, constants):
    """Give what the way that is left divides one person's pull by."""
    each = impatience(gap(np.array([person.discount_rate]), np.array([person.pace])), constants)
    return float(distance(share, left, each, constants)[0])


@given(people, some_constants)
def test_a_symbol_at_hand_pulls_in_full(person, constants):
    assert far(0.0, 0.0, person, constants) == 1.0


@given(shares, shares, acts, acts, people, some_constants)
def test_a_symbol_that_is_nearer_pulls_more(q, r, n, m, person, constants):
    (near, beyond), (soon, late) = sorted((q, r)), sorted((n, m))
    at_hand = far(near, soon, person, constants)
    assert 1.0 <= at_hand <= far(beyond, soon, person, constants)
    assert at_hand <= far(near, late, person, constants)


@given(shares, acts, st.floats(0, 1e-3), people, some_constants)
def test_the_pull_of_a_symbol_grows_smoothly_on_the_way(q, n, step, person, constants):
    each = person.discount_rate / person.pace + constants.effort_discount
    here = 1.0 / far(q, n, person, constants)
    further = 1.0 / far(q + step, n + step, person, constants)
    assert further <= here + 1e-12
    assert here - further <= (constants.goal_gradient + each) * step + 1e-12


@given(shares, acts, people, some_constants)
def test_a_way_takes_from_a_symbol_what_it_takes_from_a_reward(q, n, person, constants):
    reward = Offer(3.0, acts_left=n, left_share=q)
    at_hand = person.value(replace(reward, acts_left=0.0, left_share=0.0), constants=constants)
    left = person.value(reward, constants=constants) / at_hand
    assert left == pytest.approx(1.0 / far(q, n, person, constants), rel=1e-9)


@given(st.lists(shares, min_size=1, max_size=6), some_constants)
def test_many_kinds_add_less_than_their_sum_and_more_than_the_strongest(urgencies, constants):
    kinds = [pull(urgency=u, kind=str(number)) for number, u in enumerate(urgencies)]
    each = [symbol([one], constants) for one in kinds]
    together = symbol(kinds, constants)
    assert max(each) - 1e-12 <= together <= sum(each) + 1e-12


@given(st.lists(shares, min_size=1, max_size=10), some_constants)
def test_many_of_one_kind_are_worth_the_strongest_of_them(urgencies, constants):
    alike = [pull(urgency=u) for u in urgencies]
    assert symbol(alike, constants) == max(symbol([one], constants) for one in alike)
    assert play(alike, constants) == max(play([one], constants) for one in alike)


@given(shares, shares, some_constants)
def test_what_can_hardly_be_kept_pulls_hardly(one, other, constants):
    low, high = sorted((one, other))
    assert symbol([pull(feasible=low)], constants) <= symbol([pull(feasible=high)], constants)
    assert play([pull(feasible=low)], constants) <= play([pull(feasible=high)], constants)
    assert play([pull(feasible=0.0)], constants) == 0.0


def test_a_game_that_is_lost_is_no_play():
    assert play([pull(urgency=0.0)], DEFAULT) == 0.0
    assert play([pull(urgency=1e-6)], DEFAULT) > 0.0


@given(st.floats(1e-6, 3.0), st.floats(1e-3, 1.0))
def test_own_pace_against_the_pace_that_is_asked_for(pace, needed):
    share = float(np.asarray(feasible_pace(np.array([pace]), needed))[0])
    assert share == pytest.approx(min(1.0, pace / needed))


@given(st.floats(0.1, 5), st.floats(0, 30), some_constants)
def test_a_game_pulls_by_novelty_and_by_how_much_its_player_seeks_it(seeking, days, constants):
    found = game_pull([worn_pull(days, constants)], np.array([seeking]), constants)
    novelty = np.exp(-days / constants.novelty_days)
    assert np.asarray(found)[0] == pytest.approx(constants.play * seeking * novelty)


def test_what_is_no_game_has_no_play():
    assert game_pull([pull(game=False)], ONE, DEFAULT) == 0.0


def test_a_mere_game_is_nothing_to_be_or_to_keep_and_plays_all_the_same():
    mere = replace(pull(kind="prize_wheel"), lasts=False)
    assert symbolic_pull([mere], DEFAULT) == 0.0
    assert symbol([mere, pull()], DEFAULT) == symbol([pull()], DEFAULT)
    assert play([mere], DEFAULT) == play([pull()], DEFAULT)
