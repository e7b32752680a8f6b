"""People who cost nothing are warned of; machines, and people who are paid or reach nobody, are not."""

import pytest
from tests.scenario.texts import CARD

from loyaltysim.language import speaking
from loyaltysim.report.free_people import free_people_warnings
from loyaltysim.scenario import bundled_names, load_scenario, parse_scenario

MESSAGE = "    - message: {name: monthly, every: 30}\n"
WRONG = CARD.replace("margin: 65%,", "margin: 65%, incidents: {per_1000: 20, severity: 0.4},")


def told(*mechanics):
    lines = "".join(f"    - {one}\n" for one in mechanics)
    return free_people_warnings(parse_scenario(WRONG.replace(MESSAGE, lines)))


@pytest.mark.parametrize(
    "mechanic",
    [
        "adviser: {}",
        "web_care: {cost: 0}",
        "touchpoint: {at: contact, by: human}",
        "adviser: {cost: 6, changes: [{day: 30, to: {cost: 0}}]}",
    ],
)
def test_people_for_nothing(mechanic):
    name = mechanic.partition(":")[0]
    (warning,) = told(mechanic)
    assert f'{name} of "ten stamps"' in warning


def test_all_are_named_in_one_warning():
    (warning,) = told("adviser: {}", "touchpoint: {at: contact, by: human}")
    assert 'adviser of "ten stamps", touchpoint of "ten stamps"' in warning


@pytest.mark.parametrize(
    "mechanic",
    [
        "adviser: {cost: 6}",
        "adviser: {reach: 0}",
        "self_service: {}",
        "touchpoint: {at: contact}",
        "touchpoint: {at: contact, by: human, cost: 1}",
    ],
)
def test_who_is_paid_or_no_human(mechanic):
    assert told(mechanic) == []


def test_no_bundled_scenario_has_people_for_nothing():
    assert [name for name in bundled_names() if free_people_warnings(load_scenario(name))] == []


def test_it_is_told_in_dutch():
    with speaking("nl"):
        assert "mensen werken hier voor niets" in told("adviser: {}")[0]
