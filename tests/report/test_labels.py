"""Employees are employees in what is printed, and nothing else changes."""

import dataclasses
import re

import pytest
from tests.report.test_text import report_text

from loyaltysim.language import say, speaking
from loyaltysim.report.acts_text import BEYOND, WITHIN
from loyaltysim.report.figures import FIGURES
from loyaltysim.report.labels import labels
from loyaltysim.report.tables.main import terms


def called(comparison, word):
    population = comparison.scenario.population.model_copy(update={"called": word})
    scenario = comparison.scenario.model_copy(update={"population": population})
    return dataclasses.replace(comparison, scenario=scenario)


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("employee", "Employees stay, an employee leaves"),
        ("city", "Cities stay, an city leaves"),
        ("coach", "Coaches stay, an coach leaves"),
        ("boy", "Boys stay, an boy leaves"),
    ],
)
def test_one_and_several(comparison, word, told):
    label = labels(called(comparison, word).scenario)
    assert label("Customers stay, an customer leaves") == told


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("employee", "A person is an employee"),
        ("guest", "A person is a guest"),
        ("user", "A person is a user"),
        ("uni student", "A person is a uni student"),
        ("one-off buyer", "A person is a one-off buyer"),
        ("European", "A person is a European"),
        ("hour worker", "A person is an hour worker"),
        ("honest broker", "A person is an honest broker"),
        ("honorary member", "A person is an honorary member"),
        ("heir", "A person is an heir"),
        ("usher", "A person is an usher"),
        ("uninsured driver", "A person is an uninsured driver"),
    ],
)
def test_the_article_goes_with_the_word(comparison, word, told):
    assert labels(called(comparison, word).scenario)("A person is a customer") == told


def test_names_code_and_options_stay(comparison):
    label = labels(called(comparison, "guest").scenario)
    text = '"customer card" with --customers, `customers` and customers'
    assert label(text) == '"customer card" with --customers, `customers` and guests'


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("text", [WITHIN, BEYOND])
def test_what_studies_found_of_customers_stays(comparison, language, text):
    with speaking(language):
        label = labels(called(comparison, "employee").scenario)
        told = f"{say(text)} {say('all customers')}"
        kept, own = say(text), say("all customers")
        assert label(told) == f"{kept} {label(own)}"
        assert label(own) != own


def test_the_report_speaks_of_employees(comparison):
    text = report_text(called(comparison, "employee"))
    own = re.sub(r"`customers`|--customers", "", text.partition("What was measured elsewhere")[0])
    assert "employees at launch" in own
    assert "customer" not in own
    assert "customers at launch" in report_text(comparison)


def test_pictures_speak_of_employees(comparison):
    for draw in (FIGURES.retention, FIGURES.cost):
        drawn = draw(called(comparison, "employee"))
        found = " ".join(t.get_text() for t in drawn.findobj() if hasattr(t, "get_text"))
        assert "employee" in found
        assert "customer" not in found


@pytest.mark.parametrize(
    ("word", "silent"), [("customer", True), ("shopper", True), ("employee", False)]
)
def test_only_who_has_a_payroll_sees_who_left_whatever_people_are_called(comparison, word, silent):
    told = dict(terms(called(comparison, word)))["retention"]
    assert ("a shop cannot see that" in told) is silent
