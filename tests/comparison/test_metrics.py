"""What is compared, and how it is summed from a market's record."""

import math

import numpy as np
import pytest

from loyaltysim.comparison.measures.collect import Days, SchemeSums
from loyaltysim.comparison.measures.gathered import Gathered
from loyaltysim.comparison.measures.metrics import METRICS
from loyaltysim.comparison.measures.returns import cost_per_retained, roi

FIELDS = [
    "launched",
    "retained",
    "active",
    "customers",
    "acts",
    "revenue",
    "margin",
    "reward_cost",
    "message_cost",
    "liability",
    "replacement_cost",
]


def record(**changes):
    base = dict.fromkeys(FIELDS, 0.0) | {"launched": 10.0} | changes
    wiggle = np.array([-0.1, 0.0, 0.1])
    return {
        name: np.full(3, value) + (wiggle if value and name != "launched" else 0)
        for name, value in base.items()
    }


@pytest.fixture
def panels():
    records = {
        "none": record(retained=5.0, active=3.0, acts=40.0, revenue=100.0, margin=60.0),
        "card": record(
            retained=6.0,
            active=4.0,
            customers=8.0,
            acts=50.0,
            revenue=130.0,
            margin=78.0,
            reward_cost=7.0,
            message_cost=2.0,
            liability=1.0,
        ),
    }
    return {name: metric.panel(records) for name, metric in METRICS.items()}


def price_of_keeping(panels, scheme, baseline, came=0.0):
    """Give the cost of one customer kept, where so many came beside those of the launch."""
    days = Days({"customers": np.array([10.0 + came]), "retained": np.array([10.0])})
    sums = dict.fromkeys((baseline, scheme), SchemeSums(days=days))
    return cost_per_retained(Gathered(sums, baseline), panels, scheme).estimate


def means(panels, scheme):
    return {name: panel.mean(scheme).estimate for name, panel in panels.items()}


def test_metrics_are_sums_per_launch_customer(panels):
    assert means(panels, "card") == pytest.approx(
        {
            "retention": 0.6,
            "active_retention": 0.4,
            "customers": 0.8,
            "acts": 5.0,
            "revenue": 13.0,
            "margin": 7.8,
            "programme_cost": 0.9,
            "liability": 0.1,
            "profit": 7.8 - 0.9 - 0.1,
        }
    )


def test_profit_is_less_what_those_who_left_cost():
    records = {"none": record(margin=60.0, liability=1.0, replacement_cost=15.0)}
    assert METRICS["profit"].panel(records).mean("none").estimate == pytest.approx(4.4)


def test_roi_is_extra_profit_over_extra_cost_and_liability(panels):
    assert roi(panels, "card", "none").estimate == pytest.approx((6.8 - 6.0) / (0.9 + 0.1))
    assert math.isnan(roi(panels, "none", "none").estimate)


def test_cost_per_retained_is_extra_cost_over_extra_retention():
    panels = keeping()
    assert price_of_keeping(panels, "card", "none") == pytest.approx(9.0)
    assert math.isnan(price_of_keeping(panels, "none", "card"))


def test_where_newcomers_cost_too_those_who_are_kept_have_no_price():
    assert math.isnan(price_of_keeping(keeping(), "card", "none", came=1.0))


def keeping():
    """Line up a card that costs 9 and keeps one customer more of ten."""
    wiggle = 0.01 * np.array([-1.0, 0.0, 1.0])
    records = {
        "none": {**record(), "retained": 5.0 + wiggle},
        "card": {**record(reward_cost=9.0), "retained": 6.0 - wiggle},
    }
    return {name: metric.panel(records) for name, metric in METRICS.items()}


def test_a_scheme_that_costs_less_than_the_baseline_has_no_roi(panels):
    assert math.isnan(roi(panels, "none", "card").estimate)


def test_nothing_is_told_of_what_next_to_nothing_more_brings():
    """Costs that differ by less than 5% leave ratios that only mislead."""
    dear = {"margin": 60.0, "retained": 5.0, "reward_cost": 10.0}
    for more, told in ((0.4, False), (0.6, True)):
        records = {
            "none": record(**dear),
            "card": record(margin=78.0, retained=6.0, reward_cost=10.0 + more),
        }
        panels = {name: metric.panel(records) for name, metric in METRICS.items()}
        found = (roi(panels, "card", "none").estimate, price_of_keeping(panels, "card", "none"))
        assert [not math.isnan(ratio) for ratio in found] == [told, told]
