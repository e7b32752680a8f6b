"""Near its lines a verdict says that other luck could come to another, and how often."""

from dataclasses import replace

import numpy as np
import pytest
from tests.comparison.test_verdict import MATTERS, THREE, assumed, evidence

from loyaltysim.comparison.measures.panel import Panel
from loyaltysim.comparison.verdict.assumptions import Share
from loyaltysim.comparison.verdict.closeness import closeness
from loyaltysim.comparison.verdict.standing import standing
from loyaltysim.comparison.verdict.support import enough
from loyaltysim.comparison.verdict.verdict import judge
from loyaltysim.randomness import normal, uniform_draws

NAMES = tuple(THREE)


@pytest.mark.parametrize(("draws", "least"), [(10, 9), (30, 21)])
def test_enough_models_are_those_that_leave_no_doubt(draws, least):
    assert enough(draws) == least
    assert Share(least, draws).low > 0.5 >= Share(least - 1, draws).low


@pytest.mark.parametrize(
    ("hits", "close"), [(30, False), (26, False), (24, True), (21, True), (18, True), (12, False)]
)
def test_a_verdict_on_the_line_says_so(hits, close):
    values = [[0.60, 0.62, 0.65]] * hits + [[0.60, 0.62, 0.621]] * (30 - hits)
    verdict = judge(evidence(THREE, assumptions=assumed(NAMES, values)))
    assert (verdict.another >= 0.1) == close
    told = " Close call: with other sets of assumptions "
    assert (told in verdict.sentence) == close == verdict.close
    assert "only 30 sets" not in verdict.sentence


def test_a_lead_just_above_what_matters_is_a_close_call():
    close = judge(evidence({"none": 0.60, "card": 0.6055}, noise=0.0015))
    assert close.another > 0.1
    assert " Close call: with other luck about " in close.sentence
    assert "assumptions" not in close.sentence
    assert judge(evidence({"none": 0.60, "card": 0.65})).another < 1e-6


@pytest.mark.parametrize(("draws", "few"), [(10, True), (30, False)])
def test_a_close_call_over_few_sets_of_assumptions_says_how_few(draws, few):
    nearly = enough(draws) - 1
    values = [[0.60, 0.62, 0.65]] * nearly + [[0.60, 0.62, 0.621]] * (draws - nearly)
    told = judge(evidence(THREE, assumptions=assumed(NAMES, values))).sentence
    close = told.partition(" Close call: ")[2]
    assert close
    assert close.endswith("; only 10 sets of assumptions were tried.") == few


ALL_OF_TEN = assumed(NAMES, [[0.60, 0.62, 0.65]] * 10)
ONLY_TEN = " Only 10 sets of assumptions were tried; more of them (`--assumptions 30`) could say otherwise."


def test_a_verdict_that_holds_in_all_of_few_models_owes_its_doubt_to_how_few_they_are():
    verdict = judge(evidence(THREE, assumptions=ALL_OF_TEN))
    assert (verdict.kind, verdict.close) == ("best", True)
    assert verdict.sentence.endswith(ONLY_TEN)
    assert "Close call" not in verdict.sentence
    assert "luck" not in verdict.sentence


def test_what_luck_leaves_close_is_put_down_to_luck_and_to_few_models_together():
    levels = {"none": 0.60, "card": 0.606}
    few = assumed(tuple(levels), [[0.60, 0.62]] * 10)
    told = judge(evidence(levels, noise=0.0015, assumptions=few)).sentence
    assert " Close call: with other luck and other sets of assumptions " in told
    assert told.endswith("; only 10 sets of assumptions were tried.")
    many = assumed(tuple(levels), [[0.60, 0.62]] * 30)
    told = judge(evidence(levels, noise=0.0015, assumptions=many)).sentence
    assert " Close call: with other luck about " in told
    assert "sets of assumptions" not in told


def test_luck_is_not_called_close_where_assumptions_decide():
    values = [[0.60, 0.62]] * 5 + [[0.60, 0.601]] * 5
    levels = {"none": 0.60, "card": 0.6055}
    found = evidence(levels, noise=0.0015, assumptions=assumed(tuple(levels), values))
    verdict = judge(found)
    assert verdict.another < judge(replace(found, assumptions=None)).another
    assert "the assumptions decide, not luck" in verdict.sentence
    assert "Close call" not in verdict.sentence


def test_identical_schemes_are_never_a_close_call():
    found = evidence({"none": 0.6, "card": 0.6})
    twin = np.repeat(found.panels["retention"].by_market[:1], 2, axis=0)
    found.panels["retention"] = Panel(("none", "card"), twin)
    assert judge(found).another == 0.0


@pytest.mark.statistical
def test_the_chance_is_that_with_which_other_seeds_differ():
    """Over true leads that are as likely from none to twice what matters, to five points in a hundred."""
    pairs = 2000
    noise = 0.003 * normal(uniform_draws(3, "seeds", 2 * pairs * 30)).reshape(pairs, 2, 30)
    leads = 0.012 * uniform_draws(3, "leads", pairs)
    differ = foretold = 0.0
    for lead, seeds in zip(leads, noise, strict=True):
        one, other = (
            standing(Panel(("none", "card"), np.stack([0 * values, lead + values])), MATTERS)
            for values in seeds
        )
        rivals = (next(iter(found.leads)) for found in (one, other))
        places = {found.place(rival) for found, rival in zip((one, other), rivals, strict=True)}
        differ += len(places) > 1
        foretold += closeness(one, None, None, 0).chance
    assert foretold / pairs == pytest.approx(differ / pairs, abs=0.05)
    assert differ / pairs > 0.1


def test_what_a_record_does_not_tell_is_not_judged():
    verdict = judge(replace(evidence(THREE), guessed=True))
    assert (verdict.kind, verdict.scheme) == ("inconclusive", None)
    assert verdict.sentence.startswith(
        "Cannot be told: the purchase record does not show how customers leave, so what is said of "
        "retention is a guess; compare profit or active_retention, or give a longer record. As guessed: "
    )
