"""A step that some can never take is told of, and no other."""

import pytest

from loyaltysim.scenario import parse_scenario
from loyaltysim.scenario.checks.notes import scenario_notes

HUNT = """
title: Does a hunt bring visitors?
days: 360
acts:
  visit: {ticket: 9, margin: 0.6}
  map room: {minutes: 10, %s}
population: {all: {share: 100%%, need_rate: {per: year, mean: 12, cv: 0.5}}}
schemes:
  nothing: []
  hunt: [{quest: {steps: [{act: visit}, {act: map room%s}, {act: visit}]}}]
"""
TOLD = (
    '"hunt": whoever has done "map room" as often as can be (limit: 1) before its turn in "quest" can never finish that, '
    "and customers do it by themselves, too; leave out its limit, or give it need: 0"
)


@pytest.mark.parametrize(
    ("act", "step", "told"),
    [
        ("need: 0.5, limit: 1", "", [TOLD]),
        ("need: 0.5", "", []),
        ("need: 0, limit: 1", "", []),
        ("need: 0.5, limit: 1", ", optional: true", []),
    ],
)
def test_a_step_that_may_be_used_up_before_its_turn(act, step, told):
    notes = scenario_notes(parse_scenario(HUNT % (act, step)))
    assert [note for note in notes if "its turn" in note] == told
