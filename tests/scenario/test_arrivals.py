"""What a scenario may say about newcomers."""

import pytest
from tests.reference.made_up.guests import Guests
from tests.scenario.texts import CARD

from loyaltysim.customers.newcomers import Newcomers
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
