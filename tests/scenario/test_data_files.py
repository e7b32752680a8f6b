"""Data files of a scenario lie beside or below it, and nowhere else."""

import pytest
from tests.scenario.texts import card

from loyaltysim.errors import ScenarioError
from loyaltysim.scenario import dump_scenario, load_scenario, parse_scenario
from loyaltysim.scenario.blocks.fit import FitSpec


@pytest.fixture
def shop(tmp_path):
    """A folder with a log below it, and something that is none of its business above."""
    folder = tmp_path / "shop"
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "sales.csv").write_text("customer,date\n")
    (tmp_path / "secret.csv").write_text("secret\n")
    return folder


def fitted(folder, fit):
    text = card().replace("population:", "population_:")
    start = text.index("population_:")
    end = text.index("schemes:")
    text = f"{text[:start]}population: {{fit: {fit}}}\n{text[end:]}"
    return parse_scenario(text, folder)


def test_the_scenario_knows_where_the_file_is_and_names_it_as_written(shop):
    scenario = fitted(shop, "{log: data/sales.csv, columns: {customer: id}, day_first: on}")
    fit = scenario.population
    assert isinstance(fit, FitSpec)
    assert fit.file == (shop / "data" / "sales.csv").resolve()
    assert fit.named == "data/sales.csv"
    assert (fit.columns.customer, fit.columns.date, fit.columns.amount) == ("id", "date", None)
    assert fit.day_first is True
    assert scenario.segment_population() is None


def test_the_dump_holds_no_machine_path(shop):
    scenario = fitted(shop, "{rfm: data/sales.csv, unit: month}")
    text = dump_scenario(scenario)
    assert str(shop) not in text
    assert parse_scenario(text, shop) == scenario
    assert scenario.population.unit_days == 30.4375


@pytest.mark.parametrize(
    ("fit", "words"),
    [
        ("{log: ../secret.csv}", "leads out of the scenario's folder"),
        ("{log: data/../../secret.csv}", "leads out of the scenario's folder"),
        ("{log: /etc/passwd}", "leads out of the scenario's folder"),
        ("{log: 'C:\\secret.csv'}", "is no path; write folders with /"),
        ("{log: ' '}", "'' is no path"),
        ("{log: link.csv}", "is a link that leads out of the scenario's folder"),
        ("{log: data/link/secret.csv}", "is a link that leads out of the scenario's folder"),
        ("{log: circle.csv}", "circle.csv"),
        ('{log: "a\\0b.csv"}', "cannot be used"),
        ("{log: data}", "data is a folder, not a file"),
        ("{log: data/sale.csv}", "did you mean data/sales.csv?"),
    ],
)
def test_other_files_are_refused(shop, fit, words):
    (shop / "link.csv").symlink_to(shop.parent / "secret.csv")
    (shop / "data" / "link").symlink_to(shop.parent)
    (shop / "circle.csv").symlink_to(shop / "circle.csv")
    with pytest.raises(ScenarioError) as caught:
        fitted(shop, fit)
    (problem,) = caught.value.problems
    assert words in str(problem)
    assert problem.where == "population.fit.log"
    assert problem.line == 6


def test_a_link_within_the_folder_is_fine(shop):
    (shop / "log.csv").symlink_to(shop / "data" / "sales.csv")
    assert fitted(shop, "{log: log.csv}").population.file.name == "sales.csv"


def test_a_path_belongs_to_the_folder_of_the_file_that_names_it(shop, tmp_path):
    (shop / "base.yaml").write_text(dump_scenario(fitted(shop, "{log: data/sales.csv}")))
    (tmp_path / "mine.yaml").write_text("extends: shop/base.yaml\ndays: 3\n")
    scenario = load_scenario(tmp_path / "mine.yaml")
    assert isinstance(scenario.population, FitSpec)
    assert scenario.population.file == (shop / "data" / "sales.csv").resolve()
