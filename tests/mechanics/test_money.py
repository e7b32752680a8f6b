"""What always holds for money that is paid, and what more of it, or another frame, does."""

import numpy as np
import pytest
from hypothesis import given, settings
from tests.mechanics.scripted import Script
from tests.strategies import diaries, vouchers
from tests.worlds import CALM, EASY_VISIT, TWO_SEGMENTS, make, play, same, world

from loyaltysim.behaviour.constants import Constants
from loyaltysim.customers.population import SegmentPopulation
from loyaltysim.hooks import Flow

FEW = settings(max_examples=25)
PAID = {"amount": 1.0, "periods": 30}


@pytest.fixture(scope="module")
def where():
    constants = Constants.default().replace(**CALM)
    return world(size=600, days=120, constants=constants, learning=False)


def acts(where, kind, **parameters):
    return play(where, {"it": make(kind, **parameters)}).acts


@given(vouchers, diaries)
@FEW
def test_a_member_has_one_voucher_at_most_and_never_gets_more_off_than_is_spent(mechanic, diary):
    days, customers = diary.spend.shape
    script = Script(mechanic, customers)
    for day in range(days):
        seen = script.play(diary.day(day))
        assert np.isin(seen.numbers["balance"], (0.0, mechanic.amount)).all()
        assert np.array_equal(seen.numbers["balance"] > 0, seen.columns["in_hand"])
        assert np.all(seen.numbers["value"] <= diary.spend[day] + 1e-9)


def test_the_two_frames_pay_the_same_money_for_the_same_acts():
    diary = {day: {0: 5.0} for day in (0, 3, 4, 11, 30, 31, 59)}
    paid = {}
    for frame in ("gain", "loss"):
        script = Script(make("framed_payment", **PAID, frame=frame), 1)
        days = [script.play(diary.get(day, {})) for day in range(61)]
        paid[frame] = [float(day.numbers["value"][0]) for day in days]
    assert paid["gain"] == paid["loss"]
    assert sum(paid["gain"]) == 7.0


def test_what_can_be_lost_moves_more_than_what_can_be_gained(where):
    none = play(where).acts
    gain, loss = (acts(where, "framed_payment", **PAID, frame=frame) for frame in ("gain", "loss"))
    assert none < gain < loss


def test_money_at_once_moves_more_than_the_same_money_later(where):
    none, off = play(where).acts, acts(where, "discount", rate=0.1)
    soon, late = (acts(where, "cash_back", rate=0.1, pays_every=days) for days in (7, 180))
    assert none < late < soon
    assert none < off


def test_more_is_more_and_a_limit_is_less(where):
    low, high = (acts(where, "cash_back", rate=rate) for rate in (0.02, 0.2))
    assert low < high
    assert acts(where, "cash_back", rate=0.2, most=1) < high


def test_a_voucher_that_fits_no_purchase_changes_nothing_but_what_is_held():
    where = world(days=60, population=SegmentPopulation(TWO_SEGMENTS), acts=(EASY_VISIT,))
    never = make("voucher", amount=1e-6, cost=0, min_spend=1e6, expires_after=1)
    played = play(where, {"it": never})
    assert played.acts == play(where).acts
    assert played.model.ledger.accounts["it"].totals[Flow.REDEEM].sum() == 0


def test_a_voucher_brings_purchases_and_more_the_larger_it_is(where):
    none = play(where).acts
    given = [acts(where, "voucher", amount=a, cost=a, expires_after=30, for_acts=5) for a in (1, 4)]
    assert none < given[0] < given[1]


def test_nobody_is_paid_who_earned_nothing(where):
    rate = make("cash_back", rate=0.5, min_spend=1e6)
    assert same(play(where, {"it": rate}), play(where))
