"""Rewards that are paid in points: nothing is lost on the way, counted twice, or worth more than money."""

import numpy as np
import pytest
from tests.worlds import make, play, reward, world

from loyaltysim.hooks import Flow

POINT = 0.5
WALLET = make("points", redeem={"points": 1000, "value": 1000 * POINT, "cost": 400})
IN_POINTS = {"points": 8, "into": "wallet"}
IN_MONEY = reward(8 * POINT, 3.2)
PAYING = {
    "card": make("stamp_card", stamps=4, reward=IN_POINTS),
    "drawn": make("lottery", chance=0.2, prize=IN_POINTS, draw_every=7),
    "gift": make("surprise", chance=0.2, gift=IN_POINTS),
    "streak": make("streak", milestones=[{"at": 2, "reward": IN_POINTS}]),
}


@pytest.mark.parametrize("name", PAYING)
def test_they_arrive_and_the_accounts_stay_in_balance(name):
    model = play(world(), {name: PAYING[name], "wallet": WALLET}).model
    accounts = model.ledger.accounts
    assert accounts["wallet"].totals[Flow.EARN].sum() > 0
    assert np.all(accounts["wallet"].totals[Flow.EARN] % 8 == 0)
    for account in accounts.values():
        out = account.totals[Flow.REDEEM] + account.totals[Flow.EXPIRE] + account.outstanding()
        assert account.totals[Flow.EARN] == pytest.approx(out)


def test_as_many_as_cards_were_filled():
    model = play(world(), {"card": PAYING["card"], "wallet": WALLET}).model
    cards = next(one.own["cards"] for one in model.instances if one.name == "card")
    assert np.array_equal(model.ledger.accounts["wallet"].totals[Flow.EARN], 8 * cards)


def test_stamps_are_held_like_those_of_a_card_paid_in_money():
    played = play(world(), {"card": PAYING["card"], "wallet": WALLET}, days=1).model
    money = play(world(), {"card": make("stamp_card", stamps=4, reward=IN_MONEY)}, days=1).model
    rows = np.arange(played.customers.n)
    assert np.array_equal(played.ledger.unredeemed(rows), money.ledger.unredeemed(rows))
    here = played.customers.states.present
    totals, in_money = (one.ledger.totals(here) for one in (played, money))
    assert totals["liability"] == pytest.approx(in_money["liability"])
    assert in_money["earned_value"].sum() > 0
    assert totals["earned_value"].sum() == 0, "earned once they are points, and then only"


def test_a_full_card_crowds_out_no_more_than_its_stamps():
    card = {"card": make("stamp_card", stamps=1, reward=IN_MONEY)}
    points = {"card": make("stamp_card", stamps=1, reward=IN_POINTS), "wallet": WALLET}
    one, other = (play(world(), scheme, days=1).model for scheme in (card, points))
    assert one.customers.states.crowding.any()
    assert np.array_equal(one.customers.states.crowding, other.customers.states.crowding)


def test_nothing_is_worth_anything_on_an_account_that_has_ended():
    wallet = WALLET.model_copy(update={"stops": 5})
    model = play(world(), {"streak": PAYING["streak"], "wallet": wallet}, days=30).model
    account = model.ledger.accounts["wallet"]
    assert account.totals[Flow.EARN].sum() > 0
    assert not account.outstanding()[model.customers.states.present].any()
    streak = next(one for one in model.instances if one.name == "streak")
    assert streak.view.unit_value("wallet") == 0
