"""What a scenario may say about newcomers."""

import pytest
from tests.reference.made_up.guests import Guests
from tests.scenario.texts import CARD

from loyaltysim.customers.newcomers import Newcomers, Talk
from loyaltysim.mechanics import registry
from loyaltysim.scenario import parse_scenario
from loyaltysim.scenario.dump import dump_scenario
from loyaltysim.simulation.run import setup_of

PEOPLE = "arrivals: {per_1000: 30 per month, weekdays: {sat: 2}, segments: {occasional: 100%}}\n"


def test_without_arrivals_nobody_comes():
    assert setup_of(parse_scenario(CARD)).newcomers is None


def test_arrivals_in_numbers():
    scenario = parse_scenario(CARD + PEOPLE)
    newcomers = setup_of(scenario).newcomers
    assert newcomers is not None
    assert newcomers.per_day * 365.25 / 12 == pytest.approx(0.03)
    assert newcomers.rhythm.weekdays == (1.0, 1.0, 1.0, 1.0, 1.0, 2.0, 1.0)
    population = scenario.segment_population()
    assert population is not None
    assert population.newcomer_shares == (0.0, 1.0)


def test_they_are_written_as_they_were_read():
    scenario = parse_scenario(CARD + PEOPLE)
    assert parse_scenario(dump_scenario(scenario)).arrivals == scenario.arrivals


def test_places_are_reserved_for_the_scheme_that_brings_most(monkeypatch):
    monkeypatch.setitem(registry._registered, "guests", Guests)
    guests = "    - guests: {name: %s}\n"
    text = CARD.replace(
        "  no card: []",
        "  no card: []\n  one:\n" + guests % "a" + "  both:\n" + guests % "a" + guests % "b",
    )
    assert setup_of(parse_scenario(text)).newcomers == Newcomers(each=4)


def test_word_of_mouth_has_places_of_its_own():
    talk = "word_of_mouth: {per_1000_acts: 2, most: 3, warns: 0.5}\n"
    told = Talk(0.002, 3, 0.5)
    assert setup_of(parse_scenario(CARD + talk)).newcomers == Newcomers(each=3, talk=told)
    both = setup_of(parse_scenario(CARD + PEOPLE + talk)).newcomers
    assert both is not None
    assert (both.each, both.talk) == (3, told)
