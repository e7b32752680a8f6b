"""What is written down of a run adds up: no customer-day, act or coin is counted twice or never."""

from dataclasses import replace

import numpy as np
import pytest
from tests.worlds import REVIEW, TWO_SEGMENTS, VISIT, make, play, reward, world

from loyaltysim.customers.population import SegmentPopulation, Spread
from loyaltysim.simulation.play import play as play_schemes
from loyaltysim.simulation.setup import Contract

SCHEME = {
    "card": make("stamp_card", stamps=4, reward=reward(4.2, 1.4)),
    "gift": make("surprise", chance=0.1, gift=reward(4, 1.5)),
    "news": make("message", every=2, cost=0.05),
    "review": make("message", act="review", every=3, cost=0.01),
}
DAYS, MARKETS, SIZE = 90, 3, 150


@pytest.fixture(scope="module", params=[None, Contract(30, 9.99)], ids=["open", "subscription"])
def where(request):
    return world(
        size=SIZE,
        markets=range(MARKETS),
        days=DAYS,
        acts=(replace(VISIT, basket_cv=0.5), REVIEW),
        population=SegmentPopulation(
            tuple(replace(one, hazard=Spread(0.01, 1.0)) for one in TWO_SEGMENTS)
        ),
        contract=request.param,
    )


@pytest.fixture(scope="module")
def played(where):
    return play(where, SCHEME)


@pytest.fixture(scope="module")
def record(where):
    return play_schemes(where, {"it": SCHEME}, keep_transactions=True, keep_customers=True)["it"]


def test_every_customer_day_falls_in_one_class_of_why_not(played):
    began = np.vstack([np.full(MARKETS, SIZE), played.model.books.daily["customers"][:-1]])
    classes = played.model.books.why_not
    assert np.array_equal(classes.sum(axis=1), began.sum(axis=0))
    assert np.all(classes >= 0)
    assert classes[:, 0].sum() == played.acts


def test_customers_are_those_who_were_there_less_those_who_left(played):
    daily = played.model.books.daily
    assert np.array_equal(SIZE - np.cumsum(daily["left"], axis=0), daily["customers"])
    assert played.present[-1].sum() == daily["customers"][-1].sum()


def test_messages_noticed_are_among_those_sent_and_cost_what_they_cost(played):
    daily = played.model.books.daily
    assert np.all(daily["noticed"] <= daily["sent"])
    assert daily["noticed"].sum() > 0
    asked = np.arange(DAYS) % 2 == 0
    assert not daily["sent"][~asked & (np.arange(DAYS) % 3 > 0)].any()
    only_news = asked & (np.arange(DAYS) % 3 > 0)
    assert daily["message_cost"][only_news] == pytest.approx(0.05 * daily["sent"][only_news])


def test_prompts_are_at_least_occasions_and_at_least_acts(played):
    daily = played.model.books.daily
    assert np.all(daily["prompted"] >= daily["occasions"])
    assert np.all(daily["prompted"].sum(axis=1) >= played.acted.sum(axis=1))


def test_revenue_is_what_was_spent_and_the_fees(where, played, record):
    daily = played.model.books.daily
    fees = daily["revenue"].sum() - played.spend.sum()
    assert daily["margin"].sum() == pytest.approx(0.65 * played.spend.sum() + fees)
    assert bool(fees > 1.0) is (where.setup.contract is not None)
    assert record.transactions["amount"].sum() == pytest.approx(played.spend.sum())


def test_rewards_cost_what_their_number_costs(played):
    cards = sum(one.own["cards"].sum() for one in played.model.instances if one.name == "card")
    daily = played.model.books.daily
    gifts = (daily["reward_value"].sum() - 4.2 * cards) / 4
    assert gifts == pytest.approx(round(gifts))
    assert daily["reward_cost"].sum() == pytest.approx(1.4 * cards + 1.5 * gifts)


def test_the_horizon_sums_the_days(played, record):
    for name in ("revenue", "margin", "reward_cost", "acts", "left", "opted_out"):
        assert record.markets[name] == pytest.approx(record.daily[name].sum(axis=0)), name
    assert record.markets["retained"] == pytest.approx(record.daily["customers"][-1])
    assert record.markets["main_acts"].sum() == played.acts


def test_user_types_add_up_to_the_markets(record):
    launched, retained = (sum(two[i] for two in record.user_types.values()) for i in (0, 1))
    assert np.array_equal(launched, record.markets["launched"])
    assert np.array_equal(retained, record.markets["retained"])


def test_segments_and_customers_add_up_to_the_markets(record):
    launched, retained = (sum(two[i] for two in record.segments.values()) for i in (0, 1))
    assert np.array_equal(launched, record.markets["launched"])
    assert np.array_equal(retained, record.markets["retained"])
    assert record.customers["retained"].sum() == retained.sum()
    assert record.customers["acts"].sum() == record.markets["main_acts"].sum()


def test_every_act_is_a_transaction_of_a_customer_on_a_day(played, record):
    sales = record.transactions
    main = sales["act"] == 0
    told = np.zeros_like(played.acted)
    told[sales["day"][main], sales["customer_id"][main]] = True
    assert np.array_equal(told, played.acted)
    assert main.sum() == played.acts
