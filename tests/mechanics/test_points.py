"""What always holds for points, and what more of something does."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from tests.mechanics.scripted import Script
from tests.strategies import diaries, rich_points
from tests.worlds import CALM, EASY_VISIT, REVIEW, make, play, same, world

from loyaltysim.behaviour.constants import Constants
from loyaltysim.hooks import Flow

FEW = settings(max_examples=25)
REDEEM = {"points": 100, "value": 5, "cost": 3}
LARGER = {"points": 400, "value": 40, "cost": 24}
ON_REVIEWS = {
    "ask": make("message", act="review", every=20, starts=5),
    "gems": make(
        "points",
        act="review",
        per_act=1,
        redeem={"points": 1000, "value": 5, "cost": 5},
        expiry={"policy": "activity", "days": 12},
    ),
}


def points(**parameters):
    return {"points": make("points", **{"per_spend": 1, "redeem": REDEEM, **parameters})}


def earned(played):
    return played.model.ledger.accounts["points"].totals[Flow.EARN]


def test_points_live_as_long_as_the_act_that_earns_them_is_done():
    model = play(world(acts=(EASY_VISIT, REVIEW)), ON_REVIEWS, days=17).model
    gems, states = model.ledger.accounts["gems"], model.customers.states
    reviewers, visitors = states.acts[1] > 0, states.last_act[0] > 5
    assert (reviewers & visitors & states.present).any()
    assert gems.balance[reviewers].all()
    model.step()
    assert not gems.balance[states.present].any()


@given(rich_points(), diaries)
@FEW
def test_caps_are_kept_and_no_reward_is_paid_with_fewer_points_than_it_takes(mechanic, diary):
    days, customers = diary.spend.shape
    script = Script(mechanic, customers)
    period, before = np.zeros(customers), np.zeros(customers)
    for day in range(days):
        seen = script.play(diary.day(day))
        total = seen.numbers["earned"]
        if mechanic.cap is not None:
            if mechanic.cap.every and day % mechanic.cap.every == 0:
                period = before
            assert np.all(total - period <= mechanic.cap.points * (1 + 1e-9))
        if mechanic.cap_total is not None:
            assert total.sum() <= mechanic.cap_total * customers + 1e-6
        before = total
        assert np.all(seen.numbers["balance"] >= -1e-9)
        offered = [one for offers in seen.offers.values() for one in offers]
        assert all(np.all(np.asarray(one.acts_left) >= 0) for one in offered)


def test_a_total_is_given_out_to_each_market_by_itself_and_whoever_comes_first_in_the_table():
    where = world(markets=range(2), days=40, acts=(replace(EASY_VISIT, basket_cv=0.5),))
    played = play(where, points(cap_total=12))
    by_market = earned(played).reshape(2, -1).sum(axis=1)
    assert by_market == pytest.approx([12 * 200] * 2)


def test_limits_that_nobody_reaches_and_bonus_days_that_never_come_change_nothing():
    where = world()
    plain = play(where, points())
    for more in (
        {"cap": {"points": 1e6}},
        {"cap_total": 1e6},
        {"bonus_days": [{"multiplier": 1}]},
        {"partners": [{"act": "review", "per_act": 0}]},
    ):
        acts = (
            (*where.setup.acts, replace(REVIEW, need=0.0))
            if "partners" in more
            else where.setup.acts
        )
        here = world(acts=acts)
        assert same(play(here, points()), play(here, points(**more))), more
    assert plain.acts > 0


def test_a_catalogue_of_one_is_the_reward():
    where = world()
    assert same(play(where, points()), play(where, points(redeem=[REDEEM])))


def test_a_reward_out_of_reach_of_all_changes_nothing():
    where = world(days=40)
    beyond = {"points": 1e9, "value": 1e9, "cost": 1}
    one, other = points(), points(redeem=[REDEEM, beyond])
    assert play(where, one).acts == play(where, other).acts


def test_a_better_rate_for_more_points_is_saved_for():
    where = world(days=120, acts=(EASY_VISIT,))
    saved = play(where, points(redeem=[REDEEM, LARGER])).model
    at_once = play(where, points(redeem=[REDEEM, LARGER], saves_for=0)).model
    redeemed = [m.ledger.accounts["points"].totals[Flow.REDEEM] for m in (saved, at_once)]
    assert np.all(redeemed[0] % 100 < 1e-6)
    assert (redeemed[0] < redeemed[1]).mean() > 2 * (redeemed[0] > redeemed[1]).mean()
    worths = [
        m.books.daily["reward_value"].sum() / r.sum()
        for m, r in zip((saved, at_once), redeemed, strict=True)
    ]
    assert worths[0] > worths[1]


def test_more_points_make_more_acts_and_a_deadline_that_nobody_can_keep_none():
    where = world(days=120, size=400, constants=Constants.default().replace(**CALM), learning=False)
    none = play(where).acts
    acts = [play(where, points(multiplier=by)).acts for by in (1, 4)]
    assert none < acts[0] < acts[1]
    too_late = points(
        redeem={"points": 1e6, "value": 1e5, "cost": 1}, expiry={"policy": "fixed", "on": 9}
    )
    assert play(where, too_late).acts <= acts[0]
