"""Who notices a message hangs on how it comes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.statistical.checks import share_agrees
from tests.strategies import plausible_constants
from tests.worlds import make, play, same, world

from loyaltysim.behaviour.attention import attention_to
from loyaltysim.behaviour.constants import Constants
from loyaltysim.hooks import Channel

DEFAULT = Constants.default()
MEDIANS = {
    "app": DEFAULT.attention,
    "e_mail": DEFAULT.attention_e_mail,
    "mail": DEFAULT.attention_mail,
    "cold_mail": DEFAULT.attention_cold_mail,
    "in_person": DEFAULT.attention_in_person,
}


@pytest.mark.parametrize("channel", MEDIANS)
def test_the_median_customer_notices_a_channel_as_often_as_its_constant_says(channel):
    seen = attention_to(Channel(channel), np.array([DEFAULT.attention]), DEFAULT)
    assert seen == pytest.approx(MEDIANS[channel])


@given(plausible_constants, st.sampled_from(Channel), st.lists(st.floats(0.001, 0.999), min_size=2))
def test_attention_stays_a_chance_and_the_attentive_notice_more_on_every_channel(
    constants, channel, attention
):
    seen = attention_to(channel, np.sort(attention), constants)
    assert (np.diff(seen) >= 0).all()
    assert seen[0] >= 0
    assert seen[-1] <= 1


@given(plausible_constants)
@settings(max_examples=5)
def test_a_channel_as_good_as_an_app_is_as_good_as_an_app(constants):
    """Up to rounding, which moves no draw of these."""
    alike = constants.replace(attention_e_mail=constants.attention)
    where = world(size=200, days=40, constants=alike)
    played = [play(where, {"m": make("message", channel=one)}) for one in ("app", "e_mail")]
    assert np.array_equal(played[0].acted, played[1].acted)


def test_a_message_comes_by_app_unless_something_else_is_said():
    where = world(size=200, days=40)
    assert same(
        play(where, {"m": make("message")}), play(where, {"m": make("message", channel="app")})
    )


def test_mail_to_strangers_brings_fewer_acts_than_an_app_and_what_is_said_more():
    where = world(size=2000, days=60)
    acts = [
        int(play(where, {"m": make("message", every=3, sends="spark", channel=one)}).acted.sum())
        for one in ("cold_mail", "app", "in_person")
    ]
    assert acts[0] < acts[1] < acts[2]


def test_e_mails_are_noticed_as_often_as_firms_find_them_opened():
    constants = DEFAULT.replace(attention_sd=1e-12, fatigue_growth=0.0)
    where = world(size=2000, days=20, constants=constants)
    daily = play(where, {"m": make("message", every=1, channel="e_mail")}).model.books.daily
    noticed, sent = daily["noticed"].sum(), int(daily["sent"].sum())
    assert share_agrees(noticed, sent, constants.attention_e_mail)
    assert not share_agrees(noticed, sent, constants.attention_e_mail + 0.02)
