"""Rules of desire: crowding out, and messages outside an occasion."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import shares, some_constants

from loyaltysim.behaviour.constants import Constants
from loyaltysim.behaviour.motivation import interest_left, off_occasion

DEFAULT = Constants.default()
ONE = np.ones(1)


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


@given(st.floats(0, 5), st.floats(0, 4000), st.floats(0, 4000), some_constants)
def test_need_must_fill_up_before_a_message_can_work(need, some, other, constants):
    soon, late = (
        off_occasion(np.array([need]), np.array([days]), constants)[0]
        for days in sorted((some, other))
    )
    assert 0.0 <= soon <= late <= constants.off_occasion
    assert off_occasion(np.array([need]), np.zeros(1), constants)[0] == 0.0
