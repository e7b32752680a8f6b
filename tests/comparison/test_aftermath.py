"""What is left of a scheme after its end: the right weeks, paired, with their intervals."""

import dataclasses
import math

import pytest

from loyaltysim import compare
from loyaltysim.comparison.measures.aftermath import COLUMNS
from loyaltysim.comparison.measures.endings import ends_of, weeks_of
from loyaltysim.comparison.measures.lasting import thirds_of
from loyaltysim.report.aftermath_brief import aftermath_brief
from loyaltysim.report.tables.aftermath import aftermath_table
from loyaltysim.scenario import parse_scenario

TEXT = """
title: What is left?
days: 100
burn_in: 5
customers: 3000
market_size: 100
acts: {visit: {ticket: 4, margin: 0.5}}
population: {all: {share: 1, need_rate: {per: week, mean: 3, cv: 0.5}}}
schemes:
  none: []
  spring: [{discount: {rate: 30%, stops: 40}}]
  nothing: [{discount: {rate: 30%, min_spend: 900, stops: 20}}]
  late: [{discount: {rate: 30%, stops: 95}}]
  lasting: [{discount: {rate: 30%}}]
  half: [{discount: {rate: 30%, stops: 40}}, {discount: {name: more, rate: 5%}}]
"""


@pytest.fixture(scope="module")
def scenario():
    return parse_scenario(TEXT)


@pytest.fixture(scope="module")
def comparison(scenario):
    return compare(scenario, assumptions=0, out=None, jobs=1)


def test_only_schemes_that_end_as_a_whole_before_the_horizon_have_an_end(scenario):
    assert ends_of(scenario) == {"spring": 40, "nothing": 20, "late": 95}


def test_every_week_that_is_looked_at_lies_before_the_horizon(scenario):
    weeks = weeks_of(scenario)
    assert weeks == tuple(range(end - 7, end) for end in (20, 40, 50, 70, 95))


def test_moments_beyond_the_horizon_are_left_out(comparison):
    rows = comparison.aftermath
    assert tuple(rows.columns) == COLUMNS
    found = {name: list(part["moment"]) for name, part in rows.groupby("scheme", sort=False)}
    assert found == {
        "spring": ["last week", "30 days after"],
        "nothing": ["last week", "30 days after"],
        "late": ["last week"],
    }


def test_figures_are_those_of_the_daily_table(comparison):
    daily = comparison.daily.set_index(["scheme", "day"])
    for row in comparison.aftermath.itertuples():
        last = row.ended + (30 if row.moment == "30 days after" else 0)
        days = range(last - 7, last)
        acts = {
            name: sum(daily.loc[name, day]["acts"] for day in days) for name in ("none", row.scheme)
        }
        stays = {name: daily.loc[name, last - 1]["retention"] for name in acts}
        assert row.acts_baseline == pytest.approx(acts["none"])
        assert row.acts_difference == pytest.approx(acts[row.scheme] - acts["none"], abs=1e-12)
        gap = stays[row.scheme] - stays["none"]
        assert row.retention_difference == pytest.approx(gap, abs=1e-12)


def test_a_discount_lifts_acts_while_it_lasts_and_most_of_that_goes_with_it(comparison):
    spring = comparison.aftermath.query("scheme == 'spring'").set_index("moment")
    before, after = spring.loc["last week"], spring.loc["30 days after"]
    assert before["acts_low"] > 0
    assert after["acts_difference"] < 0.5 * before["acts_difference"]


def test_what_does_nothing_leaves_nothing(comparison):
    nothing = comparison.aftermath.query("scheme == 'nothing'")
    for name in ("acts", "retention"):
        for figure in ("difference", "low", "high"):
            assert (nothing[f"{name}_{figure}"] == 0.0).all()


def test_thirds_are_those_of_the_daily_table(comparison):
    daily = comparison.daily.set_index(["scheme", "day"])
    for name, told in comparison.caused.items():
        for part, third in zip(("first", "last"), thirds_of(100)[::2], strict=True):
            acts, leave = {}, {}
            for one in ("none", name):
                rows = [daily.loc[one, day] for day in third]
                there = sum(row["retention"] + row["left"] for row in rows)
                acts[one] = sum(row["acts"] for row in rows) / there
                before = daily.loc[one, third.start - 1]["retention"] if third.start else 1.0
                leave[one] = 1 - daily.loc[one, third.stop - 1]["retention"] / before
            rise, stay = (told[f"{what}_{part}_third"].estimate for what in ("acts", "stay"))
            assert rise == pytest.approx(acts[name] / acts["none"] - 1, abs=1e-9)
            assert stay == pytest.approx(leave["none"] - leave[name], abs=1e-9)


def test_of_a_discount_that_ends_less_is_left_than_of_one_that_stays(comparison):
    ended, stays = (comparison.caused[name]["acts_left"] for name in ("spring", "lasting"))
    assert ended.high < stays.low
    assert math.isnan(comparison.caused["nothing"]["acts_left"].estimate)


def test_nothing_ends_in_most_scenarios(scenario):
    lasting = compare(scenario, assumptions=0, out=None, jobs=1, only=["lasting"])
    assert lasting.aftermath.empty


def test_a_scheme_of_less_than_a_week_has_no_last_week():
    """Three days are no week, whose acts could be set beside those of a week later."""
    text = TEXT.replace("stops: 40", "stops: 3").replace("stops: 20", "stops: 7")
    short = parse_scenario(text)
    assert all(len(week) == 7 for week in weeks_of(short))
    found = compare(short, assumptions=0, out=None, jobs=1, only=["spring", "nothing"])
    assert list(found.aftermath["scheme"]) == ["spring"] * 2 + ["nothing"] * 3
    assert list(found.aftermath["moment"])[:3] == ["30 days after", "90 days after", "last week"]
    table = aftermath_table(found)
    assert table is not None
    assert list(table.columns[0].cells) == ["spring", "", "nothing", "", ""]
    assert str(table.caption).endswith("; what ran for less than a week has no last week")
    assert "horizon" not in str(table.caption)


def test_the_report_tells_what_is_left_and_what_lies_beyond_the_horizon(comparison):
    table = aftermath_table(comparison)
    assert table is not None
    cells = [list(column.cells) for column in table.columns]
    assert cells[0] == ["spring", "", "nothing", "", "late"]
    assert cells[2][2:4] == ["0.0%", "0.0%"]
    spring = comparison.aftermath.iloc[0]
    assert cells[2][0] == f"{spring['acts_difference'] / spring['acts_baseline']:+.1%}"
    assert "beyond the horizon" in str(table.caption)


def test_a_sentence_for_each_scheme_that_ends_says_what_is_left(comparison):
    spring, nothing, late = aftermath_brief(comparison)
    rows = comparison.aftermath.query("scheme == 'spring'")
    rises = [f"{share:+.1%}" for share in rows["acts_difference"] / rows["acts_baseline"]]
    assert spring.startswith(f'"spring", acts a week against "none": {rises[0]} (last week), ')
    assert f"{rises[1]} (30 days after" in spring
    assert nothing.endswith(": 0.0% (last week), 0.0% (30 days after).")
    assert "after" not in late
    unsure = dataclasses.replace(comparison)
    vars(unsure)["aftermath"] = rows.assign(acts_low=-1.0, acts_high=1.0)
    assert "(last week, may be luck alone), " in aftermath_brief(unsure)[0]
