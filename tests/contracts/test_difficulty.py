"""A scenario whose act is hard for nearly nobody, or for nearly all, is warned about."""

import pytest

from loyaltysim.behaviour.constants import Constants
from loyaltysim.scenario import parse_scenario
from loyaltysim.simulation.difficulty import difficulty_note
from loyaltysim.simulation.run import setup_of

SCENARIO = """
title: How hard is it
days: 10
acts: {{visit: {{ticket: 4, margin: 0.5, demands: {{time: {time}}}}}}}
population: {{all: {{share: 1, need_rate: {{per: week, mean: 3, cv: 0.5}}}}}}
schemes: {{none: [], card: [{{stamp_card: {{stamps: 5, reward: {{value: 4, cost: 1}}}}}}]}}
"""


@pytest.mark.parametrize(
    ("time", "words"), [(0.2, "higher demands"), (5, "lower demands"), (1.2, None)]
)
def test_demands_that_separate_nobody_are_warned_about(time, words):
    scenario = parse_scenario(SCENARIO.format(time=time))
    population = scenario.segment_population()
    assert population is not None
    note = difficulty_note(setup_of(scenario), population, Constants.default(), 1)
    if words is None:
        assert note is None
    else:
        assert note is not None
        assert words in note
        assert "visit is hard for" in note
