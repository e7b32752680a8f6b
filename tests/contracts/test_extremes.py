"""Values at the edge give finite numbers, and what they should."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import extreme_constants, mechanics
from tests.worlds import GUESTS, REVIEW, VISIT, make, play, reward, world

from loyaltysim.customers.population import SegmentPopulation, Spread
from loyaltysim.simulation.setup import Contract

HUGE, CRUMB = 1e12, 1e-6
EVERYTHING = {
    "card": make("stamp_card", stamps=3, head_start=1, reward=reward(HUGE, HUGE)),
    "points": make("points", per_spend=1e6, redeem={"points": 1, "value": HUGE, "cost": HUGE}),
    "discount": make("discount", rate=1.0),
    "gift": make("surprise", chance=1.0, gift=reward(HUGE, HUGE)),
    "lottery": make("lottery", chance=1e-5, prize=reward(HUGE, HUGE)),
    "news": make("message", every=1, sends="spark", outreach=True),
    "streak": make("streak", freezes=30, milestones=[{"at": 1, "reward": reward(HUGE)}]),
}
CRUMBS = {
    "card": make("stamp_card", stamps=1000, reward=reward(CRUMB)),
    "points": make("points", per_spend=1e-9, redeem={"points": 1e9, "value": CRUMB, "cost": 0}),
    "discount": make("discount", rate=1e-12),
    "lottery": make("lottery", chance=1e-5, prize=reward(CRUMB)),
}


def finite(played):
    states = played.model.customers.states
    for name in states.__dataclass_fields__:
        assert np.isfinite(getattr(states, name)).all(), name
    for name, field in played.model.books.daily.items():
        assert np.isfinite(field).all(), name
        assert np.all(field >= 0) or name == "margin", name
    shares = ("habit", "crowding", "attachment", "efficacy", "fatigue", "woken", "sting")
    for name in shares:
        column = getattr(states, name)
        assert np.all((column >= 0) & (column <= 1)), name


def people(**changes):
    return SegmentPopulation((replace(GUESTS, **changes),))


segments = st.fixed_dictionaries(
    {
        "rate": st.builds(Spread, st.sampled_from([0.0, 1e-9, 0.3, 8.0, 100.0]), st.floats(0, 5)),
        "rate_is_acts": st.booleans(),
        "hazard": st.builds(Spread, st.sampled_from([0.0, 1e-9, 0.01, 5.0]), st.floats(0, 5)),
        "ticket_factor": st.sampled_from([1e-3, 1.0, 1e4]),
        "reward_sensitivity": st.sampled_from([0.0, 1.0, 50.0]),
        "user_types": st.sampled_from([(1.0, 0, 0, 0, 0, 0), (0.2, 0.2, 0.2, 0.2, 0.2, 0.0)]),
    }
)
visits = st.builds(
    lambda cv, basket, interest, demand: replace(
        VISIT, ticket=Spread(4.2, cv), basket_cv=basket, interest=interest, demands=(demand,) * 6
    ),
    st.sampled_from([0.0, 3.0]),
    st.sampled_from([0.0, 3.0]),
    st.sampled_from([0.0, 1.0]),
    st.sampled_from([0.0, 1e-6, 1e6]),
)


@pytest.mark.slow
@given(segments, visits, extreme_constants, st.lists(mechanics, max_size=3), st.booleans())
@settings(max_examples=25)
def test_the_edges_of_everything_give_finite_numbers(
    segment, visit, constants, instances, subscribed
):
    where = world(
        size=8,
        days=35,
        burn_in=5,
        acts=(visit, REVIEW),
        population=people(**segment),
        constants=constants,
        contract=Contract(7, 9.99) if subscribed else None,
        dtype=np.float32,
    )
    scheme = {f"m{number}": one for number, one in enumerate(instances)}
    finite(play(where, {**scheme, "ask": make("message", act="review", every=2)}))


@given(extreme_constants, st.sampled_from([EVERYTHING, CRUMBS]))
@settings(max_examples=10)
def test_fortunes_and_crumbs_give_finite_numbers(constants, scheme):
    finite(play(world(size=20, days=35, constants=constants, dtype=np.float32), scheme))


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [
        ("stamp_card", {"stamps": 1, "reward": reward(1e-6)}),
        ("stamp_card", {"stamps": 1000, "reward": reward(1e-3)}),
        ("points", {"per_act": 1, "redeem": {"points": 1, "value": 1e-6, "cost": 0}}),
        ("discount", {"rate": 1e-7}),
        ("lottery", {"chance": 0.5, "prize": reward(1e-6)}),
        ("surprise", {"chance": 1.0, "gift": reward(1e-6)}),
        ("surprise", {"chance": 1.0, "gift": reward(1e-6), "gift_kind": "cash"}),
    ],
)
def test_a_crumb_moves_hardly_anybody(kind, parameters):
    where = world(size=400, days=60)
    crumbs = play(where, {"it": make(kind, **parameters)})
    assert np.mean(crumbs.acted != play(where).acted) < 1e-3


def test_nobody_acts_without_need_or_message():
    where = world(population=people(rate=Spread(0.0)))
    played = play(where, EVERYTHING | {"news": make("message", every=60, starts=59)})
    assert played.acts == 0
    assert not played.model.books.daily["occasions"].any()


def test_nobody_leaves_without_proneness():
    played = play(world(population=people(hazard=Spread(0.0)), days=200))
    assert played.retained == 1.0


@pytest.mark.parametrize("subscribed", [False, True])
def test_a_firm_of_one_customer_can_be_played(subscribed):
    contract = Contract(30, 9.99) if subscribed else None
    where = world(size=1, days=90, burn_in=30, contract=contract, dtype=np.float32)
    finite(play(where, EVERYTHING))


def test_a_market_that_everybody_has_left_can_be_played():
    where = world(population=people(hazard=Spread(100.0)), days=30, size=50)
    played = play(where, EVERYTHING)
    assert played.retained == 0.0
    assert played.acted[5:].sum() == 0
    finite(played)
