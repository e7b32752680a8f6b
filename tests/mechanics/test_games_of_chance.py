"""Regret lottery, prize wheel and mystery box: nobody wins twice, promises are kept, and no nonsense pays."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.mechanics.scripted import Script
from tests.strategies import (
    boxes,
    chances,
    diaries,
    money,
    people,
    plausible_constants,
    regret_lotteries,
    rewards,
    wheels,
)
from tests.worlds import EASY_VISIT, VISIT, make, play, reward, same, world

from loyaltysim.hooks import Flow, MomentKind, Offer
from loyaltysim.mechanics.outcomes import Outcome, draw
from loyaltysim.mechanics.reward import MoneyReward
from loyaltysim.units import LEAST_CHANCE

FEW = settings(max_examples=30)
MIX = [
    {"chance": 0.1, "reward": reward(10, 4)},
    {"chance": 0.4, "reward": reward(1, 0.5)},
]


def played(mechanic, diary, spend=7.0):
    """Play a diary, and give the script after every day with what was seen."""
    days, customers = diary.spend.shape
    script = Script(mechanic, customers, usual_spend=np.full(customers, spend))
    for day in range(days):
        script.luck.all[:] = diary.luck[day]
        yield script, script.play(diary.day(day))


def offer_of(mechanic, spend=7.0):
    """Give what a new customer sees on the first day."""
    script = Script(mechanic, 1, usual_spend=np.full(1, spend))
    script.luck.all[:] = 0.0
    (offer,) = script.play({}).offers["visit"]
    return offer


@given(regret_lotteries(), diaries)
@FEW
def test_one_prize_at_most_for_a_period_and_only_for_enough_acts(mechanic, diary):
    for script, _ in played(mechanic, diary):
        periods = script.day // mechanic.every + 1
        acted = (diary.spend[: script.day + 1] > 0).sum(axis=0)
        assert np.all(
            script.account.totals[Flow.EARN] <= np.minimum(periods, acted // mechanic.acts)
        )


@given(regret_lotteries(), diaries)
@FEW
def test_regret_is_only_for_those_who_did_too_little_and_only_when_they_are_told(mechanic, diary):
    for script, day in played(mechanic, diary):
        stung = [row for one in day.moments for row in one.rows.tolist()]
        assert not (stung and (script.day + 1) % mechanic.every)
        assert np.all(day.columns["done"][stung] < mechanic.acts)
        assert mechanic.tell_missed or not stung


@given(wheels, diaries)
@FEW
def test_a_wheel_spins_no_more_than_acts_and_limits_allow(mechanic, diary):
    won = np.zeros(diary.spend.shape[1])
    for script, day in played(mechanic, diary):
        won += day.numbers["value"] > 0
        acted = (diary.spend[: script.day + 1] > 0).sum(axis=0)
        assert np.all(won <= acted // mechanic.acts_per_spin)
        assert np.all((day.columns["done"] >= 0) & (day.columns["done"] < mechanic.acts_per_spin))
        if mechanic.spins is not None:
            assert np.all(day.columns["spun"] <= mechanic.spins)


@given(boxes, diaries)
@FEW
def test_the_same_boxes_hold_the_same_whether_hidden_or_known(box, diary):
    pair = [box.model_copy(update={"hidden": hidden}) for hidden in (True, False)]
    hidden, known = (list(played(mechanic, diary)) for mechanic in pair)
    for (_, one), (_, other) in zip(hidden, known, strict=True):
        assert np.array_equal(one.numbers["value"], other.numbers["value"])
        assert np.array_equal(one.numbers["cost"], other.numbers["cost"])
        assert not other.moments


@given(boxes, diaries)
@FEW
def test_expectation_stays_within_what_boxes_hold_and_only_less_disappoints(box, diary):
    best = max(outcome.reward.value for outcome in box.contents)
    for _, day in played(box, diary):
        assert np.all(
            (day.columns["expected"] >= 0) & (day.columns["expected"] <= best * (1 + 1e-9))
        )
        for moment in day.moments:
            assert moment.kind is MomentKind.SETBACK
            assert np.all((moment.size > 0) & (moment.size <= 1))


@given(st.lists(chances, min_size=1, max_size=5), st.integers(0, 2**20))
def test_what_luck_brings_has_the_chance_that_the_list_says(parts, seed):
    scaled = [max(LEAST_CHANCE, part / max(1.0, sum(parts))) for part in parts]
    listed = [Outcome(chance=chance, reward=MoneyReward(value=1, cost=1)) for chance in scaled]
    luck = ((np.arange(20_000) + seed % 7 / 7) / 20_000).astype(np.float32)
    found = np.bincount(draw(luck, listed), minlength=len(parts) + 1) / luck.size
    assert found[:-1] == pytest.approx(scaled, abs=1e-3)


def test_chances_of_more_than_one_are_refused():
    two = [{"chance": 0.6, "reward": reward(1, 1)}] * 2
    for kind, name in (("prize_wheel", "prizes"), ("mystery_box", "contents")):
        with pytest.raises(ValidationError, match="at most 1 together, but are"):
            make(kind, **{name: two})


@given(people, plausible_constants, chances, money, st.integers(1, 60))
@settings(max_examples=100)
def test_a_prize_drawn_later_is_never_preferred_to_the_sure_prize(
    who, constants, chance, prize, wait
):
    sure = who.value(Offer(prize), constants=constants)
    drawn = make("lottery", chance=chance, prize=reward(prize), draw_every=wait)
    weekly = make(
        "regret_lottery", chance=chance, prize=reward(prize), every=wait, tell_missed=False
    )
    for mechanic in (drawn, weekly):
        assert who.value(offer_of(mechanic), constants=constants) <= sure * (1 + 1e-9)


@given(people, plausible_constants, chances, money)
@settings(max_examples=100)
def test_a_wheel_with_one_prize_is_a_lottery_and_another_prize_makes_it_no_worse(
    who, constants, chance, prize
):
    half = max(LEAST_CHANCE, chance / 2)
    listed = [{"chance": half, "reward": reward(prize)}]
    wheel = offer_of(make("prize_wheel", prizes=listed))
    lottery = offer_of(make("lottery", chance=half, prize=reward(prize)))
    alone = who.value(wheel, constants=constants)
    assert alone == pytest.approx(who.value(lottery, constants=constants), rel=1e-9)
    better = [*listed, {"chance": half, "reward": reward(prize * 2)}]
    assert who.value(offer_of(make("prize_wheel", prizes=better)), constants=constants) >= alone


@given(people, plausible_constants, rewards)
@settings(max_examples=60)
def test_a_box_that_always_holds_the_same_is_worth_the_same_hidden_or_known(who, constants, one):
    pair = (
        offer_of(make("mystery_box", contents=[{"chance": 1, "reward": one}], hidden=hidden))
        for hidden in (True, False)
    )
    hidden, known = (who.value(offer, constants=constants) for offer in pair)
    assert hidden == pytest.approx(known, rel=1e-9)


def test_regret_pulls_and_what_was_missed_repels():
    where = world(size=400, days=60, acts=(VISIT,))
    told, silent = (
        play(where, {"x": make("regret_lottery", chance=0.3, prize=reward(6, 3), tell_missed=tell)})
        for tell in (True, False)
    )
    assert told.acted[0].sum() >= silent.acted[0].sum()
    assert told.model.customers.states.sting.any()
    assert not silent.model.customers.states.sting.any()


def test_more_to_win_means_more_acts():
    where = world(size=400, days=40, acts=(VISIT,))
    acts = [
        play(where, {"x": make("prize_wheel", prizes=[{"chance": c, "reward": reward(5, 2)}])}).acts
        for c in (0.02, 0.2, 0.9)
    ]
    assert play(where).acts < acts[0] < acts[1] < acts[2]


def test_boxes_wear_off_and_poor_ones_sour():
    where = world(size=400, days=120, acts=(VISIT,))
    poor = [
        {"chance": 0.02, "reward": reward(40, 20)},
        {"chance": 0.98, "reward": reward(0.1, 0.1)},
    ]
    plain, hidden, known = (
        play(where, scheme)
        for scheme in (
            {},
            {"x": make("mystery_box", contents=poor)},
            {"x": make("mystery_box", contents=poor, hidden=False)},
        )
    )
    first, last = slice(0, 10), slice(110, 120)

    def lift(one, days):
        return one.acted[days].sum() / plain.acted[days].sum()

    assert lift(hidden, first) > lift(known, first)
    assert lift(hidden, last) < lift(hidden, first) - 0.05


def test_prizes_worth_nothing_leave_customers_as_they_are():
    where = world(size=100, days=30, acts=(EASY_VISIT,), learning=False)
    crumb = [{"chance": 1e-5, "reward": reward(1e-6)}]
    assert same(play(where), play(where, {"x": make("mystery_box", contents=crumb, hidden=False)}))
