"""What must always hold of referral, and what it does in small worlds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import rewards, shares
from tests.worlds import EASY_VISIT, make, play, reward, same, world

from loyaltysim.customers.joining import Joining
from loyaltysim.customers.newcomers import NEVER, Newcomers
from loyaltysim.simulation.loyalty_model import LoyaltyModel

REFER = replace(
    EASY_VISIT,
    name="refer",
    ticket=None,
    minutes=5.0,
    need=0.5,
    demands=(0.0, 0.0, 0.0, 0.0, 1.6, 0.0),
)
OWN, BOTH = (
    {"referrer": reward(6, 4)},
    {"referrer": reward(3, 2), "friend": reward(3, 2)},
)


def small(each=3, **changes):
    newcomers = Newcomers(0.002, each=each) if each else None
    acts = (EASY_VISIT, REFER)
    return world(**{"size": 300, "days": 60, "acts": acts, "newcomers": newcomers, **changes})


def referral(**parameters):
    return {"it": make("referral", act="refer", **{"converts": 0.3, **parameters})}


def referred(played):
    """Tell which rows were brought and came, shape (markets, rows)."""
    model = played.model
    came = (model.cohort < NEVER).reshape(-1, model.luck.size)
    return came[:, model.setup.rooms.hosts :]


referrals = st.builds(
    lambda **given: make("referral", act="refer", **given),
    referrer=st.one_of(st.none(), rewards),
    friend=st.one_of(st.none(), rewards),
    after=st.integers(0, 5),
    converts=st.floats(0.05, 1.0),
    most=st.integers(1, 3),
    cares=shares,
    social_cost=st.floats(0.0, 5.0),
    commits=shares,
)


@settings(max_examples=12, deadline=None)
@given(referrals)
def test_everybody_is_paid_once_for_each_friend_and_nobody_for_more(rule):
    where = small(size=60, days=40)
    model, value, cost = LoyaltyModel(where, {"it": rule}), 0.0, 0.0
    for _ in range(40):
        model.step()
        value += float(model.ledger.value_today.sum())
        cost += float(model.ledger.cost_today.sum())
    own, hosts = model.instances[0].own, where.setup.rooms.hosts
    came = np.flatnonzero((np.arange(where.luck.n) >= hosts) & (model.cohort < NEVER))
    settled = came[own["by"][came] < 0]
    assert (own["brought"] <= rule.most).all()
    assert own["brought"].sum() >= came.size
    assert not own["due"].any()
    for amount, price in ((value, "value"), (cost, "cost")):
        mine, theirs = (getattr(r, price, 0.0) for r in (rule.referrer, rule.friend))
        assert settled.size * theirs <= amount + 1e-6
        assert amount <= settled.size * (mine + theirs) + 1e-6
    if rule.after == 0:
        assert settled.size == came.size
    assert (own["done"][settled] >= rule.after).all()


def test_where_nobody_recommends_it_changes_nothing():
    where = small(acts=(EASY_VISIT, replace(REFER, need=0.0)))
    assert same(play(where), play(where, referral(**BOTH)))


def test_an_unpaid_programme_in_which_nothing_ties_leaves_referrers_alone():
    where = small()
    plain, unpaid = play(where), play(where, referral(commits=0.0))
    hosts = where.setup.rooms.hosts
    assert np.array_equal(plain.acted[:, :hosts], unpaid.acted[:, :hosts])
    assert referred(unpaid).sum() > 0


@pytest.mark.parametrize("name", ["converts", "most"])
def test_the_more_the_more_friends(name):
    counts = [
        int(referred(play(small(), referral(**OWN, **{name: x}))).sum())
        for x in ((0.05, 0.2, 0.6) if name == "converts" else (1, 2, 3))
    ]
    assert counts == sorted(counts)
    assert counts[0] < counts[-1]


def test_a_larger_reward_brings_more_friends():
    counts = [
        int(referred(play(small(), referral(referrer=reward(x)))).sum()) for x in (0.1, 3, 30)
    ]
    assert counts == sorted(counts)
    assert counts[0] < counts[-1]


def test_the_same_money_brings_more_friends_when_both_get_some():
    """Where it is awkward enough to be paid for one's friends."""
    both, own = (referral(**rewards, social_cost=0.5) for rewards in (BOTH, OWN))
    assert referred(play(small(), both)).sum() > referred(play(small(), own)).sum()


def test_a_reward_that_is_too_awkward_does_harm():
    """Paying can make people recommend less than they would for nothing."""
    awkward = referral(referrer=reward(0.5), social_cost=3.0)
    free = referral()
    assert referred(play(small(), awkward)).sum() < referred(play(small(), free)).sum()


def test_who_has_brought_a_friend_stays_rather():
    hazard = world(size=1).constants
    where = small(size=1500, days=150, constants=hazard.replace(leaving_slope=1.0))
    tied, free = (play(where, referral(commits=v, converts=0.8, most=1)) for v in (1.0, 0.0))
    assert tied.model.retained.sum() > free.model.retained.sum()


def test_a_friend_who_joins_the_scheme_later_has_not_been_forgotten():
    """By their own choice newcomers are members after an act; the promise stands until then."""
    where = small(size=400)
    model = LoyaltyModel(where, referral(**BOTH), joining=Joining("opt_in"))
    for _ in range(60):
        model.step()
    own, hosts = model.instances[0].own, where.setup.rooms.hosts
    came = np.flatnonzero((np.arange(where.luck.n) >= hosts) & (model.cohort < NEVER))
    assert (own["by"][came] == -1).any()
    assert own["done"][came].sum() > 0
