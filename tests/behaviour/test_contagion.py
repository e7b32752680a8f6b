"""Contagion of leaving: friends' departures press, fade, and are told apart from the rest."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import some_constants
from tests.worlds import TWO_SEGMENTS, fingerprint, make, play, world

from loyaltysim.behaviour.constants import Constants
from loyaltysim.behaviour.contagion import contagion_factor, fading, most_contagion
from loyaltysim.customers.network import SmallWorld
from loyaltysim.customers.population import SegmentPopulation, Spread
from loyaltysim.simulation.loyalty_model import LoyaltyModel
from loyaltysim.simulation.setup import Contract

DEFAULT = Constants.default()
FRIENDS = SmallWorld(6, 0.1)


def restless(rate):
    return SegmentPopulation(tuple(replace(one, hazard=Spread(rate, 1.0)) for one in TWO_SEGMENTS))


def factor(lost, constants=DEFAULT):
    return float(contagion_factor(np.array([lost]), constants)[0])


def test_a_departure_nearly_doubles_the_hazard_of_the_weeks_after_it_and_none_leaves_it():
    """Nitzan & Libai (2011): a hazard ratio of 1.8, 1.5 to 2.1, over a month or more."""
    assert factor(0.0) == 1.0
    assert 1.5 < np.mean([factor(fading(DEFAULT) ** day) for day in range(1, 31)]) < 2.1


@given(st.floats(0, 50), st.floats(0, 50), some_constants)
def test_more_departures_press_no_less_and_at_most_as_three(x, y, constants):
    low, high = sorted((x, y))
    assert 1.0 <= factor(low, constants) <= factor(high, constants)
    assert factor(high, constants) <= most_contagion(constants) * (1 + 1e-12)


@pytest.mark.parametrize("contract", [None, Contract(10, 5.0)])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_screen_of_departures_misses_nobody(contract, dtype, monkeypatch):
    """With all screens wide open the same customers leave."""
    where = world(
        population=restless(0.02), network=FRIENDS, contract=contract, dtype=dtype, days=60
    )
    plain = play(where)
    monkeypatch.setattr(
        "loyaltysim.simulation.screens.most_hazard", lambda hazard, *_, **__: np.ones_like(hazard)
    )
    assert fingerprint(play(replace(where))) == fingerprint(plain)
    assert plain.model.books.daily["followed"].sum() > 0


def test_friends_of_friends_leave_only_where_there_is_a_network():
    alone, tied = (
        world(population=restless(0.01)),
        world(population=restless(0.01), network=FRIENDS),
    )
    without, with_friends = play(alone), play(tied)
    assert without.model.books.daily["followed"].sum() == 0
    assert with_friends.retained < without.retained
    quiet = world(
        population=restless(0.01), network=FRIENDS, constants=DEFAULT.replace(contagion=0.0)
    )
    assert play(quiet).present.tobytes() == without.present.tobytes()


def test_who_followed_is_who_would_have_stayed_with_the_same_draw():
    """Kept from hearing of others, whoever followed stays that day, and nobody else does."""
    where = world(population=restless(0.02), network=FRIENDS, size=1000)
    model = LoyaltyModel(where)
    followed = 0
    for _ in range(40):
        deaf = LoyaltyModel(replace(where, customers=model.customers), first_day=model.day + 1)
        deaf.customers.states.friends_lost[:] = 0
        deaf.mourns = False
        model.step()
        deaf.step()
        assert set(model.today.left) - set(deaf.today.left) == set(model.today.followed)
        assert set(deaf.today.left) <= set(model.today.left)
        followed += model.today.followed.size
    assert followed > 10


def test_a_departure_is_felt_by_friends_alone_from_the_next_day_on_and_fades():
    where = world(population=restless(0.002), network=FRIENDS, size=300)
    model = LoyaltyModel(where)
    while not model.today.left.size:
        assert not model.customers.states.friends_lost.any()
        model.step()
    assert where.network is not None
    friends = where.network.friends_of(model.today.left)
    lost = model.customers.states.friends_lost
    assert set(np.flatnonzero(lost)) == set(friends.tolist())
    assert lost[friends].min() == pytest.approx(fading(DEFAULT))
    before = lost.copy()
    model.step()
    if not model.today.left.size:
        assert lost == pytest.approx(before * fading(DEFAULT))


def test_an_exodus_is_possible_and_explained():
    """Among the contented departures stay single events; among the restless they draw others along."""

    def share(rate):
        daily = play(world(population=restless(rate), network=FRIENDS, size=1500)).model.books.daily
        return daily["followed"].sum() / daily["left"].sum()

    calm, exodus = share(0.5 / 365), share(0.02)
    assert calm < 0.25
    assert exodus > 2 * calm


def test_a_network_changes_nothing_but_leaving():
    """While nobody leaves, friends change no bit of the run."""
    scheme = {"streak": make("streak")}
    alone = play(world(population=restless(0.0)), scheme)
    tied = play(world(population=restless(0.0), network=FRIENDS), scheme)
    assert fingerprint(alone) == fingerprint(tied)
