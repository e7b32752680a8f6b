"""Fitted customers: found once, kept beside the runs, and never from another file than the key's."""

from dataclasses import asdict, replace

import numpy as np
import pytest
from tests.calibration.logs import regulars, write
from tests.comparison.fakes import SCENARIO, Counted, carry_out_fake

from loyaltysim.behaviour.constants import Constants, draw_constants
from loyaltysim.calibration.prepare import prepare_fit
from loyaltysim.comparison.playing import people as people_module
from loyaltysim.comparison.playing.case import Case
from loyaltysim.comparison.playing.people import (
    People,
    decode_people,
    encode_people,
    population_key,
)
from loyaltysim.comparison.playing.store import Store
from loyaltysim.comparison.playing.work import Batch
from loyaltysim.customers.population import FittedPopulation
from loyaltysim.errors import InputError
from loyaltysim.scenario import parse_scenario

PEOPLE = People(
    FittedPopulation(
        r=0.1,
        alpha=1 / 3,
        s=2.0,
        beta=7.0,
        x=np.array([1.0, 0.0]),
        t_x=np.array([3.0, 0.0]),
        T=np.array([9.0, 8.0]),
        mean_spend=np.array([0.1, 0.0]),
        kappa=1.5,
        newcomers=True,
    ),
    ("sales.csv: 2 rows", "naïve"),
)


@pytest.fixture
def scenario(tmp_path):
    described = SCENARIO[SCENARIO.index("population:") : SCENARIO.index("schemes:")]
    text = SCENARIO.replace(described, "population: {fit: {log: sales.csv}}\nlearning: off\n")
    write(tmp_path, regulars())
    return parse_scenario(text, folder=tmp_path)


@pytest.fixture
def fits(monkeypatch):
    """Count the fits."""
    done, fit = [], prepare_fit

    def count(scenario, constants):
        done.append(constants)
        return fit(scenario, constants)

    monkeypatch.setattr(people_module, "prepare_fit", count)
    return done


def case_of(scenario):
    return Case(scenario, draw_constants(1, 0), population_key(scenario))


def test_customers_come_back_bit_for_bit():
    found = decode_people(encode_people(PEOPLE))
    assert found is not None
    assert found.notes == PEOPLE.notes
    wanted = asdict(PEOPLE.population)
    for name, value in asdict(found.population).items():
        assert type(value) is type(wanted[name]), name
        np.testing.assert_array_equal(value, wanted[name])


def test_damaged_customers_are_never_read():
    data = bytearray(encode_people(PEOPLE))
    data[50] ^= 1
    assert decode_people(bytes(data)) is None


def test_what_was_fitted_is_kept_and_used(scenario, tmp_path, fits):
    store, case = Store(tmp_path / "runs"), case_of(scenario)
    first, again = case.people(store), case_of(scenario).people(store)
    assert len(fits) == 1
    assert again.notes == first.notes
    np.testing.assert_array_equal(again.population.x, first.population.x)
    replace(case, constants=Constants.default()).people(store)
    assert len(fits) == 2


def test_a_finished_comparison_fits_nothing_again(scenario, tmp_path, fits):
    counted = Counted()
    one = carry_out_fake(scenario, counted, out=tmp_path / "out", assumptions=2)
    played, fitted = len(counted.calls), len(fits)
    assert (played > 0, fitted) == (True, 3)
    two = carry_out_fake(scenario, counted, out=tmp_path / "out", assumptions=2)
    assert (len(counted.calls), len(fits)) == (played, fitted)
    assert one.notes == two.notes
    assert one.notes[0].startswith("sales.csv: 160 rows")


def test_a_record_edited_during_a_run_never_enters_under_the_old_key(scenario, tmp_path):
    store, case, counted = Store(tmp_path / "runs"), case_of(scenario), Counted()
    assert case.keys
    whole = (tmp_path / "sales.csv").read_text()
    write(tmp_path, regulars(customers=35))
    with pytest.raises(InputError, match=r"sales.csv: changed while it was read"):
        Batch(case, range(2), ("five",)).play(store, counted)
    assert counted.calls == []
    assert store.load_people(case.people_key) is None
    (tmp_path / "sales.csv").write_text(whole)
    Batch(case_of(scenario), range(2), ("five",)).play(store, counted)
    assert len(counted.calls) == 1
