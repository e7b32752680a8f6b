"""What lies beyond the days that are played is told, and nothing else is."""

import pytest
from tests.scenario.texts import CARD

from loyaltysim.scenario import parse_scenario
from loyaltysim.scenario.checks.horizon import horizon_notes


def notes(term, days=180):
    text = CARD.replace("stamps: 10,", f"stamps: 10, {term}").replace("days: 180", f"days: {days}")
    return horizon_notes(parse_scenario(text))


@pytest.mark.parametrize(
    ("term", "told"),
    [
        (
            "stops: 400,",
            "stops on day 400, but only days 0 to 179 are played: its end is never seen",
        ),
        (
            "starts: 180,",
            "starts on day 180, but only days 0 to 179 are played: it is never in force",
        ),
        (
            "pauses: [{first: 200, last: 210}],",
            "has a pause on day 200, but only days 0 to 179 are played",
        ),
        (
            "changes: [{day: 190, to: {stamps: 8}}],",
            "has a change on day 190, but only days 0 to 179 are played",
        ),
    ],
)
def test_terms_beyond_the_horizon_are_told(term, told):
    assert notes(term) == [f'"ten stamps": stamp_card {told}']


@pytest.mark.parametrize(
    "term", ["", "starts: 10, stops: 179,", "pauses: [{first: 20, last: 210}],"]
)
def test_terms_within_the_horizon_are_not(term):
    assert notes(term) == []
