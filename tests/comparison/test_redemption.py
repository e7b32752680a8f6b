"""Figures of redemption, by hand; and the table by quarter."""

import math

import numpy as np
import pytest

from loyaltysim.comparison.measures.collect import SchemeSums
from loyaltysim.comparison.measures.gathered import Gathered
from loyaltysim.comparison.measures.kpis import KPIS
from loyaltysim.comparison.measures.redemption import (
    COLUMNS,
    FIGURES,
    redemption_by_quarter,
    redemption_figures,
)

LAUNCHED = 100.0
MARKETS = {
    "launched": 100.0,
    "liability": 50.0,
    "referred": 12.0,
    "earned_value": 800.0,
    "redeemed_value": 500.0,
    "expired_value": 60.0,
    "forfeited_value": 40.0,
    "earned_q1": 200.0,
    "redeemed_q1": 150.0,
    "expired_q1": 30.0,
    "forfeited_q1": 10.0,
    "half_outstanding": 100.0,
    "half_redeemed": 60.0,
    "half_lost": 20.0,
    "coalition_sales": 400.0,
    "partner_sales": 100.0,
}


def markets(**changes):
    return {name: np.full(2, value / 2) for name, value in (MARKETS | changes).items()}


def test_figures_are_shares_of_sums_over_markets():
    assert redemption_figures(markets()) == pytest.approx(
        {
            "redemption_rate": 0.625,
            "breakage": 0.125,
            "urr_first_quarter": 0.75,
            "breakage_first_quarter": 0.2,
            "urr_outstanding": 0.75,
            "expected_liability": 0.375,
            "partner_share": 0.25,
            "viral_coefficient": 0.12,
        }
    )


def test_the_expected_liability_is_at_most_the_full_one():
    full = MARKETS["liability"] / LAUNCHED
    for lost in (0.0, 20.0, 900.0):
        assert redemption_figures(markets(half_lost=lost))["expected_liability"] <= full
    assert redemption_figures(markets(half_lost=0.0))["expected_liability"] == full


def test_what_cannot_be_told_is_left_empty():
    bare = {"launched": np.full(2, 50.0)}
    figures = redemption_figures(bare)
    assert figures.pop("viral_coefficient") == 0.0
    assert all(math.isnan(figure) for figure in figures.values())


def test_what_has_not_fallen_due_is_not_taken_for_lost():
    figures = redemption_figures(markets(redeemed_value=0.0, half_redeemed=0.0))
    assert math.isnan(figures["expected_liability"])
    assert math.isnan(figures["urr_outstanding"])


def test_every_figure_is_defined():
    assert set(FIGURES) <= {kpi.name for kpi in KPIS}


def test_the_table_has_a_row_a_quarter_where_something_is_earned():
    quarters = {f"{n}_q{q}": 10.0 * q for n in ("earned",) for q in (2, 3, 4)}
    earning = SchemeSums(markets=markets(**quarters))
    idle = SchemeSums(markets={"launched": np.full(2, 50.0)})
    table = redemption_by_quarter(Gathered({"points": earning, "nothing": idle}, "nothing"), 182)
    assert tuple(table.columns) == COLUMNS
    assert table.scheme.unique().tolist() == ["points"]
    assert table[["from_day", "to_day"]].to_numpy().tolist() == [
        [0, 45],
        [46, 90],
        [91, 136],
        [137, 181],
    ]
    first = table.iloc[0]
    assert (first.earned, first.redeemed, first.breakage) == (2.0, 0.75, 0.2)
    assert first.outstanding == pytest.approx(0.05)


def test_quarters_of_very_short_runs_that_have_no_day_are_left_out():
    table = redemption_by_quarter(Gathered({"points": SchemeSums(markets=markets())}, "points"), 2)
    spans = table[["quarter", "from_day", "to_day"]].to_numpy().tolist()
    assert spans == [[1, 0, 0], [3, 1, 1]]
