"""Schemes that say what may vary in them."""

import pytest
from tests.scenario.json_schema_checker import fits
from tests.scenario.texts import CARD

from loyaltysim.mechanics.adaptation import Goal, Policy, Sight, Whom
from loyaltysim.scenario import dump_scenario, load_scenario, parse_scenario
from loyaltysim.scenario.dump import plain
from loyaltysim.scenario.json_schema import scenario_schema

LEARNS = f"""\
{CARD[: CARD.index("schemes:")]}schemes:
  no card: []
  learns:
    adapt: ADAPT
    mechanics:
      - stamp_card: {{stamps: 10, reward: {{value: 4.20, cost: 1.40}}}}
      - message: {{name: monthly, every: 30}}
"""
VARIANTS = "variants: {as it is: {}, short: {stamp_card: {stamps: 8}}, none: {stamp_card: off}}"
ADAPTS = {
    "thompson": f"{{{VARIANTS}}}",
    "split": f"{{{VARIANTS}, policy: split, test_days: 4w, for: segment}}",
    "greedy": f"{{{VARIANTS}, policy: epsilon_greedy, epsilon: 5%, budget: 0.50, cost: 2.50, hindsight: off}}",
    "forgets": f"{{{VARIANTS}, memory: 8w, washout: 14 days, sees: [acts, service]}}",
    "linear": f"{{{VARIANTS}, policy: linear_thompson, goal: profit, sees: [spend, responses]}}",
}


def learning(adapt):
    return parse_scenario(LEARNS.replace("ADAPT", adapt))


def test_variants_are_the_list_with_other_parameters():
    plan = learning(ADAPTS["thompson"]).schemes["learns"].adaptation()
    stamps = {
        name: [one.stamps for one in scheme.values() if one.kind == "stamp_card"]
        for name, scheme in plan.variants.items()
    }
    assert stamps == {"as it is": [10], "short": [8], "none": []}
    groups = [(one.name, sorted(one.variants)) for one in plan.groups()]
    assert groups == [
        ("monthly", [0, 1, 2]),
        ("stamp_card (as it is)", [0]),
        ("stamp_card (short)", [1]),
    ]


def test_what_is_said_of_deciding():
    usual = learning(ADAPTS["thompson"]).schemes["learns"].adaptation()
    assert (usual.whom, usual.goal, usual.policy) == (Whom.EVERYONE, Goal.ACTS, Policy.THOMPSON)
    assert (usual.every, usual.budget, usual.hindsight) == (14, None, True)
    assert usual.sees == frozenset(Sight)
    assert (usual.memory, usual.washout) == (None, 0)
    forgets = learning(ADAPTS["forgets"]).schemes["learns"].adaptation()
    assert (forgets.memory, forgets.washout) == (56, 14)
    assert forgets.sees == {Sight.ACTS, Sight.SERVICE}
    split = learning(ADAPTS["split"]).schemes["learns"].adaptation()
    assert (split.test_days, split.whom) == (28, Whom.SEGMENT)
    greedy = learning(ADAPTS["greedy"]).schemes["learns"].adaptation()
    assert (greedy.epsilon, greedy.budget, greedy.hindsight) == (0.05, 0.5, False)
    assert (greedy.cost, usual.cost) == (pytest.approx(0.0025), 0.0)
    linear = learning(ADAPTS["linear"]).schemes["learns"].adaptation()
    assert (linear.goal, linear.sees) == (Goal.PROFIT, {Sight.SPEND, Sight.RESPONSES})


@pytest.mark.parametrize("adapt", ADAPTS)
def test_what_was_played_is_written_out(adapt):
    scenario = learning(ADAPTS[adapt])
    assert parse_scenario(dump_scenario(scenario)) == scenario
    assert fits(plain(scenario), scenario_schema())


def test_a_scheme_that_learns_can_be_joined():
    text = LEARNS.replace("    adapt: ADAPT", f"    joining: opt_in\n    adapt: {ADAPTS['split']}")
    scheme = parse_scenario(text).schemes["learns"]
    assert scheme.joining.numbers().way == "opt_in"
    assert scheme.adaptation() is not None


def test_other_schemes_learn_nothing():
    assert parse_scenario(CARD).schemes["ten stamps"].adaptation() is None


def test_changes_reach_what_is_learnt(tmp_path):
    (tmp_path / "learns.yaml").write_text(LEARNS.replace("ADAPT", ADAPTS["thompson"]))
    (tmp_path / "other.yaml").write_text(
        "extends: learns.yaml\nchanges:\n"
        "  schemes.learns.adapt.policy: split\n"
        "  schemes.learns.adapt.variants.short.stamp_card.stamps: 7\n"
    )
    learns = load_scenario(tmp_path / "other.yaml").schemes["learns"]
    assert learns.adapt is not None
    assert learns.adapt.policy is Policy.SPLIT
    assert learns.adapt.variants["short"] == {"stamp_card": {"stamps": 7}}
