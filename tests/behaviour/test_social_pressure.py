"""Rules of what others do: norms, rivals, teams and supporters."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import shares, some_constants

from loyaltysim.behaviour.constants import Constants
from loyaltysim.behaviour.social_pressure import Onlooker, pressed, pressure
from loyaltysim.hooks import Reference, ReferenceKind

DEFAULT = Constants.default()
ONE = np.ones(1)
ORDINARY = Onlooker(competitiveness=ONE, sociability=ONE)
scores = st.floats(0, 1e6)


def felt(kind, level, own=0.0, days=0.0, onlooker=ORDINARY, constants=DEFAULT):
    reference = Reference(kind, level, own, days)
    return float(np.asarray(pressure(reference, onlooker, constants)).reshape(-1)[0])


@given(shares, shares, st.floats(0, 100))
def test_a_norm_pulls_towards_itself_and_is_forgotten(level, own, days):
    fresh, old = felt("norm", level, own), felt("norm", level, own, days)
    assert fresh == pytest.approx(level - own)
    assert abs(old) <= abs(fresh)
    assert old == pytest.approx(fresh * math.exp(-days / DEFAULT.report_days))


@given(scores, scores, some_constants)
def test_rivals_never_press_without_bounds(level, own, constants):
    assert -1.0 <= felt("rival", level, own, constants=constants) <= 2.0


@given(st.floats(1, 100), st.floats(1.01, 5))
def test_a_rival_ahead_presses_more_than_one_behind_and_a_near_one_more_than_one_far_behind(
    own, by
):
    ahead, behind = felt("rival", own * by, own), felt("rival", own / by, own)
    assert ahead > behind
    assert felt("rival", own / (by * 5), own) < behind


def test_nobody_to_compare_with_is_no_rival():
    assert felt("rival", 0.0, 0.0) == 0.0
    assert felt("rival", 5.0, 0.0) == 1.0


@given(shares)
def test_teams_and_supporters_press_by_what_they_do(level):
    assert felt("team", level) == pytest.approx(level)
    assert felt("support", level) == pytest.approx(DEFAULT.support * level)


@given(shares, st.sampled_from(ReferenceKind), st.floats(0.1, 3))
def test_the_competitive_feel_rivals_more_and_the_sociable_the_others(level, kind, trait):
    keen = np.array([trait])
    competitive, sociable = Onlooker(keen, ONE), Onlooker(ONE, keen)
    times = {True: trait, False: 1.0}
    plain = felt(kind, level, 0.5)
    rival = kind is ReferenceKind.RIVAL
    assert felt(kind, level, 0.5, onlooker=competitive) == pytest.approx(plain * times[rival])
    assert felt(kind, level, 0.5, onlooker=sociable) == pytest.approx(plain * times[not rival])


@given(st.lists(st.floats(-3, 3), min_size=1, max_size=8), some_constants)
def test_many_pressures_are_no_more_than_the_strongest_possible_one(pressures, constants):
    factor = float(pressed(pressures, constants))
    most = math.exp(constants.social_pressure)
    assert 1 / most - 1e-12 <= factor <= most + 1e-12


def test_who_has_nothing_to_compare_with_feels_nothing():
    reference = Reference(ReferenceKind.NORM, 1.0, stands=np.array([False]))
    assert pressure(reference, ORDINARY, DEFAULT)[0] == 0.0
