"""Figures of the active and tables of cohorts, from counts that are written down."""

import math
from dataclasses import replace

import numpy as np
import pytest

from loyaltysim.comparison.measures.cohorts import COLUMNS, cohorts_table
from loyaltysim.comparison.measures.collect import SchemeSums
from loyaltysim.comparison.measures.gathered import Gathered
from loyaltysim.comparison.measures.growth import FIGURES, growth_figures
from loyaltysim.comparison.playing.records import decode, encode
from loyaltysim.simulation.recording.growth import FIELDS
from loyaltysim.simulation.run import SchemeRecord

DAYS, MARKETS, SIZE = 40, 3, 100.0


def days_of(**fields):
    """Give fields that are the same on all days; the others are 0."""
    return {name: np.full((DAYS, MARKETS), fields.get(name, 0.0)) for name in FIELDS}


def record(**fields):
    zero = np.zeros((DAYS, MARKETS))
    launched = np.full(MARKETS, SIZE)
    return SchemeRecord(
        daily={"retained": zero, "customers": zero, "acts": zero + 24},
        markets={"launched": launched},
        why_not={},
        segments={},
        activity=days_of(**fields),
        cohorts={
            "size": np.full((2, MARKETS), 10.0),
            "active": np.full((2, 6, MARKETS), 4.0),
            "after": np.full((2, 6, MARKETS), 5.0),
        },
    )


def summed(*records):
    sums = SchemeSums()
    for one in records:
        sums.add(one)
    return sums


BUSY = {
    "current": 10,
    "reactivated": 2,
    "at_risk_week": 12,
    "at_risk_month": 16,
    "dormant": 7,
    "current_again": 4,
    "reactivated_again": 1,
    "minutes": 60,
}


def test_figures_by_their_definitions():
    found = growth_figures(summed(record(**BUSY)))
    assert set(found) == set(FIGURES)
    assert found["dau"] == pytest.approx(0.12)
    assert found["wau"] == pytest.approx(0.24)
    assert found["mau"] == pytest.approx(0.40)
    assert found["stickiness"] == pytest.approx(0.3)
    assert found["curr"] == pytest.approx(0.4)
    assert found["rurr"] == pytest.approx(0.5)
    assert math.isnan(found["nurr"])
    assert math.isnan(found["surr"])
    assert found["acts_per_active_day"] == pytest.approx(2.0)
    assert found["minutes_per_active_day"] == pytest.approx(5.0)


def test_only_the_last_days_count_for_states_and_all_for_depth():
    busy = record(**BUSY)
    quiet = {name: values.copy() for name, values in busy.activity.items()}
    for values in quiet.values():
        values[: DAYS - 31] = 0
    found = growth_figures(summed(replace(busy, activity=quiet)))
    whole = growth_figures(summed(busy))
    for name in ("dau", "mau", "stickiness", "curr"):
        assert found[name] == pytest.approx(whole[name])
    assert found["acts_per_active_day"] > whole["acts_per_active_day"]


def test_nothing_is_told_of_what_nobody_counted():
    figures = growth_figures(summed(replace(record(), activity={}, cohorts={})))
    assert all(math.isnan(value) for value in figures.values())
    assert math.isnan(growth_figures(summed(record()))["curr"])


def test_minutes_are_not_told_where_acts_have_none():
    assert math.isnan(growth_figures(summed(record(current=5)))["minutes_per_active_day"])


def test_batches_do_not_matter():
    one = record(**BUSY, new=1)
    halves = [
        replace(
            one,
            daily={name: field[:, cut] for name, field in one.daily.items()},
            markets={name: field[cut] for name, field in one.markets.items()},
            activity={name: field[:, cut] for name, field in one.activity.items()},
            cohorts={name: field[..., cut] for name, field in one.cohorts.items()},
        )
        for cut in (slice(0, 1), slice(1, MARKETS))
    ]
    together, apart = summed(one), summed(*halves)
    for name, values in together.activity.items():
        assert np.array_equal(values, apart.activity[name])
    for name, values in together.cohorts.items():
        assert np.array_equal(values, apart.cohorts[name])


def test_cohorts_are_told_as_far_as_all_of_them_have_lived():
    sums = {"it": summed(record())}
    table = cohorts_table(Gathered(sums, "it"), DAYS)
    assert tuple(table.columns) == COLUMNS
    launch, week = (table[table["cohort"] == name] for name in ("launch", "week 1"))
    # 40 days are five weeks; who came until day 6 has lived four of them
    assert launch["period"].tolist() == [0, 1, 2, 3, 4]
    assert week["period"].tolist() == [0, 1, 2, 3]
    assert set(table["customers"]) == {30}
    assert set(table["active"]) == {0.4}
    assert set(table["active_or_later"]) == {0.5}
    assert set(week["from_day"]) == {0}


def test_records_keep_them():
    one = record(**BUSY)
    back = decode(encode(one))
    assert back is not None
    for group in ("activity", "cohorts"):
        mine, theirs = getattr(one, group), getattr(back, group)
        assert {name: values.tolist() for name, values in mine.items()} == {
            name: values.tolist() for name, values in theirs.items()
        }
