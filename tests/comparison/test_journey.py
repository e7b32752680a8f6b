"""The journey of customers, from meetings that are written down."""

import math

import numpy as np
import pytest
from tests.comparison.test_brands import MARKETS, SIZE, record, summed

from loyaltysim.comparison.measures.collect import SchemeSums
from loyaltysim.comparison.measures.gathered import Gathered
from loyaltysim.comparison.measures.journey import COLUMNS, FIGURES, journey_figures, journey_table
from loyaltysim.comparison.playing.records import decode, encode
from loyaltysim.simulation.recording.journey import FIELDS

EVERY = np.ones(MARKETS)
SPREAD = np.array([0.9, 1.0, 1.0, 1.1])
PLACES = {
    "problem/machine": (20.0, 100.0, 10.0, -2.0, 2.0, 6.0, 5.0, 10.0),
    "problem/human": (10.0, 60.0, 8.0, 6.0, 7.0, 1.0, 8.0, 30.0),
    "problem/nobody": (25.0, 0.0, 0.0, -12.5, 0.0, 25.0, 0.0, 0.0),
    "contact/human": (50.0, 350.0, 50.0, 25.0, 50.0, 0.0, 0.0, 0.0),
}
"""Sums of a market by the fields of a place."""


def served(places=tuple(PLACES)):
    """Give a record with meetings at some places."""
    one = record()
    one.markets.update(incidents=30.0 * EVERY, solved=13.0 * EVERY, unhelped=7.0 * EVERY)
    for place in places:
        for name, amount in zip(FIELDS, PLACES[place], strict=True):
            spread = SPREAD if name == "feeling" else EVERY
            one.journey[f"{place}/{name}"] = amount * spread
    return one


ONCE = Gathered({"none": summed(record()), "desk": summed(served())}, "none")


def test_the_figures_of_a_scheme():
    found = journey_figures(ONCE.sums["desk"])
    assert list(found) == list(FIGURES)
    expected = {"incidents": 30 / SIZE, "problems_solved": 0.65, "effort_score": 160 / 30}
    assert found == pytest.approx(expected | {"easy_share": 18 / 30, "human_share": 60 / 80})


def test_without_service_there_are_none():
    assert all(math.isnan(value) for value in journey_figures(ONCE.sums["none"]).values())
    plain = Gathered({"none": SchemeSums(markets={"launched": EVERY})}, "none")
    table = journey_table(plain)
    assert table.empty
    assert list(table.columns) == COLUMNS


def row_of(stage, by):
    """Give the row of a stage and handler as plain values."""
    table = journey_table(ONCE)
    assert set(table["scheme"]) == {"desk"}
    return table[(table["stage"] == stage) & (table["by"] == by)].iloc[0].to_dict()


def test_the_table():
    human = row_of("problem", "human")
    shown = ["meetings", "effort_score", "easy", "solved", "days_late", "feeling", "peaks", "lows"]
    expected = [0.1, 6.0, 0.8, 0.8, 3.0, 0.6, 0.7, 0.1]
    assert [human[name] for name in shown] == pytest.approx(expected)
    assert human["low"] < 0.6 < human["high"]


def test_what_is_not_asked_where_nobody_helps_is_empty():
    wrong, call = row_of("problem", "nobody"), row_of("contact", "human")
    assert all(math.isnan(wrong[name]) for name in ("effort_score", "easy", "solved", "days_late"))
    assert wrong["feeling"] == pytest.approx(-0.5)
    assert all(math.isnan(call[name]) for name in ("solved", "days_late"))
    assert call["effort_score"] == pytest.approx(7.0)


def test_a_record_is_read_as_it_was_written():
    again = decode(encode(served()))
    assert again is not None
    for name, values in served().journey.items():
        assert np.array_equal(again.journey[name], values)


def test_places_that_only_some_markets_know_are_empty_in_the_others():
    late = summed(served(["contact/human"]), served(), served(["problem/human"]))
    assert late.journey["problem/human/meetings"].tolist() == [
        *([0.0] * MARKETS),
        *([10.0] * MARKETS * 2),
    ]
    assert late.journey["contact/human/meetings"].tolist() == [
        *([50.0] * MARKETS * 2),
        *([0.0] * MARKETS),
    ]
