"""Where a human pays: schemes in which humans meet more customers, by profit, luck and assumptions."""

import dataclasses

import pytest
from tests.comparison.test_journey import ONCE
from tests.report.conftest import make_assumptions, make_comparison
from tests.report.test_text import report_text, row_of

from loyaltysim.language import speaking
from loyaltysim.report.page.content import content
from loyaltysim.report.tables.humans import humans_table, staffed

TITLE = "Where a human pays"


def served(cost, profits=None, **human):
    """Let customers be served under the card, at a cost, and take some profits in plausible models."""
    comparison = make_comparison({"no card": (0.7, 0.0), "card": (0.71, cost)})
    for name in ("card", *human):
        comparison.gathered.sums[name].journey = ONCE.sums["desk"].journey
    if profits is None:
        return comparison
    varied = make_assumptions(("no card", "card"), draws=len(profits))
    of_card = varied.draws["scheme"] == "card"
    varied.draws.loc[of_card, "profit"] = profits
    return dataclasses.replace(comparison, assumptions=varied)


def told(comparison):
    return row_of(report_text(comparison), "card", TITLE)


@pytest.mark.parametrize(("cost", "answer"), [(0.1, "pays"), (1.0, "does not pay")])
def test_luck_alone(cost, answer):
    comparison = served(cost)
    (found,) = staffed(comparison)
    assert found[:2] == ("card", ("help", "contact"))
    row = told(comparison)
    assert row[1:3] == ["help, contact", f"{found.meetings:.2f}"]
    assert row[-1] == answer
    gain = comparison.schemes["incremental_profit"]["card"]
    assert row[3] == f"{gain:+.2f}"


@pytest.mark.parametrize(
    ("profits", "answer"),
    [
        ([0.5] * 17 + [-0.5] * 3, "pays"),
        ([0.5] * 12 + [-0.5] * 8, "open"),
        ([0.001] * 20, "open"),
        ([-0.5] * 3, "pays"),
    ],
)
def test_a_human_pays_only_where_most_plausible_models_say_so(profits, answer):
    row = told(served(0.1, profits))
    assert row[-2:] == [f"{sum(p >= 0.01 for p in profits)}/{len(profits)}", answer]


def test_what_does_not_pay_for_sure_may_be_left_to_machines():
    assert told(served(1.0, [-0.5] * 20))[-1] == "does not pay"
    assert told(served(1.0, [-0.5] * 10 + [0.5] * 10))[-1] == "open"


def test_there_is_no_table_where_no_human_is_added(comparison):
    assert humans_table(comparison) is None
    both = served(0.1, **{"no card": True})
    assert staffed(both) == []
    assert TITLE not in report_text(both)


def test_it_stands_in_the_page_too_and_in_dutch():
    found = content(served(0.1))["tables"]["journey"]
    assert [grid.title for grid in found] == ["The journey", TITLE]
    with speaking("nl"):
        assert "Waar een mens loont" in report_text(served(0.1))
