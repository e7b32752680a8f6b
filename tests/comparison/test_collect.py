"""Batches add up to the same sums however they were cut, and bands are those of a ratio."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyaltysim.comparison.measures.collect import SchemeSums
from loyaltysim.comparison.measures.effects import mean_effect, per_launch
from loyaltysim.randomness import uniform_draws
from loyaltysim.simulation.run import SchemeRecord

MARKETS, DAYS = 12, 5
LAUNCHED = 100 + np.floor(20 * uniform_draws(4, "launched", MARKETS))
PRESENT = np.floor(
    LAUNCHED * (0.5 + 0.5 * uniform_draws(4, "present", DAYS * MARKETS).reshape(DAYS, MARKETS))
)
MONEY = uniform_draws(4, "money", DAYS * MARKETS).reshape(DAYS, MARKETS)


def record(markets):
    return SchemeRecord(
        daily={
            "retained": PRESENT[:, markets],
            "customers": PRESENT[:, markets] + 7,
            "revenue": MONEY[:, markets],
        },
        markets={"launched": LAUNCHED[markets], "retained": PRESENT[-1, markets]},
        why_not={"acted": LAUNCHED[markets], "chance": PRESENT[0, markets]},
        segments={"all": (LAUNCHED[markets], PRESENT[-1, markets])},
    )


def gathered(cuts):
    sums = SchemeSums()
    edges = [0, *sorted(set(cuts)), MARKETS]
    for start, stop in pairwise(edges):
        sums.add(record(slice(start, stop)))
    return sums


@given(st.sets(st.integers(1, MARKETS - 1)))
def test_sums_do_not_depend_on_how_markets_were_batched(cuts):
    one, cut = gathered(()), gathered(cuts)
    for name in one.days.totals:
        assert (one.days.totals[name] == cut.days.totals[name]).all()
    for name in one.markets:
        assert (one.markets[name] == cut.markets[name]).all()
    assert one.why_not == cut.why_not
    for left, right in zip(one.segments["all"], cut.segments["all"], strict=True):
        assert (left == right).all()
    for left, right in zip(one.retention_by_day(), cut.retention_by_day(), strict=True):
        assert (left == right).all()


def test_band_of_a_day_is_the_interval_of_the_ratio():
    sums = gathered((5,))
    retention, low, high = sums.retention_by_day()
    for day in range(DAYS):
        effect = mean_effect(per_launch(PRESENT[day], LAUNCHED))
        assert retention[day] == pytest.approx(effect.estimate)
        assert low[day] == pytest.approx(effect.low)
        assert high[day] == pytest.approx(effect.high)


def test_totals_are_over_all_markets():
    sums = gathered((3, 7))
    np.testing.assert_allclose(sums.days.totals["revenue"], MONEY.sum(axis=1))
    assert sums.why_not == {"acted": LAUNCHED.sum(), "chance": PRESENT[0].sum()}


def test_one_market_has_no_band():
    sums = SchemeSums()
    sums.add(record(slice(0, 1)))
    retention, low, _ = sums.retention_by_day()
    assert retention[0] == PRESENT[0, 0] / LAUNCHED[0]
    assert math.isnan(low[0])
