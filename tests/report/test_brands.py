"""Rivals in a report: only where there are some, one row a scheme and brand."""

import dataclasses

import numpy as np
from tests.comparison.test_brands import TWICE
from tests.report.conftest import MARKETS, make_comparison
from tests.report.test_text import report_text, row_of

from loyaltysim.report.brands import brands_table
from loyaltysim.report.document import comparison_document
from loyaltysim.scenario.blocks.rivals import RivalSpec

NAMES = {"no card": (0.7, 0.0), "card": (0.71, 1.0)}


def contested():
    """Let two rivals be there, of one of whom the card wins purchases."""
    comparison = make_comparison(NAMES)
    for name, other in zip(NAMES, TWICE.sums, strict=True):
        every = np.ones(MARKETS)
        comparison.gathered.sums[name].brands = {
            what: values[..., :1] * every for what, values in TWICE.sums[other].brands.items()
        }
    rivals = {"bar": RivalSpec(), "kiosk": RivalSpec()}
    scenario = comparison.scenario.model_copy(update={"rivals": rivals})
    return dataclasses.replace(comparison, scenario=scenario)


def test_brands_stand_side_by_side():
    text = report_text(contested())
    assert row_of(text, "no card", "Rivals")[:7] == [
        *("no card", "this firm", "2.0%", "1.50", "81.1%", "60.0%", "baseline"),
    ]
    assert row_of(text, "card", "Rivals")[5:7] == ["66.0%", "+6.0 pp"]
    assert text.count("kiosk") == len(NAMES)


def test_there_is_no_table_without_rivals(comparison):
    assert brands_table(comparison) is None
    assert comparison_document(comparison)["brands"] == []


def test_scripts_read_all_of_it():
    rows = comparison_document(contested())["brands"]
    assert [(row["scheme"], row["brand"]) for row in rows[:3]] == [
        ("no card", "this firm"),
        ("no card", "bar"),
        ("no card", "kiosk"),
    ]
