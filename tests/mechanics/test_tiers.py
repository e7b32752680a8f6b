"""Tiers: nobody holds what was never deserved, counts add up, and status costs those who lose it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.mechanics.scripted import Script
from tests.strategies import diaries, tier_programmes
from tests.worlds import CALM, VISIT, make, play, reward, world

from loyaltysim.behaviour.constants import Constants
from loyaltysim.hooks import MomentKind

FEW = settings(max_examples=30)
TWO = [{"name": "silver", "at": 8}, {"name": "gold", "at": 20}]


def with_perks(silver, gold):
    return [
        {**TWO[0], "perk": reward(silver, silver / 2)},
        {**TWO[1], "perk": reward(gold, gold / 2)},
    ]


def played(mechanic, diary):
    """Play a diary, and give the script after every day with what was seen."""
    days, customers = diary.spend.shape
    script = Script(mechanic, customers, usual_spend=np.full(customers, 7.0))
    for day in range(days):
        yield script, script.play(diary.day(day))


def earned(mechanic, diary, day):
    """Give the qualifying points of the present window from the diary alone, shape (customers,)."""
    part = -(-mechanic.window // 12) if mechanic.rolling else mechanic.window
    parts = -(-mechanic.window // part)
    since = max(0, ((day + 1) // part - parts + 1) * part)
    spend = diary.spend[since : day + 1]
    return (mechanic.per_act * (spend > 0) + mechanic.per_spend * spend).sum(axis=0)


@given(tier_programmes(), diaries)
@FEW
def test_points_are_those_of_the_window(mechanic, diary):
    for script, day in played(mechanic, diary):
        assert day.columns["points"] == pytest.approx(earned(mechanic, diary, script.day), rel=1e-9)


@given(tier_programmes(), diaries)
@FEW
def test_levels_are_at_least_what_is_deserved_and_never_more_than_there_are(mechanic, diary):
    steps = np.array([level.at for level in mechanic.levels])
    for _, day in played(mechanic, diary):
        deserved = (steps[:, np.newaxis] * (1 + 1e-9) <= day.columns["points"]).sum(axis=0)
        assert np.all(day.columns["tier"] >= deserved)
        assert np.all(day.columns["tier"] <= len(mechanic.levels))


@given(tier_programmes(), diaries)
@FEW
def test_moves_add_up_to_the_levels_held(mechanic, diary):
    before, fallen = np.zeros(diary.spend.shape[1], np.int32), 0
    for _, day in played(mechanic, diary):
        moved = day.columns["tier"] - before
        before = day.columns["tier"]
        stung = [row for one in day.moments if one.kind is MomentKind.SETBACK for row in one.rows]
        assert set(np.flatnonzero(moved < 0)) <= set(stung)
        fallen += len(stung)
        assert day.columns["demotions"].sum() == fallen
        assert day.columns["promotions"].sum() >= np.count_nonzero(before)


@given(tier_programmes(), diaries)
@FEW
def test_nobody_loses_status_for_life(mechanic, diary):
    kept, before = mechanic.model_copy(update={"downgrade": "none"}), 0
    for _, day in played(kept, diary):
        assert np.all(day.columns["tier"] >= before)
        assert not day.columns["at_risk_of_demotion"].any()
        before = day.columns["tier"]


@given(tier_programmes(), diaries, st.integers(0, 2**20))
@FEW
def test_shares_fall_with_the_level_and_are_those_of_the_day(mechanic, diary, seed):
    tiers = np.zeros(diary.spend.shape[1])
    for _, day in played(mechanic, diary):
        shares = [day.columns[f"share_{n + 1}"][0] for n in range(len(mechanic.levels))]
        assert shares == [np.mean(tiers > n) for n in range(len(mechanic.levels))]
        tiers = day.columns["tier"]


def test_levels_that_do_not_rise_or_multiply_nothing_are_refused():
    falling = [{"name": "a", "at": 5}, {"name": "b", "at": 5}]
    for levels, told in (
        (falling, "must rise"),
        ([{**TWO[0], "name": "gold"}, TWO[1]], "a name of their own"),
        ([{**TWO[0], "multiplier": 2}], "multiplies: is needed"),
    ):
        with pytest.raises(ValidationError, match=told):
            make("tiers", levels=levels)
    with pytest.raises(ValidationError, match="nothing qualifies"):
        make("tiers", levels=TWO, per_act=0)


def test_the_window_cannot_change_on_the_way():
    change = [{"day": 9, "to": {"window": 30}}]
    with pytest.raises(ValidationError, match="cannot change during the term"):
        make("tiers", levels=TWO, window=60, changes=change)


WHERE = world(size=1200, days=120, burn_in=40, acts=(VISIT,), constants=Constants.default())


def lift(scheme, days=slice(None), where=WHERE):
    """Give the acts with a scheme against those without, in some days."""
    with_it, without = play(where, {"x": scheme}), play(where)
    return with_it.acted[days].sum() / without.acted[days].sum() - 1.0


def test_better_perks_move_more_and_a_level_out_of_reach_moves_nobody():
    far = [{"name": "moon", "at": 1000, "perk": reward(5, 1)}]
    # who acts once a week is as far from it as a pull of one in a hundred and seventeen takes him or her
    assert abs(lift(make("tiers", levels=far, window=60))) < 0.001
    lifts = [lift(make("tiers", levels=with_perks(x, 2 * x), window=60)) for x in (0.05, 0.2, 0.8)]
    assert 0.0 < lifts[0] < lifts[1] < lifts[2]


def test_status_alone_moves_little():
    assert 0.0 < lift(make("tiers", levels=TWO, window=60)) < 0.03


def test_a_level_that_everybody_gets_at_once_is_no_status():
    where = replace(WHERE)
    easy = [{"name": "all", "at": 1e-6}]
    first = lift(make("tiers", levels=easy, window=120), slice(0, 10), where)
    later = lift(make("tiers", levels=easy, window=120), slice(90, 120), where)
    assert abs(later) < 0.005
    assert abs(later) < first / 4  # what there is at first is novelty


def test_priority_makes_acts_easier():
    fast = [{"name": "silver", "at": 4, "time_left": 0.5}]
    slow = [{"name": "silver", "at": 4}]
    assert lift(make("tiers", levels=fast, window=60)) > lift(make("tiers", levels=slow, window=60))


@pytest.mark.parametrize("perk", [None, reward(0.4, 0.2)], ids=["status", "perk"])
def test_right_after_a_demotion_people_do_less_than_if_they_had_never_been_promoted(perk):
    levels = [{"name": "gold", "at": 4, "perk": perk}]
    out_of_reach = [{"day": 45, "to": {"levels": [{**levels[0], "at": 1e6}]}}]
    scheme = make("tiers", levels=levels, window=45, changes=out_of_reach)
    with_it, without = play(WHERE, {"x": scheme}), play(WHERE)
    assert with_it.model.instances[0].own["demotions"].sum() > 400
    after = slice(90, 95)
    assert with_it.acted[after].sum() < 0.98 * without.acted[after].sum()


def test_a_level_is_nearer_to_those_who_have_done_more():
    script = Script(make("tiers", levels=[{"name": "gold", "at": 10}], window=60), 2)
    for _ in range(8):
        script.play({0: 5.0})
    day = script.play({}, 50)
    (symbol,) = day.symbols["visit"]
    assert np.asarray(symbol.urgency).tolist() == [1.0, 1.0]
    assert np.asarray(symbol.acts_left).tolist() == [1.0, 9.0]
    assert np.asarray(symbol.left_share).tolist() == pytest.approx([0.1, 0.9])
    assert np.asarray(symbol.pace).tolist() == pytest.approx([0.2, 1.0])
    assert day.columns["near_next_tier"].tolist() == [True, False]


def test_whoever_is_alike_in_all_but_luck_climbs_alike():
    calm = world(size=400, days=60, acts=(VISIT,), constants=Constants.default().replace(**CALM))
    one = play(calm, {"x": make("tiers", levels=TWO, window=30)}).model.instances[0].own
    assert 0.0 < one["share_2"][0] < one["share_1"][0] < 1.0
