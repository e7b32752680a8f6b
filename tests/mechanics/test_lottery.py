"""Prizes of a lottery with later draws are owed from the win on, whenever the horizon comes."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.mechanics.scripted import Script
from tests.strategies import diaries
from tests.worlds import EASY_VISIT, make, play, reward, world

from loyaltysim.hooks import Flow

CHANCE = 0.3


def wins(diary):
    """Count who wins, from the diary alone; shape (customers,)."""
    return ((diary.spend > 0) & (diary.luck.astype(np.float32) < CHANCE)).sum(axis=0)


def scripted(diary, draw_every):
    days, customers = diary.spend.shape
    lottery = make("lottery", chance=CHANCE, prize=reward(20, 15), draw_every=draw_every)
    script, value = Script(lottery, customers), np.zeros(customers)
    for day in range(days):
        script.luck.all[:] = diary.luck[day]
        value += script.play(diary.day(day)).numbers["value"]
    return script, value


@given(diaries, st.integers(1, 40))
@settings(max_examples=30)
def test_every_win_is_paid_or_owed(diary, draw_every):
    script, value = scripted(diary, draw_every)
    assert np.array_equal(script.account.totals[Flow.EARN], wins(diary))
    assert np.array_equal(value + 20 * script.account.outstanding(), 20 * wins(diary))


@given(diaries, st.integers(1, 40))
@settings(max_examples=30)
def test_no_prize_is_older_than_the_time_between_draws(diary, draw_every):
    days = len(diary.spend)
    script, _ = scripted(diary, draw_every)
    since = (days - 1) // draw_every * draw_every
    late = (diary.spend[since:] > 0) & (diary.luck[since:].astype(np.float32) < CHANCE)
    assert np.array_equal(script.account.outstanding(), late.sum(axis=0))


def test_a_draw_after_the_horizon_costs_as_much_as_one_before():
    where = world(size=300, days=60, acts=(EASY_VISIT,), learning=False)
    paid, owed = (
        play(where, {"x": make("lottery", chance=0.1, prize=reward(5, 4), draw_every=every)}).model
        for every in (59, 90)
    )
    sums = owed.ledger.totals(owed.customers.states.present)
    assert owed.books.daily["reward_cost"].sum() == 0.0
    assert sums["liability"].sum() > 0.5 * paid.books.daily["reward_cost"].sum() > 0.0
    gone = sums["forfeited_value"].sum() / 5
    assert sums["liability"].sum() / 4 + gone == sums["earned_value"].sum() / 5


def test_a_prize_crowds_out_interest_only_where_the_act_shows_it():
    where = world(size=100, days=40, acts=(EASY_VISIT,))
    at_once, later = (
        play(where, {"x": make("lottery", chance=1, prize=reward(5), draw_every=every)}).model
        for every in (0, 7)
    )
    assert at_once.customers.states.crowding.any()
    assert not later.customers.states.crowding.any()
