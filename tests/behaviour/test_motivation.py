"""Rules of desire: crowding out, symbolic rewards, games, and messages outside an occasion."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import shares, some_constants

from loyaltysim.behaviour.constants import Constants
from loyaltysim.behaviour.motivation import (
    Pull,
    game_pull,
    interest_left,
    off_occasion,
    symbolic_pull,
)

DEFAULT = Constants.default()
ONE = np.ones(1)


def symbol(pulls, constants):
    return float(np.asarray(symbolic_pull(pulls, constants))[0])


def play(pulls, constants):
    return float(np.asarray(game_pull(pulls, ONE, constants))[0])


def pull(urgency=1.0, exposure=0.0, fit=1.0, game=True):
    return Pull(np.full(1, fit), urgency, np.full(1, exposure), game)


@given(shares, shares, some_constants)
def test_rewards_take_interest_in_interesting_acts_and_add_some_to_dull_ones(x, y, constants):
    low, high = sorted((x, y))
    for interest, sign in ((1.0, -1), (0.0, 1), (constants.interest_turn, 0)):
        less, more = (interest_left(np.array([c]), interest, constants) for c in (low, high))
        assert sign * float((more - less)[0]) >= 0.0
    none = interest_left(np.zeros(1), 1.0, constants)
    assert none[0] == 1.0


def test_full_crowding_out_costs_its_share_of_the_interest_in_the_most_interesting_act():
    assert interest_left(ONE, 1.0, DEFAULT)[0] == pytest.approx(1 - DEFAULT.crowding_out)


@given(st.floats(0, 50), st.floats(0, 50), some_constants)
def test_symbols_and_games_wear_off_with_every_contact(n, m, constants):
    fresh, worn = (pull(exposure=days) for days in sorted((n, m)))
    assert symbol([fresh], constants) >= symbol([worn], constants)
    assert play([fresh], constants) >= play([worn], constants)


def test_a_game_is_gone_after_six_weeks_of_daily_contact_and_a_symbol_keeps_its_floor():
    worn = pull(exposure=42.0)
    assert play([worn], DEFAULT) < 0.01
    floor = DEFAULT.symbolic_pull * DEFAULT.novelty_floor
    assert symbol([worn], DEFAULT) == pytest.approx(floor, rel=0.02)


@given(shares, shares, some_constants)
def test_what_matters_more_pulls_more(u, v, constants):
    low, high = sorted((u, v))
    weak, strong = (symbol([pull(urgency=urgency)], constants) for urgency in (low, high))
    assert weak <= strong
    assert symbol([pull(urgency=0.0)], constants) == 0.0


@given(st.lists(shares, min_size=1, max_size=6), some_constants)
def test_many_symbols_add_less_than_their_sum_and_more_than_the_strongest(urgencies, constants):
    each = [symbol([pull(urgency=u)], constants) for u in urgencies]
    together = symbol([pull(urgency=u) for u in urgencies], constants)
    assert max(each) - 1e-12 <= together <= sum(each) + 1e-12


@given(st.floats(0.1, 5), st.floats(0, 30), some_constants)
def test_a_game_pulls_by_novelty_and_by_how_much_its_player_seeks_it(seeking, days, constants):
    found = game_pull([pull(exposure=days)], np.array([seeking]), constants)
    novelty = np.exp(-days / constants.novelty_days)
    assert np.asarray(found)[0] == pytest.approx(constants.play * seeking * novelty)


def test_what_is_no_game_has_no_play():
    assert game_pull([pull(game=False)], ONE, DEFAULT) == 0.0


@given(st.floats(0, 5), st.floats(0, 4000), st.floats(0, 4000), some_constants)
def test_need_must_fill_up_before_a_message_can_work(need, some, other, constants):
    soon, late = (
        off_occasion(np.array([need]), np.array([days]), constants)[0]
        for days in sorted((some, other))
    )
    assert 0.0 <= soon <= late <= constants.off_occasion
    assert off_occasion(np.array([need]), np.zeros(1), constants)[0] == 0.0
