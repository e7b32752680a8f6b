"""What a verdict says where it is open: the runner-up, the equals, and what would tell."""

from dataclasses import replace

import numpy as np
from tests.comparison.test_verdict import assumed, evidence

from loyaltysim.comparison.verdict.assumptions import share_of
from loyaltysim.comparison.verdict.verdict import judge

FIVE = {"none": 0.60, "slow": 0.6049, "card": 0.6082, "points": 0.6095, "gift": 0.61}


def test_an_open_lead_is_told_after_the_runner_up_and_the_equals():
    sentence = judge(evidence(FIVE, noise=0.0008)).sentence
    assert sentence.startswith('Inconclusive: "gift" has the highest retention, 0.04 ')
    assert ' above "points" after 180 days; "points" and "card" cannot be told apart' in sentence
    assert ' from it (less than 0.5 percentage points), but its lead over "slow" may be' in sentence


def test_every_rival_that_is_open_is_named():
    sentence = judge(evidence({"none": 0.60, "card": 0.6055, "gift": 0.61}, noise=0.01)).sentence
    assert '; nor is it sure over "none"; more customers would tell.' in sentence


def test_assumptions_that_decide_are_said_with_the_scheme_that_is_best_most_often():
    names = tuple(FIVE)
    values = [[0.60, 0.60, 0.63, 0.60, 0.61]] * 8 + [[0.60, 0.60, 0.60, 0.60, 0.62]] * 2
    draws = replace(assumed(names, values), leader="gift", ahead=share_of(np.arange(10) >= 8))
    sentence = judge(evidence(FIVE, noise=0.0008, assumptions=draws)).sentence
    assert "more customers" not in sentence
    assert (
        "the assumptions decide, not luck: no answer holds in any of 10 plausible models, and "
        '"card" is ahead most often, in 80% of them ("gift" in 20%).'
    ) in sentence


def test_what_no_model_finds_behind_is_a_safe_choice():
    """Ahead in all models, but in half of them by less than matters."""
    names, two = ("none", "card", "gift"), {"none": 0.60, "card": 0.605, "gift": 0.609}
    values = [[0.60, 0.605, 0.609]] * 5 + [[0.60, 0.605, 0.612]] * 5
    sentence = judge(evidence(two, noise=1e-5, assumptions=assumed(names, values))).sentence
    assert sentence.startswith("Inconclusive")
    assert (
        ' Safe all the same is "gift": in 10 of 10 plausible models no scheme is ahead of it by '
        "0.5 percentage points or more." in sentence
    )


def test_several_choices_are_safe_in_the_models_of_the_least_of_them():
    names, two = ("none", "card", "gift"), {"none": 0.60, "card": 0.6085, "gift": 0.609}
    values = [[0.60, 0.607, 0.61]] * 9 + [[0.60, 0.60, 0.61]] + [[0.606, 0.61, 0.61]] * 5
    sentence = judge(evidence(two, noise=1e-5, assumptions=assumed(names, values))).sentence
    assert sentence.startswith("Inconclusive")
    assert (
        'Safe all the same are "gift" and "card": in 14 of 15 plausible models no scheme is ahead of them'
        in sentence
    )


def test_what_is_open_is_told_apart_from_what_is_not():
    """Two schemes are the same in all models; whether the third is far enough behind is open."""
    names, three = ("none", "card", "gift"), {"none": 0.60, "card": 0.608, "gift": 0.609}
    values = [[0.60, 0.608, 0.609]] * 6 + [[0.605, 0.608, 0.609]] * 4
    sentence = judge(evidence(three, noise=1e-5, assumptions=assumed(names, values))).sentence
    assert (
        'come out the same, in 10 of 10 plausible models, but that "none" is at least 0.5 percentage points behind '
        "holds, too, in only 6 of 10 plausible models"
    ) in sentence


def test_nothing_is_called_safe_where_every_scheme_falls_behind_in_some_models():
    names, two = ("none", "card", "gift"), {"none": 0.60, "card": 0.6085, "gift": 0.609}
    values = [[0.60, 0.60, 0.61]] * 8 + [[0.60, 0.61, 0.60]] * 2
    sentence = judge(evidence(two, noise=1e-5, assumptions=assumed(names, values))).sentence
    assert sentence.startswith("Inconclusive")
    assert "Safe" not in sentence


def test_a_leader_by_too_little_is_said_to_be_ahead():
    """Ahead beyond luck and in all models, by what matters in only some of them."""
    names = ("none", "card")
    values = [[0.60, 0.606]] * 8 + [[0.60, 0.602]] * 4
    found = evidence(
        {"none": 0.60, "card": 0.606}, noise=0.0005, assumptions=assumed(names, values)
    )
    verdict = judge(found)
    assert (verdict.kind, verdict.ahead) == ("inconclusive", True)
    assert "ahead at all in 12; the assumptions decide, not luck." in verdict.sentence
    assert "ahead most often" not in verdict.sentence
    often = [[0.60, 0.606]] * 6 + [[0.60, 0.598]] * 6
    assert not judge(replace(found, assumptions=assumed(names, often))).ahead


def test_shares_of_who_is_ahead_agree_when_models_tie():
    """A tie counts for nobody, in the sentence as in the line on assumptions."""
    names, two = ("none", "card", "gift"), {"none": 0.60, "card": 0.605, "gift": 0.609}
    values = [[0.60, 0.602, 0.604]] * 5 + [[0.60, 0.604, 0.604]] + [[0.60, 0.604, 0.602]] * 4
    verdict = judge(evidence(two, noise=0.0008, assumptions=assumed(names, values)))
    assert '"gift" is ahead most often, in 50% of them' in verdict.sentence
    assert "ahead at all in 50%" in " ".join(verdict.reasons)
