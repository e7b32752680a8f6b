"""The ledger's books: what is owed to whom, by market, and what it costs."""

import numpy as np
import pytest

from loyaltysim.hooks import AccountSpec, Flow, Post
from loyaltysim.ledger import Ledger

ROWS = np.arange(4)
MARKET = np.array([0, 0, 1, 1])
EVERYONE = np.ones(4, np.bool_)


@pytest.fixture
def ledger():
    return Ledger({"points": AccountSpec("points", 0.05, 0.04)}, MARKET, 2)


def rows(*numbers):
    return np.array(numbers, np.intp)


def test_what_was_earned_is_redeemed_expired_or_outstanding(ledger):
    ledger.book("points", Post(Flow.EARN, ROWS, np.array([10.0, 20.0, 30.0, 40.0])))
    ledger.book("points", Post(Flow.REDEEM, rows(1), 15.0, 0.75, 0.60))
    ledger.book("points", Post(Flow.EXPIRE, rows(2, 3), np.array([30.0, 1.0])))
    totals = ledger.totals(EVERYONE)
    assert totals["earned_value"] == pytest.approx([1.5, 3.5])
    assert totals["redeemed_value"] == pytest.approx([0.75, 0.0])
    assert totals["expired_value"] == pytest.approx([0.0, 1.55])
    assert totals["liability"] == pytest.approx([15 * 0.04, 39 * 0.04])
    assert totals["forfeited_value"] == pytest.approx([0.0, 0.0])


def test_who_has_left_forfeits_what_is_outstanding(ledger):
    ledger.book("points", Post(Flow.EARN, ROWS, 100.0))
    totals = ledger.totals(np.array([True, False, False, False]))
    assert totals["liability"] == pytest.approx([4.0, 0.0])
    assert totals["forfeited_value"] == pytest.approx([5.0, 10.0])


def test_money_is_counted_on_the_day_and_in_the_market_where_it_changes_hands(ledger):
    ledger.begin_day()
    ledger.book("points", Post(Flow.GRANT, rows(0, 1, 3), value=2.0, cost=1.0))
    ledger.book("points", Post(Flow.EARN, ROWS, 500.0))
    assert ledger.value_today == pytest.approx([4.0, 2.0])
    assert ledger.cost_today == pytest.approx([2.0, 1.0])
    ledger.begin_day()
    assert ledger.value_today == pytest.approx([0.0, 0.0])


def test_a_grant_needs_no_account():
    ledger = Ledger({}, MARKET, 2)
    ledger.book("discount", Post(Flow.GRANT, rows(2), value=3.0, cost=3.0))
    assert ledger.cost_today == pytest.approx([0.0, 3.0])
    assert ledger.totals(EVERYONE)["earned_value"] == pytest.approx([0.0, 0.0])


def test_accounts_are_kept_apart_and_summed_in_worth():
    specs = {"a": AccountSpec("points", 0.5, 0.1), "b": AccountSpec("stamps", 2.0, 1.0)}
    ledger = Ledger(specs, MARKET, 2)
    ledger.book("a", Post(Flow.EARN, rows(0), 10.0))
    ledger.book("b", Post(Flow.EARN, rows(0, 1), 3.0))
    assert ledger.accounts["a"].balance.tolist() == [10.0, 0.0, 0.0, 0.0]
    assert ledger.unredeemed(rows(0, 1, 2)) == pytest.approx([11.0, 6.0, 0.0])


def test_only_active_units_are_felt_as_held():
    ledger = Ledger({"p": AccountSpec("points", 0.5, 0.1, pending_days=3)}, MARKET, 2)
    ledger.book("p", Post(Flow.EARN, rows(0), 10.0))
    assert ledger.unredeemed(rows(0)).tolist() == [0.0]
    account = ledger.accounts["p"]
    account.begin_day(2, account.spec)
    assert account.balance[0] == 0.0
    account.begin_day(3, account.spec)
    assert account.balance[0] == 10.0
    assert ledger.unredeemed(rows(0)) == pytest.approx([5.0])


@pytest.mark.parametrize(("units", "felt"), [(0.0, 0.0), (10.0, 1.0), (50.0, 25.0), (150.0, 150.0)])
def test_what_is_far_from_a_reward_is_hardly_felt_as_held(units, felt):
    ledger = Ledger({"p": AccountSpec("points", 1.0, 1.0, reward_units=100.0)}, MARKET, 2)
    ledger.book("p", Post(Flow.EARN, rows(0), units))
    assert ledger.unredeemed(rows(0)) == pytest.approx([felt])


def test_what_customers_do_not_know_of_is_owed_to_them_but_holds_nobody():
    ledger = Ledger({"draw": AccountSpec("prizes", 20.0, 15.0, known=False)}, MARKET, 2)
    ledger.book("draw", Post(Flow.EARN, rows(0, 1), 1.0))
    assert ledger.unredeemed(rows(0, 1)).tolist() == [0.0, 0.0]
    sums = ledger.totals(np.array([True, False, True, True]))
    assert sums["liability"].sum() == 15.0
    assert sums["forfeited_value"].sum() == 20.0


def test_the_oldest_lot_goes_first():
    ledger = Ledger({"p": AccountSpec("points", 1.0, 1.0, lot_days=30)}, MARKET, 2)
    account = ledger.accounts["p"]
    for day, amount in ((0, 10.0), (30, 20.0), (65, 5.0)):
        account.begin_day(day, account.spec)
        ledger.book("p", Post(Flow.EARN, rows(0), amount))
    ledger.book("p", Post(Flow.REDEEM, rows(0), 14.0))
    assert [account.lot(number)[0] for number in range(4)] == [0.0, 16.0, 5.0, 0.0]


def test_a_posting_for_nobody_changes_nothing(ledger):
    ledger.book("points", Post(Flow.EARN, rows(), np.empty(0)))
    ledger.book("points", Post(Flow.GRANT, rows(), value=5.0, cost=5.0))
    assert not ledger.accounts["points"].balance.any()
    assert not ledger.cost_today.any()


def test_stamps_that_become_points_are_earned_and_redeemed_as_points_alone():
    specs = {
        "card": AccountSpec("stamps", 10.0, 10.0, into="points"),
        "points": AccountSpec("points", 0.5, 0.1),
    }
    ledger = Ledger(specs, MARKET, 2)
    ledger.book("card", Post(Flow.EARN, rows(0), 1.0))
    ledger.book("card", Post(Flow.REDEEM, rows(0), 1.0))
    ledger.book("points", Post(Flow.EARN, rows(0), 10.0, converts=True))
    ledger.accounts["points"].end(EVERYONE)
    ledger.price()
    totals = ledger.totals(EVERYONE)
    assert totals["earned_value"] == pytest.approx([5.0, 0.0])
    assert totals["redeemed_value"] == pytest.approx([0.0, 0.0])
    assert totals["expired_value"] == pytest.approx([5.0, 0.0])
