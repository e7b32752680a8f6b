"""Segments of a column: who belongs where, and that each is fitted as if it were alone."""

import numpy as np
import pytest
from tests.calibration.sales import START, history_of, simulated
from tests.calibration.test_likelihood import planted

from loyaltysim.calibration import segmenting
from loyaltysim.calibration.customers import found_customers
from loyaltysim.calibration.customers_file import customers_yaml
from loyaltysim.calibration.fit_notes import Told, notes_of
from loyaltysim.calibration.forecasts.levels import Levels, fit_levels
from loyaltysim.calibration.forecasts.likelihood import LawFit
from loyaltysim.calibration.forecasts.pace import WEEKLY
from loyaltysim.calibration.forecasts.pareto_nbd import ParetoNBD
from loyaltysim.calibration.logs.purchases import Rows
from loyaltysim.calibration.segmenting import Segments, fit_segments, segments_of
from loyaltysim.scenario import parse_scenario


def told(texts_of_customers, until=100, late=None):
    """Give the segments of customers who buy once for each of their texts."""
    texts = sorted({text for one in texts_of_customers for text in one})
    pairs = [(who, texts.index(text)) for who, one in enumerate(texts_of_customers) for text in one]
    customer, codes = np.array(pairs).T
    day = np.arange(customer.size) % 50
    day[-1] = until if late is None else late
    order = np.lexsort((day, customer))
    history, _ = history_of(customer[order], day[order] + 19_723, until + 1)
    rows = Rows(customer[order], day[order] + 19_723, None)
    return segments_of(rows, codes[order], texts, history, WEEKLY)


def test_the_text_that_stands_most_often_decides():
    found = told([["a", "b", "b"], *[["a"]] * 40, *[["b"]] * 50])
    assert found.names == ("b", "a")
    assert found.of[0] == 0
    assert found.several == 1


def test_what_comes_after_the_fitted_days_decides_nothing():
    people = [*[["a"]] * 40, *[["b"]] * 40, ["a", "b", "b"]]
    assert told(people, until=100, late=150).several == 1
    assert told([*people[:-1], ["a", "b"]], until=100, late=150).several == 0


def test_few_customers_are_put_together_so_that_no_segment_tells_of_persons():
    found = told([*[["north"]] * 60, *[["me"]], *[["my wife"]], *[["south"]] * 30])
    assert found.names == ("north", "south", "other")
    assert np.bincount(found.of).tolist() == [60, 30, 2]


def test_there_are_twelve_segments_at_most():
    found = told([[f"s{number:02d}"] for number in range(20) for _ in range(30 + number)])
    assert len(found.names) == 12
    assert found.names[0] == "s19"
    assert found.names[-1] == "other"


def test_names_are_such_that_a_scenario_takes_them():
    texts = ["", "other", "a: b", "a\tb", "yes", "x" * 99]
    found = told([[text] for text in texts for _ in range(40)] + [["rare"]])
    assert set(found.names) == {"unknown", "other", "a b", "a b 2", "yes", "x" * 60, "other 2"}


@pytest.mark.slow
@pytest.mark.statistical
def test_each_segment_is_found_as_it_was_planted():
    """Means of rates differ by three, their errors are below a tenth."""
    often, on = simulated((2.0, 30.0, 0.8, 300.0), 250, customers=500, seed=5)
    rarely, day = simulated((2.0, 90.0, 0.8, 300.0), 250, customers=500, seed=6)
    customer, day = np.concatenate([often, rarely + 500]), np.concatenate([on, day])
    history, _ = history_of(customer, day, 250)
    texts = ["often: or so", "rarely"]
    codes = (customer >= 500).astype(np.int64)
    segments = segments_of(Rows(customer, day, None), codes, texts, history, WEEKLY)
    levels = fit_segments(fit_levels(history), segments)
    laws = {part.name: part.law.values for part in levels.parts}
    shape = {name: values[0] / values[1] for name, values in laws.items()}
    assert shape["often or so"] == pytest.approx(2 / 30, rel=0.15)
    assert shape["rarely"] == pytest.approx(2 / 90, rel=0.15)
    found = found_customers(history, levels, segments=segments)
    text = customers_yaml(found, "customers.yaml")
    text += "title: x\ndays: 30\nacts: {buy: {ticket: 8, margin: 50%}}\nschemes: {none: []}\n"
    read = parse_scenario(text, file="x.yaml").segment_population()
    assert read is not None
    assert {one.name for one in read.segments} == {"often or so", "rarely"}
    assert sum([one.share for one in read.segments]) == pytest.approx(1.0)


ALL = ParetoNBD(2.0, 20.0, 2.0, 1460.0)
"""Customers who leave 0.5 times a year."""


def notes_on(levels):
    history, later = history_of(np.repeat(np.arange(4), 2), np.tile([0, 50], 4) + START, 100)
    return notes_of(history, levels, later, WEEKLY, Told(None, None, None, None, None))


def fitted_beside_all(law, seed, monkeypatch, everybody=ALL, enough=30):
    """Fit a segment of 40 customers, where all of the log leave as a law says."""
    monkeypatch.setattr(segmenting, "ENOUGH", enough)
    monkeypatch.setattr(segmenting, "ENOUGH_AGAIN", 10)
    record = planted(law, 250.0, 40, seed)
    fit = LawFit(everybody, everybody, 0.0, (), np.eye(4))
    week, seen = np.ones(36), (np.zeros(40), 250.0)
    levels = Levels(fit, week, 100.0, week, week, record, seen, ())
    return fit_segments(levels, Segments(np.zeros(40, np.int64), ("north",), 0))


@pytest.mark.slow
def test_a_segment_that_does_not_tell_how_it_leaves_leaves_as_all_do(monkeypatch):
    levels = fitted_beside_all(ParetoNBD(1.0, 60.0, 2.0, 1460.0), 1, monkeypatch)
    (part,) = levels.parts
    assert part.tells_leaving
    assert part.law.values[2:] == pytest.approx(ALL.values[2:])
    assert part.law.r / part.law.alpha == pytest.approx(1 / 60, rel=0.4)
    told = 'the log does not tell how "north" leave apart from the others: attrition is that of all customers'
    assert notes_on(levels) == [told]


@pytest.mark.slow
def test_a_segment_of_which_nobody_leaves_while_others_do_is_believed(monkeypatch):
    levels = fitted_beside_all(ParetoNBD(2.0, 20.0, 50.0, 5e8), 1, monkeypatch)
    assert not levels.parts[0].tells_leaving
    assert levels.alike == ()
    told = 'the log shows nobody of "north" leaving, or nearly all at once, unlike the others: attrition is 0 there'
    assert notes_on(levels) == [told]


def test_a_log_that_tells_nothing_of_leaving_says_what_follows(monkeypatch):
    levels = fitted_beside_all(ALL, 1, monkeypatch, ALL._replace(beta=1e6), enough=50)
    (note,) = notes_on(levels)
    assert note.startswith("the log does not tell how customers leave (it shows nobody leaving")
    assert note.endswith("nobody leaves there, and schemes cannot differ in retention")
