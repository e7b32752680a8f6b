"""What schemes cause beyond the compared metric, from numbers that are written down."""

import math

import numpy as np
import pytest
from tests.report.conftest import MARKETS, make_comparison
from tests.report.test_brands import contested

from loyaltysim.comparison.measures.collect import SchemeSums
from loyaltysim.comparison.measures.lasting import lasting, thirds_of

DAYS, LAUNCHED = 90, 1000.0
NOISE = np.array([0.9, 1.0, 1.1, 1.0])


def sums(acts, staying, there=1.0):
    """Give sums of four markets with acts by third, the shares who stay in each, and how many are there beside the launch."""
    launched = np.full(4, LAUNCHED)
    present = launched * np.cumprod(np.array(staying)[:, None] * np.ones(4), axis=0)
    spans = dict(zip(thirds_of(DAYS), zip(np.array(acts), present, strict=True), strict=True))
    everyday = {third: there * len(third) * launched for third in thirds_of(DAYS)}
    return SchemeSums(markets={"launched": launched}, spans=spans, customer_days=everyday)


def told(acts, staying, there=1.0):
    """Tell of a scheme beside a baseline with 100 acts and a tenth who leave in each third."""
    base = sums(np.full((3, 4), 100.0), [0.9, 0.9, 0.9])
    return dict(lasting(base, sums(acts, staying, there), DAYS))


@pytest.mark.parametrize("days", [21, 22, 23, 100, 360])
def test_thirds_are_all_days_and_the_outer_ones_are_equal(days):
    first, middle, last = thirds_of(days)
    assert [*first, *middle, *last] == list(range(days))
    assert len(first) == len(last) <= len(middle) < len(first) + 3


def test_less_than_three_weeks_have_no_thirds():
    assert thirds_of(20) == ()
    assert not dict(lasting(SchemeSums(), SchemeSums(), 20))


def test_what_is_left_is_the_last_rise_over_the_first():
    rises = [20 * NOISE, 10 * NOISE, 5 * NOISE]
    found = told(100 + np.array(rises), [0.95, 0.9, 0.91])
    assert found["acts_first_third"].estimate == pytest.approx(0.20)
    assert found["acts_last_third"].estimate == pytest.approx(0.05)
    assert found["acts_first_third"].low < 0.20 < found["acts_first_third"].high
    left = found["acts_left"]
    assert (left.low, left.estimate, left.high) == pytest.approx((0.25, 0.25, 0.25))
    assert found["stay_first_third"].estimate == pytest.approx(0.05)
    assert found["stay_last_third"].estimate == pytest.approx(0.01)


def test_more_people_who_stay_or_come_are_not_more_acts_of_each():
    found = told(np.array([120 * NOISE] * 3), [0.9, 0.9, 0.9], there=1.2)
    for part in ("first", "last"):
        assert found[f"acts_{part}_third"].estimate == pytest.approx(0.0)


def test_of_staying_no_share_is_left_where_a_hazard_that_is_always_lower_looks_weaker():
    hazards = np.array([0.1, 1.5])  # of two kinds of customers, a third of a run

    def staying(times):
        there = np.exp(-np.outer(np.arange(4), times * hazards)).sum(axis=1)
        return there[1:] / there[:-1]

    base = sums(np.full((3, 4), 100.0), staying(1.0))
    found = dict(lasting(base, sums(np.full((3, 4), 100.0), staying(0.7)), DAYS))
    assert found["stay_last_third"].estimate < 0.6 * found["stay_first_third"].estimate
    assert "stay_left" not in found


def test_a_harm_is_left_as_a_gain_is():
    found = told(100 - np.array([20 * NOISE, 10 * NOISE, 5 * NOISE]), [0.9, 0.9, 0.9])
    assert found["acts_left"].estimate == pytest.approx(0.25)
    assert found["stay_first_third"].same


def test_of_what_may_be_luck_nothing_is_said_to_be_left():
    luck = 10 * (NOISE - 1)
    found = told(100 + np.array([luck, luck, luck + 5]), [0.9, 0.9, 0.9])
    assert math.isnan(found["acts_left"].estimate)
    assert found["acts_last_third"].low > 0


def test_sales_are_those_beyond_the_baseline_over_all():
    caused = make_comparison().caused["ten stamps"]
    before, after = 20 + 30 * 0.700, 20 + 30 * 0.712
    assert caused["sales_caused"].estimate == pytest.approx((after - before) / after)
    assert {"cost_per_buyer", "taken_from_rivals"}.isdisjoint(caused)


def test_what_a_customer_more_costs_is_all_that_is_paid_and_owed():
    caused = make_comparison(spread=0.0).caused["ten stamps"]
    assert caused["cost_per_active"].estimate == pytest.approx((3.10 + 0.2) / (0.9 * 0.012))


@pytest.mark.parametrize("scheme", ["no card", "card"])
def test_where_newcomers_cost_too_customers_of_the_launch_have_no_price(scheme):
    def card(newcomers):
        comparison = contested()
        totals = comparison.gathered.sums[scheme].days.totals
        totals["customers"] = totals["customers"] + newcomers
        brands = comparison.gathered.sums["card"].brands
        brands["buyers"] = brands["buyers"] + np.array([[3.0], [0.0], [0.0]])
        return comparison.caused["card"]

    for price in ("cost_per_active", "cost_per_buyer"):
        assert card(0.0)[price].estimate > 0
        assert math.isnan(card(1.0)[price].estimate)
    assert card(1.0)["taken_from_rivals"].estimate == pytest.approx(1.0)


def test_tables_give_no_price_either_where_newcomers_cost_too():
    def prices(newcomers):
        comparison = make_comparison()
        totals = comparison.gathered.sums["ten stamps"].days.totals
        totals["customers"] = totals["customers"] + newcomers
        row = comparison.effects.query("scheme == 'ten stamps' and metric == 'cost_per_retained'")
        return comparison.schemes.loc["ten stamps", "cost_per_retained"], row.estimate.item()

    assert min(prices(0.0)) > 0
    assert np.isnan(prices(1.0)).all()


def test_who_loses_what_is_bought_more():
    comparison = contested()
    card = comparison.gathered.sums["card"].brands
    assert comparison.caused["card"]["taken_from_rivals"].estimate == pytest.approx(1.0)
    assert math.isnan(comparison.caused["card"]["cost_per_buyer"].estimate)
    card["acts"] = card["acts"] + np.array([[2.0], [0.0], [0.0]])  # the category grows
    card["buyers"] = card["buyers"] + np.array([[3.0], [0.0], [0.0]])
    again = contested()
    again.gathered.sums["card"].brands = card
    assert again.caused["card"]["taken_from_rivals"].estimate == pytest.approx(6 / 8)
    cost = (1.0 + 0.2) * 2000 / 3
    assert again.caused["card"]["cost_per_buyer"].estimate == pytest.approx(cost)
    assert again.caused["card"]["cost_per_buyer"].markets == MARKETS
