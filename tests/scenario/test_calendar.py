"""What a scenario may say about weekdays and seasons."""

from datetime import date

import pytest
from tests.scenario.texts import CARD

from loyaltysim.customers.calendar import Calendar
from loyaltysim.scenario import parse_scenario
from loyaltysim.scenario.dump import dump_scenario
from loyaltysim.simulation.run import setup_of


def calendar_of(text: str) -> Calendar:
    return setup_of(parse_scenario(f"{CARD}{text}\n")).calendar


def test_no_calendar_is_an_ordinary_one():
    assert calendar_of("") == Calendar()
    assert "calendar" not in dump_scenario(parse_scenario(CARD))


@pytest.mark.parametrize("day", ["saturday", "Saturday", "sat"])
def test_a_weekday_is_enough_for_a_week(day):
    calendar = calendar_of(f"calendar: {{starts_on: {day}, weekdays: {{sat: 1.5, sun: 0}}}}")
    assert calendar.launch.weekday() == 5
    assert calendar.need.weekdays == (1, 1, 1, 1, 1, 1.5, 0)


def test_a_date_is_needed_for_seasons():
    calendar = calendar_of("calendar: {starts_on: 2027-03-01, seasons: {dec: 1.4}}")
    assert calendar.launch == date(2027, 3, 1)
    assert calendar.need.months == (*(1.0,) * 11, 1.4)


def test_it_is_written_as_it_was_read():
    text = (
        f"{CARD}calendar: {{starts_on: 2027-03-01, weekdays: {{sun: 0}}, seasons: {{dec: 1.4}}}}\n"
    )
    scenario = parse_scenario(text)
    assert parse_scenario(dump_scenario(scenario)).calendar == scenario.calendar
