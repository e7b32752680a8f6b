"""Goals and budgets of schemes that learn are noted where they are easily misread."""

import pytest
from tests.scenario.texts import CARD

from loyaltysim.scenario import parse_scenario
from loyaltysim.scenario.checks.notes import scenario_notes

LEARNS = """\
  learns:
    mechanics:
      - stamp_card: {stamps: 10, reward: {value: 4.20, cost: 1.40}}
    adapt: {variants: {%s}, %s}
"""
DEAR, FREE = "card: {}", "none: {stamp_card: off}"


def notes(variants, more):
    text = CARD + LEARNS % (", ".join(variants), more)
    return [one for one in scenario_notes(parse_scenario(text)) if one.startswith('"learns"')]


@pytest.mark.parametrize("variants", [(FREE, DEAR), (DEAR, "short: {stamp_card: {stamps: 8}}")])
def test_a_budget_that_ends_in_what_is_free_or_has_no_choice(variants):
    assert notes(variants, "goal: acts, budget: 0.5") == []


def test_a_budget_that_ends_in_what_costs():
    (told,) = notes((DEAR, FREE), "goal: acts, budget: 0.5")
    assert 'all have the first variant, "card", which goes on to cost; write "none" first' in told
    assert notes((DEAR, FREE), "goal: acts") == []


def test_a_budget_of_nothing():
    (told,) = notes((FREE, DEAR), "goal: acts, budget: 0")
    assert "a budget of 0 is spent by the first thing that costs" in told


@pytest.mark.parametrize(
    ("metric", "goal", "noted"),
    [
        ("profit", "every: 14", True),
        ("profit", "goal: acts", False),
        ("profit", "goal: profit", False),
        ("acts", "every: 14", False),
    ],
)
def test_a_goal_that_nobody_chose(metric, goal, noted):
    text = CARD + LEARNS % (f"{DEAR}, {FREE}", goal)
    scenario = parse_scenario(text)
    compare = scenario.compare.model_copy(update={"metric": metric})
    told = scenario_notes(scenario.model_copy(update={"compare": compare}))
    assert any("but profit is compared" in one for one in told) is noted
