"""How mechanics suit user types: the table, and what a scenario says instead."""

from typing import get_args

import pytest
from tests.scenario.json_schema_checker import fits as fits_schema
from tests.scenario.texts import CARD

from loyaltysim.behaviour.constants import Constants
from loyaltysim.behaviour.user_type_fit import MOTIVATORS, fit_of
from loyaltysim.customers.columns import USER_TYPES
from loyaltysim.scenario import dump_scenario, parse_scenario
from loyaltysim.scenario.blocks.suits import Motivator, TypeFit
from loyaltysim.scenario.dump import plain
from loyaltysim.scenario.json_schema import scenario_schema
from loyaltysim.simulation.run import run_batch

STREAK = """\
title: A streak, for whom?
days: 40
burn_in: 10
market_size: 400
acts: {lesson: {minutes: 8, interest: 0.5, demands: {time: 1.4}}}
population: {all: {share: 1, need_rate: 4 per week}}
schemes:
  nothing: []
  streak: [{streak: {}}]
"""


def suits(text):
    return parse_scenario(f"{CARD}mechanics: {text}\n").fits()


def test_only_what_is_said_differs_from_the_table():
    found = suits("{streak: {fit: {player: 100%}, game: off}}")["streak"]
    usual = fit_of("streak")
    changed = dict(zip(USER_TYPES, found.by_user_type, strict=True))
    assert (
        changed["player"] == 1 != dict(zip(USER_TYPES, usual.by_user_type, strict=True))["player"]
    )
    assert changed["achiever"] == 1
    assert usual.game
    assert not found.game
    assert found.motivators == usual.motivators


def test_motivators_can_be_named_anew():
    found = suits("{points: {motivators: [mastery]}}")["points"]
    assert found.motivators == ("mastery",)
    assert set(get_args(Motivator)) == set(MOTIVATORS)
    assert tuple(TypeFit.model_fields) == USER_TYPES


def test_what_was_played_is_written_out():
    scenario = parse_scenario(f"{CARD}mechanics: {{streak: {{fit: {{player: 1}}}}}}\n")
    assert parse_scenario(dump_scenario(scenario)) == scenario
    assert fits_schema(plain(scenario), scenario_schema())


def retained(extra):
    scenario = parse_scenario(STREAK + extra)
    record = run_batch(scenario, None, range(2), constants=Constants.default(), seed=1)
    return {name: record["streak"].daily[name].sum() for name in ("acts", "customers")}


def test_a_streak_that_suits_nobody_does_nothing():
    usual = retained("")
    none = ", ".join(f"{name}: 0" for name in USER_TYPES)
    unsuited = retained(f"mechanics: {{streak: {{fit: {{{none}}}}}}}\n")
    assert unsuited["acts"] < usual["acts"]
    everyone = ", ".join(f"{name}: 1" for name in USER_TYPES)
    suited = retained(f"mechanics: {{streak: {{fit: {{{everyone}}}}}}}\n")
    assert suited["acts"] > usual["acts"]


@pytest.mark.parametrize("kind", ["stamp_card", "streak"])
def test_no_change_is_no_change(kind):
    assert suits(f"{{{kind}: {{}}}}")[kind] == fit_of(kind)
