"""Attachment to the firm moves the acts that do something for it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import plausible_constants
from tests.worlds import VISIT, Play, make, play, same, world

GIFT = {"gift": make("surprise", chance=1, gift={"value": 5.0, "cost": 2.0}, stops=1)}
PAID = {"cheaper": make("discount", rate=0.2)}
HARD = replace(VISIT, demands=(1.5, 0.0, 0.0, 0.0, 0.0, 0.0))


def helped(share: float, scheme, **changes) -> Play:
    acts = (replace(HARD, helps_firm=share),)
    return play(world(size=600, days=40, acts=acts, **changes), scheme)


def test_a_gift_moves_no_act_that_is_for_oneself_alone():
    assert (helped(0.0, GIFT).acted == helped(0.0, {}).acted).all()


def test_a_gift_moves_acts_for_the_firm():
    assert helped(1.0, GIFT).acted.sum() > helped(1.0, {}).acted.sum()


def test_who_feels_no_attachment_does_the_same_whomever_it_helps():
    assert same(helped(0.0, PAID), helped(1.0, PAID))


@given(plausible_constants, st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=8)
def test_a_gift_brings_no_fewer_acts_the_more_they_help(constants, one, other):
    """No luck but that of the acts: nobody learns more from them."""
    still = constants.replace(habit_rate=1e-9, habit_rate_sd=1e-9, satisfaction_rate=1e-9)
    less, more = sorted((one, other))
    acts = [helped(share, GIFT, constants=still).acted.sum() for share in (less, more)]
    assert acts[0] <= acts[1]
