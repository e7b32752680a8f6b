"""The effect of a scheme in the log: planted ones come back, and joiners by nature are not taken for one."""

import tracemalloc

import numpy as np
import pytest
from tests.calibration.sales import START, history_of

from loyaltysim.calibration.forecasts.pace import WEEKLY
from loyaltysim.calibration.logs.purchases import Rows
from loyaltysim.calibration.scheme_effect import MOST, scheme_effects
from loyaltysim.errors import InputError
from loyaltysim.randomness import Luck, gamma

DAYS = 300


def planted(lift, seed, customers=1500, *, by_nature=False):
    """Simulate customers who join with some purchase, by lot or the more the likelier they buy, and then buy `lift` times as often."""
    luck = Luck(seed, range(1), customers)
    rate = gamma(luck.traits("rate"), 0.05, 0.8)
    first = np.floor(100 * luck.traits("first")).astype(np.int64)
    eager = np.clip(rate / 0.1, 0, 1) * 0.5 if by_nature else np.full(customers, 0.1)
    member = np.zeros(customers, bool)
    customer, day, marked = [], [], []
    for now in range(DAYS):
        chance = -np.expm1(-rate * np.where(member, lift, 1.0))
        buys = (now == first) | ((now > first) & (luck.traits(f"day {now}") < chance))
        member |= buys & (luck.traits(f"joins {now}") < eager)
        who = np.flatnonzero(buys)
        customer.append(who)
        day.append(np.full(who.size, now + START))
        marked.append(member[who])
    columns = [np.concatenate(parts) for parts in (customer, day, marked)]
    order = np.lexsort((columns[1], columns[0]))
    return [column[order] for column in columns]


def estimated(customer, day, marked, texts=("no", "member")):
    history, _ = history_of(customer, day, DAYS)
    rows = Rows(customer, day, None, {"scheme": marked.astype(np.int64)})
    return scheme_effects("card", rows, texts, history, WEEKLY)


@pytest.mark.statistical
def test_a_planted_lift_comes_back():
    found = estimated(*planted(1.6, 1))
    assert (found.without, found.ahead, found.left_out) == (("no",), 91, 0)
    (effect,) = found.effects
    assert effect.value == "member"
    assert effect.difference.low > 0
    # whoever joins later is among the others, so that less than the whole lift is seen
    assert effect.ratio.low < 1.6
    assert 1.15 < effect.ratio.estimate < 1.65
    assert effect.balanced


@pytest.mark.statistical
def test_nothing_is_found_where_nothing_is_as_often_as_stated():
    """Of 10 intervals of 95% fewer than 7 hold 0 in one of 1,000 cases."""
    held = 0
    for seed in range(10):
        (effect,) = estimated(*planted(1.0, seed, 600)).effects
        held += effect.difference.low <= 0 <= effect.difference.high
        assert np.isnan(effect.spend.estimate) or effect.spend.se > 0
    assert held >= 7


@pytest.mark.statistical
def test_frequent_buyers_who_join_are_told_of_and_compared_with_their_like():
    (effect,) = estimated(*planted(1.0, 3, by_nature=True)).effects
    assert not effect.as_if_random
    assert max(abs(one.before) for one in effect.balance) > 0.2
    assert max(abs(one.after) for one in effect.balance) < 0.2
    customer, _, marked = planted(1.0, 3, by_nature=True)
    ever = np.zeros(1500, bool)
    ever[customer[marked]] = True
    often = np.bincount(customer, minlength=1500)
    naive = often[ever].mean() / often[~ever].mean()
    assert effect.ratio.estimate < 1 + (naive - 1) / 3


def test_values_with_few_customers_are_left_out_and_the_most_common_is_none():
    customer, day, marked = planted(1.0, 2)
    codes = np.where(customer % 100 == 0, 2, marked)
    found = estimated(customer, day, codes, ("plain", "gold", "tiny"))
    assert found.without == ("plain",)
    assert [one.value for one in found.effects] == ["gold"]
    assert found.left_out == 1


def test_a_column_of_codes_takes_no_more_room_than_its_rows():
    customers = 3000
    customer, day = np.repeat(np.arange(customers), 3), np.tile([0, 40, 80], customers) + START
    code = np.where(np.arange(customer.size) % 3 == 1, 1 + customer, 0)
    texts = ["no", *(f"A{number}" for number in range(customers))]
    tracemalloc.start()
    found = estimated(customer, day, code, texts)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (found.effects, found.left_out) == ((), customers)
    assert (found.which == -1).all()
    assert most < 20e6


def test_as_many_schemes_as_there_can_be_are_estimated_and_more_refused():
    customer, day, _ = planted(1.0, 2, 1400)
    texts, some = ("no", *(f"A{number}" for number in range(MOST + 1))), customer % 2 == 0
    code = np.where(some, 1 + customer // 2 % MOST, 0)
    assert len(estimated(customer, day, code, texts).effects) == MOST
    code = np.where(some, 1 + customer // 2 % (MOST + 1), 0)
    with pytest.raises(InputError) as refused:
        estimated(customer, day, code, texts)
    assert str(refused.value) == (
        'the column "card" has 21 values that 30 customers or more came under, so that it marks no scheme; '
        "name one with 20 at most, such as whether there was a coupon instead of its code"
    )


def test_the_order_of_customers_plays_no_part_in_the_estimate():
    customer, day, marked = planted(1.3, 4, 400)
    flipped = 399 - customer
    order = np.lexsort((day, flipped))
    one = estimated(customer, day, marked).effects[0]
    other = estimated(flipped[order], day[order], marked[order]).effects[0]
    assert other.difference.estimate == pytest.approx(one.difference.estimate)
    assert other.balance[0].before == pytest.approx(one.balance[0].before)


@pytest.mark.statistical
def test_a_lot_at_the_first_purchase_leaves_both_groups_alike():
    customer, day, _ = planted(1.0, 6)
    (effect,) = estimated(customer, day, customer % 2 == 0).effects
    assert effect.as_if_random
    assert effect.difference.low <= 0 <= effect.difference.high
