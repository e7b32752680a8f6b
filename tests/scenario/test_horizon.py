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


def told_of(mechanic):
    return horizon_notes(
        parse_scenario(CARD.replace("schemes:\n", f"schemes:\n  tried: [{mechanic}]\n"))
    )


@pytest.mark.parametrize(
    ("late", "in_time"),
    [
        ("cash_back: {rate: 0.1, pays_every: 180}", "cash_back: {rate: 0.1, pays_every: 179}"),
        (
            "framed_payment: {amount: 2, every: 7, periods: 26}",
            "framed_payment: {amount: 2, every: 7, periods: 25}",
        ),
        (
            "points: {per_act: 1, pending_days: 180, redeem: {points: 5, value: 1, cost: 1}}",
            "points: {per_act: 1, pending_days: 170, redeem: {points: 5, value: 1, cost: 1}}",
        ),
        ("pop_up: {first: 200}", "pop_up: {first: 20, every: 300}"),
        ("sample: {first: 200, cost: 1}", "sample: {first: 20, every: 300, cost: 1}"),
        (
            "streak: {milestones: [{at: 181, reward: {value: 1, cost: 1}}]}",
            "streak: {milestones: [{at: 180, reward: {value: 1, cost: 1}}]}",
        ),
        (
            "badge: {counts: streak, every: 7, at: [27]}",
            "badge: {counts: streak, every: 7, at: [5]}",
        ),
        ("cash_back: {rate: 0.1, stops: 30}", "cash_back: {rate: 0.1, stops: 31}"),
    ],
)
def test_rewards_that_come_after_the_end_are_told(late, in_time):
    (told,) = told_of(late)
    assert "gives nobody a reward before day" in told
    assert told_of(in_time) == []


def test_a_scheme_of_which_a_part_ends_is_told_to_have_no_aftermath():
    (told,) = told_of("{cash_back: {rate: 0.1, stops: 90}}, {badge: {at: [3]}}")
    assert told.startswith('"tried": cash_back stops on day 90 and the rest goes on')
    assert told_of("{cash_back: {rate: 0.1, stops: 90}}, {badge: {at: [3], stops: 60}}") == []


@pytest.mark.parametrize(
    "term", ["", "starts: 10, stops: 179,", "pauses: [{first: 20, last: 210}],"]
)
def test_terms_within_the_horizon_are_not(term):
    assert [told for told in notes(term) if "the rest goes on" not in told] == []
