"""Members and others: who joins first, what others are spared, and what membership does to members."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import mechanics
from tests.worlds import make, reward, world

from loyaltysim.customers.joining import Joining
from loyaltysim.customers.newcomers import Newcomers
from loyaltysim.hooks import Flow
from loyaltysim.simulation.loyalty_model import LoyaltyModel
from loyaltysim.simulation.play import play as play_schemes

OPEN = Joining("opt_in")
HARD = Joining("opt_in", effort=(1.5, 0.0, 0.0, 1.0, 0.0, 0.0))
HALF = Joining("invited", share=0.5)
CARD = {"card": make("stamp_card", stamps=10, reward=reward(4.2, 1.4))}
TWICE = {"card": make("stamp_card", stamps=10, reward=reward(8.4, 2.8))}
DAYS = 80
WHERE = world(size=1000, days=DAYS, burn_in=20)


def run(scheme, joining, where=WHERE):
    model = LoyaltyModel(where, scheme, joining=joining)
    joined = np.full(model.customers.n, DAYS)
    for day in range(DAYS):
        model.step()
        joined[model.joined] = day
    return model, joined


def members(model):
    assert model.members is not None
    return model.members


def share(scheme, joining):
    return members(run(scheme, joining)[0]).mean()


@settings(max_examples=12)
@given(
    st.dictionaries(st.sampled_from("abc"), mechanics, min_size=1), st.sampled_from([OPEN, HALF])
)
def test_who_is_no_member_lives_as_without_a_scheme(scheme, joining):
    where = world(size=150, days=40)
    model, bare = LoyaltyModel(where, scheme, joining=joining), LoyaltyModel(where)
    before = ~members(model)
    for _ in range(40):
        before = ~members(model)
        before[model.joined] = False
        model.step()
        bare.step()
    others = np.flatnonzero(before)
    for name in ("present", "habit", "acts", "attachment", "fatigue", "satisfaction", "crowding"):
        one, other = (getattr(m.customers.states, name)[..., others] for m in (model, bare))
        assert np.array_equal(one, other), name


def test_nobody_joins_what_offers_nothing():
    model, _ = run({"note": make("message", every=7)}, OPEN)
    assert not members(model).any()
    bare = LoyaltyModel(WHERE)
    for _ in range(DAYS):
        bare.step()
    assert np.array_equal(model.customers.states.acts, bare.customers.states.acts)


def test_an_invitation_to_all_is_an_automatic_scheme():
    everyone = LoyaltyModel(WHERE, CARD, joining=Joining("invited", share=1.0))
    usual = LoyaltyModel(WHERE, CARD)
    for _ in range(DAYS):
        everyone.step()
        usual.step()
    assert np.array_equal(
        everyone.customers.states.satisfaction, usual.customers.states.satisfaction
    )


def test_heavy_buyers_join_first():
    model, joined = run(CARD, OPEN)
    need = model.customers.traits.need
    first, later, never = joined < 20, (joined >= 20) & (joined < DAYS), joined == DAYS
    means = [need[group].mean() for group in (first, later, never)]
    assert all(group.sum() > 50 for group in (first, later, never))
    assert means == sorted(means, reverse=True)


def test_more_join_for_more_and_fewer_for_more_effort():
    assert share(TWICE, OPEN) > share(CARD, OPEN) > share(CARD, HARD) > 0.02


def test_who_has_joined_stays_a_member_and_is_served_from_the_next_day():
    model, joined = run(CARD, OPEN)
    member = np.flatnonzero(joined < DAYS - 1)
    assert members(model)[member].all()
    stamps = model.ledger.accounts["card"].balance
    assert not stamps[joined >= DAYS - 1].any()
    assert stamps[member].sum() > 0


def test_a_head_start_is_a_reason_to_join():
    twelve = {"card": make("stamp_card", stamps=12, head_start=0, reward=reward(4.2, 1.4))}
    given_two = {"card": make("stamp_card", stamps=12, head_start=2, reward=reward(4.2, 1.4))}
    assert share(given_two, OPEN) > share(twelve, OPEN)


def test_a_head_start_comes_with_joining():
    given_two = {"card": make("stamp_card", stamps=12, head_start=2, reward=reward(4.2, 1.4))}
    model, joined = run(given_two, OPEN)
    fresh = np.flatnonzero(joined == DAYS - 2)
    assert (model.instances[0].own["given"][fresh] == 2).all()
    assert (model.instances[0].own["given"][joined >= DAYS - 1] == 0).all()


def test_a_scheme_that_has_not_begun_is_not_joined():
    later = {"card": make("stamp_card", stamps=10, reward=reward(4.2, 1.4), starts=30)}
    _, joined = run(later, OPEN)
    assert joined.min() == 30


def test_the_same_customers_are_invited_to_every_scheme():
    one, other = (LoyaltyModel(WHERE, scheme, joining=HALF) for scheme in (CARD, TWICE))
    assert np.array_equal(members(one), members(other))
    assert 0.45 < members(one).mean() < 0.55


def test_joining_does_not_depend_on_the_batch():
    pair = run(CARD, OPEN, world(size=200, days=DAYS, markets=range(2, 4)))[1]
    alone = run(CARD, OPEN, world(size=200, days=DAYS, markets=range(3, 4)))[1]
    assert np.array_equal(pair[200:], alone)


@pytest.mark.parametrize("joining", [OPEN, HALF])
def test_precision_does_not_change_who_joins(joining):
    single = run(CARD, joining, world(size=500, days=DAYS, dtype=np.float32))[0]
    double = run(CARD, joining, world(size=500, days=DAYS))[0]
    assert (members(single) != members(double)).mean() < 0.005


@pytest.fixture(scope="module")
def records():
    where = world(size=1000, days=150, burn_in=20, markets=range(6))
    ways = {"club": OPEN, "by lot": HALF}
    return play_schemes(where, dict.fromkeys([*ways, "all"], CARD), joining=ways)


def test_members_and_others_are_all_customers(records):
    found = records["club"].markets
    retained = found["members_retained"] + found["others_retained"]
    acts = found["members_main_acts"] + found["others_main_acts"]
    assert np.array_equal(retained, found["retained"])
    assert np.array_equal(acts, found["main_acts"])
    assert "members" not in records["all"].markets


def test_members_of_their_own_choice_look_far_better_than_membership_is(records):
    """Leenheer et al. (2007) found the naive figure seven times the true one in Dutch supermarkets."""
    gap, effect = naive_and_true(records["club"].markets)
    assert effect > 0
    assert gap > 4 * effect


def test_by_lot_the_gap_tells_the_truth(records):
    gap, effect = naive_and_true(records["by lot"].markets)
    assert gap == pytest.approx(effect, abs=2.0)


def naive_and_true(markets):
    """Give the gap in acts between members and others, and what membership adds."""
    total = {name: column.sum() for name, column in markets.items()}
    members, others = total["members"], total["launched"] - total["members"]
    mean = total["members_main_acts"] / members
    gap = mean - total["others_main_acts"] / others
    return gap, mean - total["members_main_acts_without"] / members


def test_newcomers_who_opt_in_while_a_mechanic_rests_join_it_once():
    where = world(size=100, days=40, newcomers=Newcomers(0.2))
    card = make(
        "stamp_card",
        stamps=5,
        head_start=1,
        reward=reward(8.4, 2.8),
        pauses=[{"first": 5, "last": 20}],
    )
    model = LoyaltyModel(where, {"card": card, "off": make("discount", rate=0.3)}, joining=OPEN)
    for _ in range(40):
        model.step()
        joined = next(one for one in model.instances if one.name == "card").joined
        assert (np.diff(joined) > 0).all()
    newcomers = members(model) & (model.cohort > 0) & (model.cohort < 15)
    newcomers &= model.customers.states.present
    assert newcomers.any()
    assert (model.ledger.accounts["card"].totals[Flow.EARN][newcomers] >= 1).all()


def test_a_total_for_all_grows_with_those_who_join():
    points = make(
        "points", per_act=10, cap_total=25, redeem={"points": 100, "value": 9.0, "cost": 1.0}
    )
    model, _ = run({"points": points}, OPEN)
    earned = model.ledger.accounts["points"].totals[Flow.EARN].sum()
    assert 0 < earned <= 25 * members(model).sum() * (1 + 1e-9)


def test_what_joining_brings_at_once_draws_people_in():
    given_voucher = {"it": make("voucher", amount=3.0, cost=1.0, expires_after=60)}
    dearer = {"it": make("voucher", amount=3.0, cost=1.0, expires_after=60, min_spend=500.0)}
    assert share(given_voucher, OPEN) > 0.3
    assert share(dearer, OPEN) == 0.0
