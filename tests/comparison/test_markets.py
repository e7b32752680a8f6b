"""How customers become markets and markets become batches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.comparison.fakes import make_scenario

from loyaltysim.behaviour.constants import Constants
from loyaltysim.comparison.draws import draw_markets
from loyaltysim.comparison.playing.case import Case
from loyaltysim.comparison.playing.markets import (
    BATCH_CUSTOMERS,
    FEWEST,
    LARGEST,
    batches,
    market_count,
)
from loyaltysim.comparison.playing.work import batches_of
from loyaltysim.simulation.run import setup_of


def test_a_round_number_of_customers_needs_no_note():
    assert market_count(60_000, 2000) == (30, "")


def test_customers_are_rounded_up_to_whole_markets_and_the_note_says_so():
    count, note = market_count(60_001, 2000)
    assert count == 31
    assert "60,001 customers became 62,000: 31 markets of 2,000 (rounded up)" in note


def test_fewer_than_thirty_markets_are_not_played_and_the_note_says_why():
    count, note = market_count(500, 2000)
    assert count == FEWEST
    assert "500 customers became 60,000" in note
    assert "at least 30 are needed for an interval" in note


@given(st.integers(1, 10**7), st.integers(1, 10**5))
def test_enough_customers_and_no_market_too_many(customers, size):
    count, note = market_count(customers, size)
    assert count * size >= customers
    assert count == FEWEST or (count - 1) * size < customers
    assert (note == "") == (count * size == customers)


@given(st.integers(0, 100), st.integers(1, 500), st.integers(1, 40_000))
def test_batches_cover_every_market_once_in_order(first, markets, size):
    cut = batches(range(first, first + markets), size)
    assert [market for batch in cut for market in batch] == list(range(first, first + markets))
    assert all(len(batch) * size <= max(LARGEST * BATCH_CUSTOMERS, size) for batch in cut)
    assert max(map(len, cut)) - min(map(len, cut)) <= 1


def test_places_of_newcomers_count_for_a_batch():
    """Five newcomers for each customer at the launch: a batch holds fewer markets, not more memory."""
    arrivals = "burn_in: 0\narrivals: {per_1000: 50 per day}"
    scenario = make_scenario(
        ("days: 6", "days: 101"),
        ("burn_in: 0", arrivals),
        ("market_size: 100", "market_size: 1000"),
    )
    case = Case(scenario, Constants.default(), "key", scenario.segment_population())
    cut = batches_of(case, range(30))
    assert [market for batch in cut for market in batch.markets] == list(range(30))
    rows = setup_of(scenario).rooms.rows
    assert rows > 5000
    assert max(len(batch.markets) for batch in cut) == BATCH_CUSTOMERS // rows


def test_default_comparison_keeps_two_cores_busy():
    assert [len(batch) for batch in batches(range(FEWEST), 2000)] == [15, 15]


def test_batches_grow_where_there_are_enough_for_all_cores():
    sizes = [max(map(len, batches(range(markets), 2000))) for markets in (60, 120, 240, 480, 5000)]
    most = int(LARGEST * BATCH_CUSTOMERS) // 2000
    assert sizes == [15, 15, 30, 32, most]


@pytest.mark.parametrize("cores", [2, 4, 8])
def test_a_large_comparison_keeps_all_cores_busy(cores):
    cut = [len(batch) for batch in batches(range(500), 2000)]
    longest = max(sum(cut[core::cores]) for core in range(cores))
    assert 500 / cores / longest > 0.8


def test_a_draw_of_the_constants_is_one_batch():
    assert len(batches(range(draw_markets(2000)), 2000)) == 1
