"""The journey in a report: only where customers met the firm, with its picture."""

import dataclasses

import matplotlib as mpl
import pytest
from tests.comparison.test_journey import ONCE
from tests.report.conftest import make_comparison
from tests.report.test_figures import texts
from tests.report.test_text import report_text, row_of

from loyaltysim.errors import InputError
from loyaltysim.language import speaking
from loyaltysim.report.document import comparison_document
from loyaltysim.report.figures import FIGURES, journey_figure, save_figures
from loyaltysim.report.page.pictures import pictures
from loyaltysim.report.tables.journey import journey_table

NAMES = {"no card": (0.7, 0.0), "card": (0.71, 1.0)}


def served():
    """Let customers be served under the card."""
    comparison = make_comparison(NAMES)
    comparison.gathered.sums["card"].journey = ONCE.sums["desk"].journey
    return dataclasses.replace(comparison, figures=FIGURES)


def test_the_stages_stand_in_the_order_of_the_journey():
    text = report_text(served())
    where = text.index("The journey")
    places = [text.index(word, where) for word in ("it goes wrong", " help ", "  contact ")]
    assert places == sorted(places)
    assert row_of(text, "card", "The journey")[:2] == ["card", "it goes wrong"]


def test_there_is_no_table_and_no_picture_where_nobody_was_served(comparison, tmp_path):
    assert journey_table(comparison) is None
    assert comparison_document(comparison)["journey"] == []
    with pytest.raises(InputError, match="there is no journey to draw"):
        comparison.plot_journey()
    assert not any(path.stem == "journey" for path in save_figures(comparison, tmp_path))


def test_the_picture_tells_stages_schemes_and_feelings(tmp_path):
    comparison = served()
    figure = comparison.plot_journey()
    words = "\n".join(text.get_text() for text in texts(figure))
    assert comparison.scenario.title in words
    for told in ("it goes wrong", "help", "contact", "card\nhelp: human +0.60"):
        assert told in words
    marks = [line for line in figure.axes[1].lines if line.get_marker() == "o"]
    drawn = [(line.get_ydata()[0], line.get_markerfacecolor() != "white") for line in marks]
    found = comparison.journey.sort_values("feeling").itertuples()
    by_feeling = sorted(drawn)
    assert by_feeling == [(pytest.approx(row.feeling), row.by == "human") for row in found]
    saved = save_figures(comparison, tmp_path)
    assert {path.name for path in saved if path.stem == "journey"} == {"journey.svg", "journey.png"}


def test_the_picture_leaves_no_trace_in_the_global_state():
    before = dict(mpl.rcParams)
    journey_figure(served())
    assert dict(mpl.rcParams) == before


def test_a_report_shows_it_to_wide_and_narrow_screens():
    found = pictures(served())["journey"]
    assert "how it feels" in found.title
    assert "svg" in found.wide
    assert found.wide != found.narrow
    assert "journey" not in pictures(make_comparison(NAMES))


def test_it_is_told_in_dutch():
    with speaking("nl"):
        figure = journey_figure(served())
        table = report_text(served())
    assert any("gaat mis" in text.get_text() for text in texts(figure))
    assert "het gaat mis" in table


def test_a_stage_with_machines_and_humans_is_two_in_the_picture():
    words = [text.get_text() for text in texts(served().plot_journey())]
    assert {"help: machine", "help: human"} <= set(words)
    assert "help" not in words


def test_how_often_a_constant_is_a_low_is_not_told():
    wrong = row_of(report_text(served()), "card", "The journey")
    assert wrong[1] == "it goes wrong"
    assert not any("%" in cell for cell in wrong)
