"""The stopping rule: when it stops, and that it does not spoil the interval's coverage."""

import numpy as np
import pytest
from scipy import stats
from tests.comparison.fakes import make_scenario, play_fake

from loyaltysim.behaviour.constants import Constants
from loyaltysim.comparison.main_result import play_main
from loyaltysim.comparison.measures.effects import Effect, mean_effect, t_quantile
from loyaltysim.comparison.measures.panel import Panel
from loyaltysim.comparison.playing.case import Case
from loyaltysim.comparison.playing.runner import Runner
from loyaltysim.comparison.playing.store import Store
from loyaltysim.comparison.verdict.precision import (
    MOST,
    judged,
    more_markets,
    precise,
    precision_note,
    untold,
)
from loyaltysim.randomness import normal, uniform_draws

EXPERIMENTS = 2000
FALSE_ALARM = 1e-6


def half(width):
    return Effect(0.0, -width, width, width / 2, 30)


def test_precise_asks_every_difference():
    assert precise([half(0.1), half(0.2)], 0.2)
    assert not precise([half(0.1), half(0.21)], 0.2)


def panel(schemes, markets=30):
    values = normal(uniform_draws(5, "panel", schemes * markets)).reshape(schemes, markets)
    return Panel(tuple("abcdef"[:schemes]), values)


def test_what_the_verdict_looks_at_is_asked_for():
    """Its intervals hold together for all pairs, so they are wider than those of the tables."""
    some = panel(4)
    leader, *others = some.ranked()
    found = judged(some, "a", 0.005)
    assert {some.lead(leader, other) for other in others} <= set(found)
    assert {some.difference(name, "a") for name in "bcd"} <= set(found)
    widest = max(some.difference(name, "a").half_width for name in "bcd")
    assert not precise(found, widest)


def test_of_two_schemes_there_is_one_interval():
    assert {effect.half_width for effect in judged(panel(2), "a", 0.005)} == {
        panel(2).difference("b", "a").half_width
    }


def test_what_is_unknown_in_all_markets_is_untold():
    assert untold([half(0.1), mean_effect(np.full(30, np.nan))])
    assert not untold([half(0.1), mean_effect(np.zeros(30))])


def test_note_says_that_more_markets_would_not_tell():
    told = note(30, [0.1, np.nan], 0.002)
    assert "30 markets (60,000 customers) were played, which leave a difference unknown" in told
    assert "nan" not in told


def play_nobody(*args, **kwargs):
    """Play markets in which nobody is a customer at the launch."""
    records = play_fake(*args, **kwargs)
    for record in records.values():
        record.markets["launched"][:] = 0
    return records


def test_a_precision_that_no_market_can_tell_stops_at_once(tmp_path):
    scenario = make_scenario(("compare:", "precision: 0.4pp\ncompare:"))
    case = Case(scenario, Constants.default(), "key", scenario.segment_population())
    found = play_main(case, Runner(Store(tmp_path), play_nobody))
    assert found.markets == 30
    assert found.notes[-1].endswith("which leave a difference unknown, as more would.")


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
    wanted = f"{100 * wanted:g}pp" if metric == "retention" else wanted
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
