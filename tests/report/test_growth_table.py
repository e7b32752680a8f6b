"""The tables of the active and of newcomers: what stands in them, and when they are left out."""

import io
from dataclasses import replace

import numpy as np
import pytest
from rich.console import Console
from tests.report.conftest import MARKETS, SIZE, make_comparison, make_record, make_scenario

from loyaltysim.comparison.measures.collect import SchemeSums
from loyaltysim.comparison.measures.gathered import Gathered
from loyaltysim.report.tables.cohorts import cohorts_table, states_table
from loyaltysim.report.tables.growth import growth_table, newcomers_table
from loyaltysim.scenario.blocks.arrivals import ArrivalsSpec
from loyaltysim.scenario.blocks.rates import Rate
from loyaltysim.scenario.blocks.word_of_mouth import WordOfMouth
from loyaltysim.simulation.recording.growth import FIELDS

DAYS = 60
CARDS = {"no card": 0.10, "ten stamps": 0.12}
"""Share of the launch that acts on a day."""
COMING = ArrivalsSpec(per_1000=Rate(per="month", mean=100, cv=0))


def with_activity(record, share, minutes):
    everyone = np.full((DAYS, MARKETS), float(SIZE))
    fields = dict.fromkeys(FIELDS, 0.0 * everyone)
    fields |= {
        "current": share * everyone,
        "current_again": 0.5 * share * everyone,
        "at_risk_week": 0.2 * everyone,
        "at_risk_month": (0.2 - share) * everyone,
        "minutes": minutes * everyone,
    }
    sizes = np.full((10, MARKETS), 50.0)
    active = np.full((10, 9, MARKETS), 20.0 + 100 * share)
    came = {"arrived": 0.2 * record.markets["launched"]}
    stay = record.markets["customers"] + (50 + 100 * share) + np.arange(MARKETS)
    return replace(
        record,
        activity=fields,
        cohorts={"size": sizes, "active": active, "after": active},
        markets={**record.markets, **came, "customers": stay},
    )


def made(*, minutes=0.0, coming=True):
    scenario = make_scenario(CARDS, DAYS, "Who comes?")
    scenario = scenario.model_copy(update={"arrivals": COMING if coming else None})
    sums = {}
    for name, share in CARDS.items():
        record = make_record(0.7, 0.0, DAYS, np.zeros(MARKETS))
        sums[name] = SchemeSums()
        sums[name].add(with_activity(record, share, minutes))
    return replace(make_comparison(), scenario=scenario, gathered=Gathered(sums, "no card"))


def lines(table, width=80):
    out = io.StringIO()
    Console(width=width, file=out).print(table)
    return out.getvalue()


@pytest.mark.parametrize("width", [80, 120])
def test_the_active_stand_in_shares_of_the_launch(width):
    text = lines(growth_table(made()), width)
    row = next(line for line in text.splitlines() if line.startswith("ten stamps"))
    assert row.split()[2:6] == ["12.0%", "40.0%", "30.0%", "50.0%"]
    assert "minutes" not in text
    assert "mean of the last 30 days" in " ".join(text.split())


def test_minutes_stand_where_acts_have_any():
    text = lines(growth_table(made(minutes=0.6)))
    assert "5.00" in next(line for line in text.splitlines() if line.startswith("ten stamps"))


@pytest.mark.parametrize("width", [80, 120])
def test_newcomers_are_told_with_the_customers_that_they_make(width):
    text = lines(newcomers_table(made()), width)
    rows = [line.split() for line in text.splitlines() if line.startswith(("no card", "ten"))]
    assert rows[0][2:5] == ["20.0%", "73.7%", "baseline"]
    assert rows[1][2:6] == ["20.0%", "73.8%", "+0.1", "pp"]
    assert [row[-2:] for row in rows] == [["60.0%", "60.0%"], ["64.0%", "64.0%"]]
    assert "second and fifth week" in " ".join(text.split())


def test_growth_states_and_newcomers_who_go_on_stand_by_scheme():
    text = lines(states_table(made()))
    row = next(line for line in text.splitlines() if line.startswith("ten stamps"))
    assert row.split()[2] == "50.0%"
    assert row.split()[3:] == ["-", "-", "-"]
    text = lines(cohorts_table(made()))
    row = next(line for line in text.splitlines() if line.startswith("ten stamps"))
    assert row.split()[2:] == ["64.0%"] * 6


def test_nothing_is_told_of_what_is_not_there():
    assert cohorts_table(made(coming=False)) is None
    assert states_table(make_comparison()) is None
    assert newcomers_table(made(coming=False)) is None
    assert growth_table(make_comparison()) is None


def test_whom_customers_brought_stands_where_they_can_bring_somebody():
    comparison = made()
    scenario = comparison.scenario.model_copy(update={"word_of_mouth": WordOfMouth()})
    brought = replace(comparison, scenario=scenario)
    sums = brought.gathered.sums["ten stamps"]
    sums.markets["referred"] = 0.05 * sums.markets["launched"]
    text = lines(newcomers_table(brought))
    row = next(line for line in text.splitlines() if line.startswith("ten stamps"))
    assert row.split()[2:4] == ["20.0%", "5.0%"]
    assert "viral coefficient" in " ".join(text.split())
    assert "viral" not in lines(newcomers_table(comparison))


def test_new_customers_who_come_back_stand_where_some_are_new():
    assert "NURR" in lines(growth_table(made()))
    assert "NURR" not in lines(growth_table(made(coming=False)))


@pytest.mark.parametrize("table", [growth_table, newcomers_table])
def test_no_number_is_cut_beside_long_names(table):
    comparison = made(minutes=0.6)
    longer = {name: f"{name} for everybody who comes by" for name in CARDS}
    sums = {longer[name]: one for name, one in comparison.gathered.sums.items()}
    schemes = {longer[name]: one for name, one in comparison.scenario.schemes.items()}
    compare = comparison.scenario.compare.model_copy(update={"baseline": longer["no card"]})
    scenario = comparison.scenario.model_copy(
        update={"schemes": schemes, "compare": compare, "word_of_mouth": WordOfMouth()}
    )
    gathered = Gathered(sums, longer["no card"])
    assert "…" not in lines(table(replace(comparison, scenario=scenario, gathered=gathered)))
