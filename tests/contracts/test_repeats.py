"""Several acts on one occasion: how many there can be, what satiation does, and what a day with several is."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import worlds
from tests.mechanics.examples import acts_of, scheme_of
from tests.worlds import make, play, reward, world

from loyaltysim.behaviour.constants import Constants
from loyaltysim.behaviour.repetition import repetitions, satiated
from loyaltysim.mechanics.registry import BUILT_IN
from loyaltysim.simulation.loyalty_model import LoyaltyModel
from loyaltysim.simulation.play import play as play_schemes

if TYPE_CHECKING:
    from loyaltysim.simulation.world import World

CONSTANTS = Constants.default()
SCHEME = {
    "card": make("stamp_card", stamps=6, reward=reward(4, 2)),
    "daily": make("streak", milestones=[{"at": 3, "reward": reward(2, 1)}]),
    "tasks": make("achievements", tasks=[{"times": 2, "reward": reward(1, 0.5)}]),
    "ticket": make("lottery", chance=0.1, prize=reward(5, 2)),
    "mail": make("message", sends="spark", every=3),
}


def repeated(most: int, satiation: float = 0.15, **changes) -> World:
    act = replace(worlds.VISIT, most=most, satiation=satiation)
    return world(acts=(act,), **{"days": 40, **changes})


@cache
def daily_acts(most: int, satiation: float, *, scheme: bool = False) -> np.ndarray:
    """Give how often each customer did the act on each day, shape (days, n)."""
    model = LoyaltyModel(repeated(most, satiation), SCHEME if scheme else {})
    counts = []
    for _ in range(40):
        before = model.customers.states.acts[0].copy()
        model.step()
        counts.append(model.customers.states.acts[0] - before)
    return np.array(counts)


@given(st.integers(1, 6), st.floats(0, 1))
@settings(max_examples=15)
def test_nobody_does_more_than_the_most(most, satiation):
    model = LoyaltyModel(repeated(most, satiation, days=15), SCHEME)
    for _ in range(15):
        before = model.customers.states.acts[0].copy()
        model.step()
        done = model.customers.states.acts[0] - before
        assert done.max() <= most
        first = model.today.acts[0]
        assert (np.flatnonzero(done) == first.actors).all()
        for one, other in zip(first.rounds, first.again, strict=False):
            assert np.isin(other.actors, one.actors).all()


def test_the_limit_holds_within_an_occasion():
    act = replace(worlds.EASY_VISIT, most=4, satiation=0.0, limit=6)
    model = LoyaltyModel(world(acts=(act,), days=60))
    for _ in range(60):
        model.step()
    assert model.customers.states.acts[0].max() == 6


@pytest.mark.parametrize("scheme", [{}, SCHEME], ids=["none", "all"])
def test_an_act_that_is_done_once_knows_no_satiation(scheme):
    once = play(world(days=40), scheme)
    assert worlds.same(play(repeated(1, 0.9), scheme), once)


def test_without_a_scheme_more_acts_on_a_day_move_nothing_else():
    once, often = play(repeated(1)), play(repeated(5))
    assert (once.acted == often.acted).all()
    assert (once.present == often.present).all()
    states, others = once.model.customers.states, often.model.customers.states
    for name in set(states.__dataclass_fields__) - {"acts"}:
        assert (getattr(states, name) == getattr(others, name)).all(), name
    assert (once.model.books.why_not == often.model.books.why_not).all()
    assert often.model.books.daily["acts"].sum() > 1.5 * once.model.books.daily["acts"].sum()


def test_more_satiation_is_never_one_act_more():
    counts = [daily_acts(5, satiation) for satiation in (0.0, 0.1, 0.2, 0.4, 0.8, 1.0)]
    for less, more in pairwise(counts):
        assert (more <= less).all()
        assert more.sum() < less.sum()


def test_a_higher_most_is_never_one_act_less():
    for fewer, more in [(1, 2), (2, 3), (3, 6)]:
        assert (daily_acts(fewer, 0.1) <= daily_acts(more, 0.1)).all()


def test_nor_does_more_satiation_bring_acts_where_there_are_rewards():
    sums = [daily_acts(5, satiation, scheme=True).sum() for satiation in (0.0, 0.15, 0.3, 0.6)]
    assert sums == sorted(sums, reverse=True)


def test_an_ordinary_customer_does_as_many_as_customers_reckon_with():
    act = replace(worlds.EASY_VISIT, most=5, satiation=0.2)
    constants = CONSTANTS.replace(**worlds.CALM)
    where = world(acts=(act,), size=2000, days=20, learning=False, constants=constants)
    model = LoyaltyModel(where)
    for _ in range(20):
        model.step()
    days = model.activity.days
    active = sum(days[name].sum() for name in ("new", "current", "reactivated", "resurrected"))
    usual = repetitions(5, 0.2, constants)[0].usual
    assert model.books.daily["acts"].sum() / active == pytest.approx(usual, abs=0.05)


@given(st.integers(1, 30), st.floats(0, 1))
def test_what_is_expected_falls_with_every_act(most, satiation):
    told = repetitions(most, satiation, CONSTANTS)
    further = [one.further for one in told]
    assert [one.number for one in told] == list(range(1, most + 1))
    assert further[-1] == 0.0
    assert further == sorted(further, reverse=True)
    assert {one.usual for one in told} == {1.0 + further[0]}
    assert 1.0 <= told[0].usual <= most
    assert satiated(satiation, 1) == 1.0


def test_all_mechanics_live_together_in_any_order():
    acts = tuple(replace(act, most=2, satiation=0.1) for act in acts_of(BUILT_IN))
    where, scheme = world(size=100, days=20, acts=acts), scheme_of(BUILT_IN)
    one, other = play(where, scheme), play(where, dict(reversed(scheme.items())))
    assert any(act.again for act in one.model.today.acts)
    assert worlds.same(one, other)


WELCOME = {
    "card": make("stamp_card", stamps=7, reward=reward(4.1, 2)),
    "back": make("comeback_bonus", missed=1, reward=reward(0.7)),
}
"""Rewards of some acts only, which must crowd out alike whether others repeat theirs or not."""


@pytest.mark.parametrize("scheme", [SCHEME, WELCOME], ids=["all", "welcome"])
def test_no_customer_depends_on_those_played_beside(scheme):
    size = {"size": 12, "dtype": np.float32, "days": 90}
    both = play(repeated(3, 0.5, markets=range(2), **size), scheme)
    for market in range(2):
        where = repeated(3, 0.5, markets=range(market, market + 1), **size)
        alone = play(where, scheme)
        part = slice(12 * market, 12 * (market + 1))
        assert (both.acted[:, part] == alone.acted).all()
        states, own = both.model.customers.states, alone.model.customers.states
        for name in states.__dataclass_fields__:
            assert (getattr(states, name)[..., part] == getattr(own, name)).all(), name
        for name, field in alone.model.books.daily.items():
            assert (both.model.books.daily[name][:, market] == field[:, 0]).all(), name


def test_every_act_is_sold_and_written_down():
    record = play_schemes(repeated(4), {"all": SCHEME}, keep_transactions=True)["all"]
    sold = record.transactions
    assert sold is not None
    assert len(sold["amount"]) == record.daily["acts"].sum()
    assert sold["amount"].sum() == pytest.approx(record.daily["revenue"].sum())
    keys = np.stack([sold["customer_id"], sold["day"]])
    assert len(np.unique(keys, axis=1).T) < len(sold["amount"])


def test_each_lottery_ticket_of_a_day_has_its_own_luck():
    model = LoyaltyModel(
        repeated(5, 0.0, size=1000), {"t": make("lottery", chance=0.5, prize=reward(1))}
    )
    won, acts = 0.0, 0
    for _ in range(20):
        model.step()
        won += model.books.today("reward_value")
        acts += sum(one.actors.size for one in model.today.acts[0].rounds)
    assert won / acts == pytest.approx(0.5, abs=4 * 0.5 / np.sqrt(acts))


def shares_who_go_on(scheme) -> list[float]:
    """Give the shares of those who go on after the first act, and after the second."""
    model, asked, did = LoyaltyModel(repeated(4, 0.3, size=1000), scheme), [0, 0], [0, 0]
    for _ in range(10):
        model.step()
        for place, one in enumerate(model.today.acts[0].again[:2]):
            asked[place] += one.rows.size
            did[place] += one.actors.size
    return [part / whole for part, whole in zip(did, asked, strict=True)]


def test_a_task_pulls_until_it_is_done():
    task = {"times": 2, "reward": reward(4, 2)}
    with_task = shares_who_go_on({"tasks": make("achievements", tasks=[task])})
    without = shares_who_go_on({})
    assert with_task[0] > without[0] + 0.1
    assert with_task[1] < without[1]
