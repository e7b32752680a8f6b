"""From a scenario file to a population."""

import numpy as np
import pytest
from tests.calibration import cdnow
from tests.calibration.logs import regulars, write

from loyaltysim.behaviour.constants import Constants
from loyaltysim.calibration import prepare_fit, prepare_population
from loyaltysim.calibration.logs.rfm import read_rfm
from loyaltysim.calibration.refit import parameters_of
from loyaltysim.customers.population import SegmentPopulation
from loyaltysim.errors import InputError
from loyaltysim.scenario import load_scenario

SCENARIO = """
title: Do points keep customers of a shop?
days: 60
learning: {learning}
acts:
  purchase: {{ticket: {{mean: 35, cv: 0.8}}, margin: 0.3, demands: {{money: 1.3}}}}
population: {population}
schemes:
  none: []
  five percent: [{{discount: {{rate: 5%}}}}]
compare: {{baseline: none, metric: retention, matters: 0.5pp}}
"""
CONSTANTS = Constants.default()


def scenario(folder, population, learning="off"):
    path = folder / "shop.yaml"
    path.write_text(SCENARIO.format(population=population, learning=learning), encoding="utf-8")
    return load_scenario(path)


SPEND = (
    'what customers spend on "purchase" is taken from the record (EUR 35.08 a purchase on average'
)


@pytest.fixture
def cohort(tmp_path):
    """Give a folder with the record, in which a test may change it."""
    (tmp_path / "cdnow.csv").write_bytes((cdnow.DATA / "cdnow.csv").read_bytes())
    return tmp_path


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """Give a folder with the record, which is fitted once for all tests that leave it alone."""
    folder = tmp_path_factory.mktemp("shop")
    (folder / "cdnow.csv").write_bytes((cdnow.DATA / "cdnow.csv").read_bytes())
    return folder


def test_described_segments_stay_as_they_are(tmp_path):
    segments = "{all: {share: 1, need_rate: {per: week, mean: 1, cv: 1}}}"
    people = prepare_population(scenario(tmp_path, segments), CONSTANTS)
    assert isinstance(people, SegmentPopulation)


def test_without_learning_the_fit_is_used_as_it_is(shop):
    prepared = prepare_fit(scenario(shop, "{fit: {rfm: cdnow.csv}}"), CONSTANTS)
    assert parameters_of(prepared.population) == prepared.fit.parameters
    assert prepared.population.kappa == 1.0
    assert prepared.population.x.sum() == 2457
    assert np.all(prepared.population.mean_spend >= 0)
    assert not prepared.population.newcomers
    (note,) = prepared.notes
    assert note.startswith(SPEND)
    assert prepared.guessed == frozenset()


@pytest.mark.slow
def test_with_learning_it_is_refitted(cohort):
    prepared = prepare_fit(scenario(cohort, "{fit: {rfm: cdnow.csv}}", learning="on"), CONSTANTS)
    assert prepared.population.alpha != prepared.fit.parameters.alpha
    assert prepared.population.kappa == pytest.approx(1.0, abs=0.2)
    (note,) = prepared.notes
    assert note.startswith(SPEND)
    assert prepared.guessed == frozenset()


def test_the_same_file_is_read_and_fitted_once(shop, monkeypatch):
    plan = scenario(shop, "{fit: {rfm: cdnow.csv}}")
    first = prepare_fit(plan, CONSTANTS)
    monkeypatch.setattr("loyaltysim.calibration.prepare.read_rfm", None)
    again = prepare_fit(plan, CONSTANTS)
    assert again.record is first.record
    assert parameters_of(again.population) == parameters_of(first.population)


@pytest.mark.slow
def test_a_changed_file_is_read_again(cohort):
    plan = scenario(cohort, "{fit: {rfm: cdnow.csv}}")
    assert prepare_fit(plan, CONSTANTS).record.n == 2357
    lines = (cdnow.DATA / "cdnow.csv").read_text(encoding="utf-8").splitlines()
    (cohort / "cdnow.csv").write_text("\n".join(lines[:2001]), encoding="utf-8")
    assert prepare_fit(plan, CONSTANTS).record.n == 2000


def test_a_file_that_changes_while_it_is_read_is_refused(cohort, monkeypatch):
    def change_and_read(path, **rest):
        path.write_text(path.read_text() + "2358,0,0,39,0\n")
        return read_rfm(path, **rest)

    monkeypatch.setattr("loyaltysim.calibration.prepare.read_rfm", change_and_read)
    with pytest.raises(InputError, match=r"cdnow.csv: changed while it was read; leave the file"):
        prepare_fit(scenario(cohort, "{fit: {rfm: cdnow.csv}}"), CONSTANTS)


def test_the_record_is_told_by_the_name_in_the_scenario(shop):
    prepared = prepare_fit(scenario(shop, "{fit: {rfm: cdnow.csv}}"), CONSTANTS)
    assert prepared.told[0] == "cdnow.csv: 2,357 rows; 2,357 customers"


@pytest.mark.slow
def test_the_unit_of_time_is_the_scenario_s(cohort):
    record = cdnow.record()
    rows = [
        f"{x:g},{t_x:g},{T:g}" for x, t_x, T in zip(record.x, record.t_x, record.T, strict=True)
    ]
    write(cohort, rows, "x,t_x,T", "daily.csv")
    weekly = prepare_fit(scenario(cohort, "{fit: {rfm: cdnow.csv, unit: week}}"), CONSTANTS)
    daily = prepare_fit(scenario(cohort, "{fit: {rfm: daily.csv, unit: day}}"), CONSTANTS)
    assert parameters_of(daily.population) == pytest.approx(parameters_of(weekly.population))


def test_a_log_with_its_own_headers(tmp_path):
    write(tmp_path, regulars(), "who,when,paid")
    population = "{fit: {log: sales.csv, columns: {customer: who, date: when, amount: paid}}}"
    people = prepare_fit(scenario(tmp_path, population), CONSTANTS).population
    assert people.x.tolist() == [3.0] * 40
    assert people.mean_spend.tolist() == [10.0 + number for number in range(40)]


def test_a_log_without_amounts_leaves_the_ticket_to_the_act(tmp_path):
    write(tmp_path, [row.rpartition(",")[0] for row in regulars()], "who,when")
    population = "{fit: {log: sales.csv, columns: {customer: who, date: when}}}"
    people = prepare_fit(scenario(tmp_path, population), CONSTANTS).population
    assert people.mean_spend.tolist() == [0.0] * 40


def test_what_a_record_does_not_tell_is_noted(tmp_path):
    write(tmp_path, regulars(visits=6), "customer,date,amount")
    population = (
        "{fit: {log: sales.csv, columns: {customer: customer, date: date, amount: amount}}}"
    )
    prepared = prepare_fit(scenario(tmp_path, population), CONSTANTS)
    assert any(note.startswith("the record does not tell") for note in prepared.notes)


def test_a_record_in_which_nobody_leaves_tells_nothing_of_retention(tmp_path):
    rows = [f"{row.rpartition(',')[0]},10.00" for row in regulars(customers=60, visits=30)]
    write(tmp_path, rows, "customer,date,amount")
    prepared = prepare_fit(scenario(tmp_path, "{fit: {log: sales.csv}}"), CONSTANTS)
    assert prepared.guessed == {"retention"}
    assert any("the record does not tell how customers leave" in note for note in prepared.notes)
    assert not any("ticket" in note for note in prepared.notes)  # no column of amounts was named


def test_too_few_customers_are_refused(tmp_path):
    write(tmp_path, regulars(customers=5), "customer,date,amount")
    with pytest.raises(InputError, match=r"has 5 customers; a fit needs at least 30"):
        prepare_population(scenario(tmp_path, "{fit: {log: sales.csv}}"), CONSTANTS)


@pytest.mark.slow
def test_an_act_that_is_too_hard_for_busy_customers_is_noted(cohort, monkeypatch):
    monkeypatch.setattr("loyaltysim.calibration.prepare.MISS_WORTH_TELLING", -1.0)
    plan = scenario(cohort, "{fit: {rfm: cdnow.csv}}", learning="on")
    _, *notes = prepare_fit(plan, CONSTANTS).notes
    assert len(notes) == 2
    assert all("too hard" in note for note in notes)
