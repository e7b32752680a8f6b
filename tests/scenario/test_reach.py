"""What hardly anybody can reach is noted, and what some reach is not."""

import pytest

from loyaltysim.scenario import load_scenario, parse_scenario
from loyaltysim.scenario.bundled import bundled_names
from loyaltysim.scenario.checks.reach import reach_notes

FIRM = """\
title: Can anybody get there?
days: 365
acts:
  visit: {ticket: {mean: 4, cv: 0.4}, margin: 65%, incidents: {per_1000: 20}}
  tell: {minutes: 5, need: 0.1, limit: 2}
population:
  regulars: {share: 40%, need_rate: {per: week, mean: 3, cv: 0.5}}
  others: {share: 60%, need_rate: 0.5 per week}
schemes:
  nothing: []
  scheme:
"""
REWARD = "reward: {value: 4, cost: 1}"


def noted(*mechanics):
    return reach_notes(parse_scenario(FIRM + "\n".join(f"    - {one}" for one in mechanics)))


def test_says_what_it_takes_and_how_often_the_most_frequent_come():
    (told,) = noted(f"stamp_card: {{name: card, stamps: 910, head_start: 10, {REWARD}}}")
    assert told == (
        '"scheme": nobody is likely to get anything from "card" in 365 days: it takes 900 times "visit", and even '
        '"regulars" do that about 156 times'
    )


@pytest.mark.parametrize(
    ("out_of_reach", "within"),
    [
        (f"stamp_card: {{stamps: 600, {REWARD}}}", f"stamp_card: {{stamps: 400, {REWARD}}}"),
        (
            f"stamp_card: {{stamps: 60, expires_after: 10, {REWARD}}}",
            f"stamp_card: {{stamps: 60, {REWARD}}}",
        ),
        ("badge: {at: [600]}", "badge: {at: [100, 600]}"),
        ("badge: {act: tell, at: [30]}", "badge: {act: tell, at: [2]}"),
        ("badge: {act: tell, at: [3, 6]}", "badge: {act: tell, at: [1, 6]}"),
        ("quest: {act: tell, steps: [{times: 3}]}", "quest: {act: tell, steps: [{times: 2}]}"),
        (
            "voucher: {amount: 1, cost: 1, min_spend: 400, expires_after: 30}",
            "voucher: {amount: 1, cost: 1, min_spend: 12, expires_after: 30}",
        ),
        ("unlock: {after: 600, discount: 0.1}", "unlock: {after: 100, discount: 0.1}"),
        ("challenge: {spend: 1000, days: 30}", "challenge: {spend: 1000, days: 300}"),
        ("challenge: {acts: 25, days: 5}", "challenge: {acts: 5, days: 5}"),
        (
            "points: {per_spend: 1, redeem: {points: 4000, value: 5, cost: 5}}",
            "points: {per_spend: 1, multiplier: 10, redeem: {points: 4000, value: 5, cost: 5}}",
        ),
        (
            "tiers: {levels: [{name: gold, at: 200}], window: 30}",
            "tiers: {levels: [{name: gold, at: 200}], window: 365}",
        ),
        ("levels: {first: 6000}", "levels: {first: 3000}"),
        ("levels: {act: tell, first: 300}", "levels: {act: tell, first: 20}"),
        (
            f"quest: {{steps: [{', '.join(['{times: 100}'] * 6)}]}}",
            f"quest: {{steps: [{{times: 100, {REWARD}}}, {', '.join(['{times: 100}'] * 5)}]}}",
        ),
        (
            "quest: {steps: [{times: 3}, {act: tell, times: 40}]}",
            f"quest: {{steps: [{{times: 3, optional: true, {REWARD}}}, {{act: tell, times: 40}}]}}",
        ),
        (
            f"quest: {{steps: [{{act: tell, times: 40}}, {{optional: true, {REWARD}}}, {{times: 1}}]}}",
            f"quest: {{steps: [{{act: tell, times: 40, optional: true}}, {{times: 1, {REWARD}}}]}}",
        ),
        ("adviser: {capacity: 0.05}", "adviser: {capacity: 4}"),
    ],
)
def test_only_what_is_far_beyond_everybody_is_noted(out_of_reach, within):
    assert len(noted(out_of_reach)) == 1
    assert noted(within) == []


def test_more_acts_than_the_limit_are_out_of_reach_for_good():
    (told,) = noted(f"stamp_card: {{act: tell, stamps: 5, {REWARD}}}")
    assert told == (
        '"scheme": nobody can get anything from "stamp_card": it takes 5 times "tell", of which each customer can do 2 in all'
    )


def test_room_is_held_against_the_problems_that_others_leave():
    (told,) = noted("adviser: {capacity: 0.5}")
    assert 'about 3.9 problems a day come to "adviser"' in told
    assert "room for 0.5" in told
    assert noted("self_service: {reach: 1, resolves: 0.9}", "adviser: {capacity: 0.5}") == []


def test_points_that_others_pay_into_may_come_without_acts():
    account = "points: {per_spend: 1, redeem: {points: 4000, value: 5, cost: 5}}"
    assert len(noted(account)) == 1
    assert noted(account, "stamp_card: {stamps: 10, reward: {points: 4000}}") == []


@pytest.mark.parametrize("name", bundled_names())
def test_bundled_scenarios_promise_what_can_be_had(name):
    assert reach_notes(load_scenario(name)) == []
