"""Which purchases renew a contract, and which are made between its due dates."""

import numpy as np
import pytest
from tests.calibration.test_renewals import PERIOD, paid

from loyaltysim.calibration.forecasts.due_dates import interval_of, payments
from loyaltysim.calibration.logs.purchases import PurchaseDays
from loyaltysim.randomness import Luck


def bought(day, spend=None, customer=None):
    day = np.array(day)
    customer = np.zeros(day.size, np.int64) if customer is None else np.array(customer)
    amounts = np.full(day.size, np.nan) if spend is None else np.array(spend, dtype=float)
    return PurchaseDays(customer, day, amounts, int(day.max()), {"rows": day.size})


@pytest.mark.parametrize(
    ("day", "kept"),
    [
        ([0, 3, 30, 61, 90], [0, 30, 61, 90]),
        ([0, 20, 30, 50, 60, 80, 90], [0, 30, 60, 90]),
        ([0, 30, 35, 44, 60, 64, 90], [0, 30, 60, 90]),
        (range(0, 100, 10), [0, 30, 60, 90]),
        ([0, 30, 75, 89, 120], [0, 30, 89, 120]),
        ([0], [0]),
    ],
    ids=["soon after", "late between", "early between", "often", "a pause", "once"],
)
def test_what_is_bought_between_due_dates_is_no_renewal(day, kept):
    left = payments(bought(day), PERIOD)
    assert left.day.tolist() == kept
    extras = len(day) - len(kept)
    assert left.counts == {
        "rows": len(day),
        "purchases between due dates, which are no renewals": extras,
    }


def test_the_amount_of_the_last_payment_tells_more_than_the_day():
    day, spend = [0, 27, 30, 57, 60, 90], [9.0, 9.0, 2.0, 9.0, 2.0, 8.0]
    assert payments(bought(day, spend), PERIOD).day.tolist() == [0, 27, 57, 90]
    assert payments(bought(day), PERIOD).day.tolist() == [0, 30, 60, 90]


def with_extras(fee, *, after_the_end):
    """Give payments of customers, and with these what half of them buy after each, for 3."""
    customer, day = paid(5, customers=200)
    luck = Luck(6, range(1), day.size)
    extra = luck.traits("extra") < 0.5
    if not after_the_end:
        extra &= np.append(np.diff(customer) == 0, [False])
    when = day + np.floor(PERIOD * luck.traits("when")).astype(np.int64)
    extra &= when <= day.max()
    same_day = extra & (when == day)
    spend = np.where(same_day, fee + 3.0, fee)
    extra &= ~same_day
    who, on = np.append(customer, customer[extra]), np.append(day, when[extra])
    order = np.lexsort((on, who))
    spent = np.append(spend, np.full(int(extra.sum()), 3.0))
    return (customer, day), bought(on[order], spent[order], who[order])


@pytest.mark.parametrize("after_the_end", [False, True])
def test_fees_are_told_from_what_customers_buy_besides(after_the_end):
    (customer, day), days = with_extras(9.0, after_the_end=after_the_end)
    left = payments(days, PERIOD)
    assert np.array_equal(left.customer, customer)
    assert np.array_equal(left.day, day)


def test_days_tell_payments_whose_amounts_are_never_the_same():
    luck = Luck(8, range(1), 5000)
    (customer, day), days = with_extras(9.0, after_the_end=False)
    spend = 5.0 + luck.traits("bill")[: days.day.size]
    left = payments(bought(days.day, spend, days.customer), PERIOD)
    assert np.array_equal(left.customer, customer)
    assert np.array_equal(left.day, day)


def test_whoever_buys_daily_pays_no_fee_by_it():
    daily = np.arange(0, 200)
    customer = np.repeat(np.arange(20), daily.size)
    day, spend = np.tile(daily, 20), np.tile(np.where(daily % PERIOD == 0, 9.0, 3.0), 20)
    left = payments(bought(day, spend, customer), PERIOD)
    assert np.unique(left.spend).tolist() == [9.0]
    assert np.unique(left.day).tolist() == list(range(0, 200, PERIOD))


def test_intervals_are_told_where_purchases_keep_to_them():
    customer, day = paid(1, customers=100)
    assert interval_of(bought(day, customer=customer)) == (PERIOD, 1.0)
    luck = Luck(2, range(1), day.size)
    anyhow = day + np.floor(25.0 * luck.traits("late")).astype(np.int64)
    assert interval_of(bought(anyhow, customer=customer)) is None
