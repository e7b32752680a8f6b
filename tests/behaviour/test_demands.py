"""An act is as easy as its scenario says, whatever it asks for; plausible models scale all demands."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtr
from tests.strategies import some_constants
from tests.worlds import VISIT

from loyaltysim.behaviour.constants import Constants, draw_constants
from loyaltysim.behaviour.demands import demands_at_ease, with_demands
from loyaltysim.scenario import parse_scenario
from loyaltysim.simulation.difficulty import hindered_share
from loyaltysim.simulation.run import setup_of

demanded = st.lists(st.one_of(st.just(0.0), st.floats(1e-300, 100)), min_size=6, max_size=6).filter(
    any
)
SCENARIO = """
title: How easy is it
days: 10
acts: {{visit: {{ticket: 4, margin: 0.5, {act}}}}}
population: {{all: {{share: 1, need_rate: {{per: week, mean: 3, cv: 0.5}}}}}}
schemes: {{none: [], card: [{{stamp_card: {{stamps: 5, reward: {{value: 4, cost: 1}}}}}}]}}
"""


def setup(act):
    scenario = parse_scenario(SCENARIO.format(act=act))
    return setup_of(scenario), scenario.segment_population()


@given(demanded, st.floats(0.01, 0.99), some_constants)
def test_the_share_of_customers_without_a_hurdle_is_the_ease_and_proportions_stay(
    stated, ease, constants
):
    found = demands_at_ease(replace(VISIT, demands=tuple(stated), ease=ease), constants)
    free = 1.0
    for demand in found:
        free *= ndtr(-math.log(demand) / constants.resource_sd) if demand else 1.0
    assert free == pytest.approx(ease, rel=1e-6)
    ratios = [one / other for one, other in zip(found, stated, strict=True) if other > 1e-290]
    assert ratios == pytest.approx([ratios[0]] * len(ratios), rel=1e-9) if ratios else True


def test_the_published_constants_leave_demands_as_stated_bit_for_bit():
    (visit,) = with_demands([VISIT], Constants.default())
    assert visit == VISIT


def test_plausible_models_make_all_demands_harder_or_easier():
    scales = []
    for number in range(30):
        constants = draw_constants(1, number)
        (visit,) = with_demands([VISIT], constants)
        scales.append(visit.demands[0] / VISIT.demands[0])
        assert visit.demands[1] == pytest.approx(scales[-1] * VISIT.demands[1])
    assert 0.8 <= min(scales) < 0.9
    assert 1.1 < max(scales) <= 1.25


@pytest.mark.parametrize("act", ["ease: 35%", "ease: 35%, demands: {money: 3, non_routine: 2}"])
def test_customers_find_it_as_easy_as_stated(act):
    made, population = setup(act)
    share = hindered_share(made, population, Constants.default(), 1)
    assert share == pytest.approx(0.65, abs=0.03)


def test_ease_alone_takes_time():
    assert setup("ease: 35%")[0].acts[0].demands == (1.0, 0, 0, 0, 0, 0)
