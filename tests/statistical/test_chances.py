"""Decisions come out as often as their chance says, and luck is even and independent."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import special
from tests.statistical.checks import counts_agree, share_agrees
from tests.worlds import CALM, EASY_VISIT, GUESTS, make, play, reward, world

from loyaltysim.behaviour.constants import Constants
from loyaltysim.customers.population import SegmentPopulation, Spread
from loyaltysim.randomness import Luck

pytestmark = pytest.mark.statistical
DAYS, SIZE = 60, 2000
K = Constants.default()
NEED = 0.25
OCCASION = -np.expm1(-NEED)


def steady(scheme):
    """Play customers who all have the same need and desire, and do not learn or leave."""
    same = replace(GUESTS, rate=Spread(NEED), hazard=Spread(0.0))
    where = world(
        size=SIZE,
        markets=range(2),
        days=DAYS,
        learning=False,
        acts=(EASY_VISIT,),
        population=SegmentPopulation((same,)),
        constants=K.replace(attention_sd=1e-12, **CALM),
    )
    return play(where, scheme)


@pytest.fixture(scope="module")
def played():
    crumb = reward(1e-6, 1.0)
    return steady(
        {
            "lottery": make("lottery", chance=0.07, prize=crumb, draw_every=300),
            "gift": make("surprise", chance=0.03, gift=crumb),
        }
    )


def test_occasions_come_as_often_as_the_need_says(played):
    met = played.model.books.daily["occasions"].sum()
    assert share_agrees(met, 2 * SIZE * DAYS, OCCASION)
    assert not share_agrees(met, 2 * SIZE * DAYS, OCCASION * 1.03)


def test_an_ordinary_desire_leads_to_the_act_as_often_as_the_action_line_says(played):
    met, acts = (played.model.books.daily[name].sum() for name in ("occasions", "acts"))
    chance = (1 - K.blocked_days) * special.expit(K.action_odds)
    assert share_agrees(acts, int(met), chance)
    assert not share_agrees(acts, int(met), chance + 0.015)


def test_a_lottery_is_won_as_often_as_it_says(played):
    won = played.model.ledger.accounts["lottery"].balance.sum()
    assert share_agrees(won, played.acts, 0.07)
    assert not share_agrees(won, played.acts, 0.08)


def test_gifts_come_as_often_as_they_should(played):
    given = played.model.books.daily["reward_cost"].sum()
    assert share_agrees(given, played.acts, 0.03)
    assert not share_agrees(given, played.acts, 0.037)


def test_messages_are_noticed_as_often_as_attention_says():
    daily = steady({"news": make("message", every=1)}).model.books.daily
    noticed, sent = daily["noticed"].sum(), daily["sent"].sum()
    assert sent == 2 * SIZE * DAYS
    assert share_agrees(noticed, int(sent), K.attention)
    assert not share_agrees(noticed, int(sent), K.attention + 0.01)


def test_luck_is_even():
    luck = Luck(7, range(25), 2000)
    counts = np.zeros(64)
    for day in range(4):
        luck.begin_day(day)
        counts += np.bincount((luck.events("leave") * 64).astype(int), minlength=64)
    assert counts_agree(counts, np.full(64, 1 / 64))
    assert not counts_agree(counts, np.linspace(0.97, 1.03, 64))


@pytest.mark.parametrize("other", ["next day", "next market", "other decision", "other seed"])
def test_luck_of_one_kind_says_nothing_about_another(other):
    luck = Luck(7, range(30), 2000)
    one = luck.events("leave")
    pairs = {
        "next market": np.roll(one, 2000),
        "other decision": luck.events("opt_out"),
        "other seed": Luck(8, range(30), 2000).events("leave"),
    }
    luck.begin_day(1)
    pairs["next day"] = luck.events("leave")
    both = (one * 8).astype(int) * 8 + (pairs[other] * 8).astype(int)
    counts = np.bincount(both, minlength=64)
    assert counts_agree(counts, np.full(64, 1 / 64))
    tied = np.where(np.eye(8, dtype=bool), 1.15, 1 - 0.15 / 7).ravel()
    assert not counts_agree(counts, tied)
