"""Nothing is lost or made out of nothing, whatever customers do and whatever the parameters are."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.mechanics.scripted import Script
from tests.strategies import (
    cash_backs,
    diaries,
    framed_payments,
    keeping_books,
    mechanics,
    plausible_constants,
    rich_points,
    streaks,
    vouchers,
)
from tests.worlds import EASY_VISIT, play, world

from loyaltysim.hooks import Flow

ROUNDING = 1e-9
FEW = settings(max_examples=30)


def played(mechanic, diary):
    """Play a diary, and give the script after every day with what was seen."""
    days, customers = diary.spend.shape
    script = Script(mechanic, customers, usual_spend=np.full(customers, 7.0))
    for day in range(days):
        script.luck.all[:] = diary.luck[day]
        yield script, script.play(diary.day(day))


@given(st.one_of(keeping_books, rich_points(), cash_backs, framed_payments, vouchers), diaries)
@FEW
def test_earned_is_redeemed_expired_or_outstanding_for_every_customer_on_every_day(mechanic, diary):
    for script, day in played(mechanic, diary):
        n = day.numbers
        known = n["redeemed"] + n["expired"] + n["balance"] + n["pending"]
        scale = np.maximum(1.0, n["earned"])
        assert np.all(np.abs(n["earned"] - known) <= ROUNDING * scale)
        for name in ("earned", "redeemed", "expired", "balance", "pending"):
            assert np.all(n[name] >= -ROUNDING * scale), name
        lots = script.account._lots
        if lots:
            assert np.all(np.abs(sum(lots.values()) - n["balance"]) <= ROUNDING * scale)


FOR_NOTHING = {"character", "human_gesture", "pop_up", "sample"}
"""What these cost buys nothing that has a price."""


@given(keeping_books, diaries)
@FEW
def test_rewards_are_paid_for_units_and_at_their_price(mechanic, diary):
    seen = list(played(mechanic, diary))
    value = sum(day.numbers["value"] for _, day in seen)
    cost = sum(day.numbers["cost"] for _, day in seen)
    account = seen[-1][0].account
    spec, redeemed = account.spec, account.totals[Flow.REDEEM]
    assert value == pytest.approx(redeemed * spec.unit_value, rel=1e-6, abs=1e-9)
    assert cost == pytest.approx(redeemed * spec.unit_cost, rel=1e-6, abs=1e-9)


@given(mechanics, diaries)
@FEW
def test_every_reward_costs_something_finite_and_is_worth_something(mechanic, diary):
    for _, day in played(mechanic, diary):
        value, cost = day.numbers["value"], day.numbers["cost"]
        assert np.isfinite(value).all()
        assert np.isfinite(cost).all()
        assert np.all(value >= 0)
        assert np.all(cost >= 0)
        assert mechanic.kind in FOR_NOTHING or not cost[value == 0].any()


@given(streaks(), diaries)
@FEW
def test_a_streak_is_never_negative_and_never_longer_than_the_time(mechanic, diary):
    for script, day in played(mechanic, diary):
        begun = script.day // mechanic.every + 1
        assert np.all(day.columns["length"] >= 0)
        assert np.all(day.columns["length"] <= begun)
        assert np.all(day.columns["freezes"] >= 0)
        assert np.all(day.columns["freezes"] <= mechanic.freezes)


@pytest.mark.slow
@given(st.lists(mechanics, min_size=1, max_size=4), plausible_constants, st.integers(1, 3))
@settings(max_examples=15)
def test_the_books_of_a_whole_run_balance(instances, constants, most):
    act = replace(EASY_VISIT, most=most, satiation=0.1)
    where = world(size=60, acts=(act,), days=70, constants=constants, dtype=np.float32)
    model = play(where, {f"m{i}": one for i, one in enumerate(instances)}).model
    sums = model.ledger.totals(model.customers.states.present)
    here = model.customers.states.present
    worth_here = sum(
        (account.outstanding() * here).sum() * account.spec.unit_value
        for account in model.ledger.accounts.values()
    )
    left = sums["redeemed_value"] + sums["expired_value"] + sums["forfeited_value"] + worth_here
    assert sums["earned_value"] == pytest.approx(left, rel=1e-9, abs=1e-9)
    granted = model.books.daily["reward_value"].sum()
    assert granted >= sums["redeemed_value"][0] * (1 - 1e-9)
