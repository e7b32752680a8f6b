"""The stopping rule: when it stops, and that it does not spoil the interval's coverage."""

import numpy as np
import pytest
from scipy import stats
from tests.comparison.fakes import make_scenario

from loyaltysim.comparison.effects import Effect, mean_effect, t_quantile
from loyaltysim.comparison.precision import MOST, more_markets, precise, precision_note
from loyaltysim.randomness import normal, uniform_draws

EXPERIMENTS = 2000
FALSE_ALARM = 1e-6


def half(width):
    return Effect(0.0, -width, width, width / 2, 30)


def test_precise_asks_every_difference():
    assert precise([half(0.1), half(0.2)], 0.2)
    assert not precise([half(0.1), half(0.21)], 0.2)


def test_ties_are_precise():
    assert precise([mean_effect(np.zeros(30))], 1e-12)


def test_an_unknown_interval_is_not_precise():
    assert not precise([mean_effect(np.array([1.0]))], 1e9)


def test_markets_double_up_to_a_cap_and_never_shrink():
    markets = [30]
    while more_markets(markets[-1]) != markets[-1]:
        markets.append(more_markets(markets[-1]))
    assert markets == [30, 60, 120, 240, 480, 960]
    assert markets[-1] == MOST
    assert more_markets(2000) == 2000


def note(markets, widths, wanted, metric="retention"):
    matters = f"matters: {'0.5pp' if metric == 'retention' else '0.5'}, metric: {metric}"
    scenario = make_scenario(
        ("market_size: 100", f"market_size: 2000\nprecision: {wanted}"), ("matters: 0.5pp", matters)
    )
    return precision_note(markets, [half(width) for width in widths], scenario)


def test_note_says_what_the_precision_took():
    assert note(60, [0.001, 0.002], 0.002) == (
        "Every difference is known to plus or minus 0.2 percentage points: 60 markets (120,000 "
        "customers) were played."
    )


def test_note_says_that_the_precision_was_not_reached_and_what_was():
    told = note(960, [0.01, 0.004], 0.002)
    assert told.startswith("The precision of plus or minus 0.2 percentage points was not reached: ")
    assert "960 markets (1,920,000 customers) were played, the most that are" in told
    assert told.endswith("the widest interval is plus or minus 1.0 percentage points.")


def test_note_on_profit_is_in_currency():
    assert "plus or minus EUR 0.10" in note(60, [0.05], 0.1, "profit")


def stopped_interval(values, wanted):
    markets = 30
    while True:
        effect = mean_effect(values[:markets])
        if precise([effect], wanted) or markets == len(values):
            return effect
        markets = min(more_markets(markets), len(values))


@pytest.mark.statistical
@pytest.mark.parametrize("tightness", [0.7, 0.9, 1.0])
def test_coverage_survives_the_stopping_rule(tightness):
    """Stated coverage under the rule: at least 94% (it stops early when the spread looks small)."""
    wanted = tightness * t_quantile(30) / np.sqrt(30)
    drawn = normal(uniform_draws(3, f"stopping {tightness}", EXPERIMENTS * 240))
    found = [stopped_interval(row, wanted) for row in drawn.reshape(EXPERIMENTS, 240)]
    assert len({effect.markets for effect in found}) > 1, "the rule never had a choice"
    hits = sum(effect.low <= 0 <= effect.high for effect in found)
    assert hits >= stats.binom.ppf(FALSE_ALARM, EXPERIMENTS, 0.94)
    assert hits <= stats.binom.ppf(1 - FALSE_ALARM, EXPERIMENTS, 0.96)
