"""The firm beside its rivals, from purchases that are written down."""

import math

import numpy as np
import pytest

from loyaltysim.comparison.measures.brands import COLUMNS, FIGURES, brand_figures, brands_table
from loyaltysim.comparison.measures.collect import SchemeSums
from loyaltysim.comparison.measures.gathered import Gathered
from loyaltysim.comparison.playing.records import decode, encode
from loyaltysim.simulation.run import SchemeRecord

MARKETS, SIZE = 4, 100.0
ACTS = np.array([60.0, 30.0, 10.0])
BUYERS = np.array([40.0, 25.0, 9.0])
NEXT = np.array([[30.0, 6.0, 1.0], [5.0, 12.0, 1.0], [2.0, 2.0, 1.0]])


def record(won=0.0):
    """Give a record in which the firm won so many purchases of the first rival in each market."""
    zero, launched = np.zeros((3, MARKETS)), np.full(MARKETS, SIZE)
    acts = ACTS + np.array([won, -won, 0.0])
    every = np.ones(MARKETS)
    spend = acts * np.array([2.0, 1.0, 3.0])
    return SchemeRecord(
        daily={"retained": zero, "customers": zero, "acts": zero},
        markets={
            "launched": launched,
            "category_acts": acts.sum() * every,
            "category_spend": spend.sum() * every,
            "own_acts": acts[0] * every,
            "own_spend": spend[0] * every,
            "next_acts": NEXT.sum() * every,
            "switched": (NEXT.sum() - np.trace(NEXT)) * every,
        },
        why_not={},
        segments={},
        brands={
            "acts": np.outer(acts, every),
            "spend": np.outer(spend, every),
            "buyers": np.outer(BUYERS, every),
            "next": NEXT[:, :, None] * every,
        },
    )


def summed(*records):
    sums = SchemeSums()
    for one in records:
        sums.add(one)
    return sums


TWICE = Gathered(
    {"none": summed(record(), record()), "card": summed(record(6.0), record(6.0))}, "none"
)


def test_the_figures_of_a_scheme():
    found = brand_figures(TWICE.sums["none"].markets)
    assert found["share_of_wallet"] == pytest.approx(120 / 180)
    assert found["switching"] == pytest.approx(17 / 60)


def test_without_rivals_there_are_none():
    assert all(math.isnan(value) for value in brand_figures({"launched": np.ones(2)}).values())
    plain = Gathered({"none": SchemeSums(markets={"launched": np.ones(2)})}, "none")
    table = brands_table(plain, ())
    assert table.empty
    assert list(table.columns) == COLUMNS
    assert list(FIGURES) == ["share_of_wallet", "switching"]


def row_of(table, scheme, brand):
    """Give the row of a scheme and brand."""
    mine = table[(table["scheme"] == scheme) & (table["brand"] == brand)]
    return mine.iloc[0].to_dict()


def test_the_table_of_brands():
    table = brands_table(TWICE, {"zebra": None, "ape": None})
    assert list(table["brand"]) == ["this firm", "ape", "zebra"] * 2
    firm, ape = row_of(table, "none", "this firm"), row_of(table, "none", "ape")
    assert firm["penetration"] == pytest.approx(0.4)
    assert firm["frequency"] == pytest.approx(1.5)
    assert firm["stays"] == pytest.approx(30 / 37)
    assert (ape["share_of_acts"], ape["share_of_wallet"]) == pytest.approx((0.3, 30 / 180))
    won = row_of(table, "card", "this firm")
    assert (won["difference"], won["low"], won["high"]) == pytest.approx((0.06, 0.06, 0.06))
    assert row_of(table, "card", "zebra")["difference"] == 0.0


def test_a_record_is_read_as_it_was_written():
    again = decode(encode(record()))
    assert again is not None
    for name, values in record().brands.items():
        assert np.array_equal(again.brands[name], values)


def test_a_brand_that_nobody_buys_has_no_frequency():
    empty = record()
    for values in empty.brands.values():
        values[...] = 0.0
    table = brands_table(Gathered({"none": summed(empty)}, "none"), {"a": None, "b": None})
    row = row_of(table, "none", "this firm")
    assert row["penetration"] == 0.0
    assert math.isnan(row["frequency"])
    assert math.isnan(row["share_of_acts"])
