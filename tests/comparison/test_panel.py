"""Paired differences, covariances and the spread of a single firm."""

import math

import numpy as np
import pytest

from loyaltysim.comparison.measures.effects import mean_effect
from loyaltysim.comparison.measures.panel import Panel
from loyaltysim.randomness import normal, uniform_draws


def noise(name, *shape):
    return normal(uniform_draws(2, name, math.prod(shape))).reshape(shape)


@pytest.fixture
def panel():
    shared = noise("shared", 30)
    own = noise("own", 3, 30)
    return Panel(
        ("a", "b", "c"), 0.5 + 0.1 * shared + 0.01 * own + np.array([[0.0], [0.02], [0.01]])
    )


def test_differences_are_paired_so_shared_luck_cancels(panel):
    paired = panel.difference("b", "a")
    assert paired.se < 0.2 * panel.mean("a").se
    assert paired == mean_effect(panel.of("b") - panel.of("a"))


def test_covariance_holds_the_standard_error_of_every_pair(panel):
    covariance = panel.covariance()
    for i, one in enumerate(panel.schemes):
        assert math.sqrt(covariance[i, i]) == pytest.approx(panel.mean(one).se)
        for j, other in enumerate(panel.schemes[:i]):
            contrast = np.zeros(3)
            contrast[[i, j]] = 1, -1
            se = math.sqrt(contrast @ covariance @ contrast)
            assert se == pytest.approx(panel.difference(one, other).se)


def test_covariance_of_one_market_is_unknown_and_of_one_scheme_a_number():
    assert np.isnan(Panel(("a", "b"), np.ones((2, 1))).covariance()).all()
    assert Panel(("a",), noise("one", 1, 5)).covariance().shape == (1, 1)


def test_a_firm_of_many_markets_has_less_luck_of_its_own(panel):
    market = panel.firm_spread("b", "a", 1)
    assert market == pytest.approx(np.std(panel.of("b") - panel.of("a"), ddof=1))
    assert panel.firm_spread("b", "a", 30) == pytest.approx(market / math.sqrt(30))
    assert panel.firm_spread("b", "a", 0.25) == pytest.approx(2 * market)
    assert math.isnan(Panel(("a", "b"), np.ones((2, 1))).firm_spread("a", "b", 1))


def test_ranking_is_from_the_highest_mean_and_ties_keep_their_order(panel):
    assert panel.ranked() == ("b", "c", "a")
    assert Panel(("x", "y", "z"), np.array([[1.0], [2.0], [1.0]])).ranked() == ("y", "x", "z")
