"""The verdict: best, same or inconclusive, and what it says about why."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from loyaltysim.comparison.measures.effects import t_quantile
from loyaltysim.comparison.measures.metrics import METRICS
from loyaltysim.comparison.measures.panel import Panel
from loyaltysim.comparison.verdict.assumptions import Assumptions, share_of
from loyaltysim.comparison.verdict.earning import PROFITS_TOO_HIGH
from loyaltysim.comparison.verdict.evidence import Evidence
from loyaltysim.comparison.verdict.flips import Flip
from loyaltysim.comparison.verdict.luck import customers_to_tell
from loyaltysim.comparison.verdict.standing import standing
from loyaltysim.comparison.verdict.verdict import judge
from loyaltysim.randomness import normal, uniform_draws

MATTERS = 0.005
SHARED = 0.02 * normal(uniform_draws(6, "shared", 30))


def rows(levels, noise):
    own = normal(uniform_draws(6, "own", 30 * len(levels))).reshape(len(levels), 30)
    return np.array(list(levels.values()))[:, None] + SHARED + noise * own


def evidence(
    retention,
    profit=None,
    *,
    noise=0.001,
    markets=30,
    assumptions=None,
    metric="retention",
    profits_too_high=False,
):
    names = tuple(retention)
    money = profit or dict.fromkeys(retention, 0.0)
    panels = {
        "retention": Panel(names, rows(retention, noise)[:, :markets]),
        "profit": Panel(names, 10 * rows(money, 0.001)[:, :markets]),
    }
    panels["active_retention"] = panels["retention"]
    panels["revenue"] = Panel(names, np.ones((len(names), markets)))
    return Evidence(
        metric=METRICS[metric],
        panels=panels,
        matters=MATTERS,
        days=180,
        currency="EUR",
        market_size=2000,
        firm_customers=60_000,
        assumptions=assumptions,
        baseline=names[0],
        profits_too_high=profits_too_high,
    )


def assumed(schemes, values, *, flips=(), profit=None):
    """Make up draws: one row of retention by scheme for each, and perhaps one of profit."""
    values = np.array(values)
    money = 10 * values if profit is None else np.array(profit)
    table = pd.DataFrame(
        {
            "draw": np.repeat(np.arange(len(values)), len(schemes)),
            "scheme": schemes * len(values),
            "profit": (money - money[:, :1]).ravel(),
        }
    )
    leader = schemes[values.mean(axis=0).argmax()]
    column = schemes.index(leader)
    lead = values[:, column] - np.delete(values, column, axis=1).max(axis=1)
    return Assumptions(
        draws=table,
        constants=pd.DataFrame(),
        schemes=schemes,
        values=values,
        markets=6,
        leader=leader,
        ahead=share_of(lead > 0),
        holds=share_of(lead >= MATTERS),
        flips=flips,
    )


THREE = {"none": 0.60, "card": 0.62, "gift": 0.65}


def test_a_clear_leader_is_best_and_the_sentence_says_by_how_much():
    verdict = judge(evidence(THREE))
    assert (verdict.kind, verdict.scheme) == ("best", "gift")
    assert verdict.sentence.startswith('"gift" keeps the most customers: 6')
    words = 'after 180 days, 3.0 percentage points more than "card".'
    assert verdict.sentence.endswith(words)


def test_a_lead_that_does_not_surely_matter_is_inconclusive():
    verdict = judge(evidence({"none": 0.60, "card": 0.606}, noise=0.01))
    assert (verdict.kind, verdict.scheme) == ("inconclusive", None)
    assert 'Inconclusive: "card" has the highest retention' in verdict.sentence
    assert "0.5 percentage points would matter" in verdict.sentence
    assert "more customers would tell" in verdict.sentence


def test_a_tie_that_luck_leaves_open_is_no_lead_of_nought():
    found = evidence({"none": 0.6, "card": 0.6})
    swings = np.array([[0.5, 0.75], [0.75, 0.5]]).repeat(15, axis=1)
    found.panels["retention"] = Panel(("none", "card"), swings)
    verdict = judge(found)
    assert verdict.sentence.startswith(
        'Inconclusive: "none" has the highest retention, as high as that of "card" after 180 days'
    )
    assert "0.0 percentage points" not in verdict.sentence


def test_a_sure_but_tiny_lead_is_the_same():
    verdict = judge(evidence({"none": 0.60, "card": 0.602}, noise=0.0001))
    assert (verdict.kind, verdict.scheme) == ("same", None)
    assert '"card" and "none" give about the same retention: 6' in verdict.sentence
    assert verdict.sentence.endswith("less apart than the 0.5 percentage points that matter.")


def test_identical_results_are_exactly_the_same():
    found = evidence({"none": 0.6, "card": 0.6})
    twin = np.repeat(found.panels["retention"].by_market[:1], 2, axis=0)
    found.panels["retention"] = Panel(("none", "card"), twin)
    verdict = judge(found)
    assert verdict.kind == "same"
    assert '"none" and "card" give exactly the same retention: ' in verdict.sentence
    assert any("never differ in retention" in reason for reason in verdict.reasons)


def test_two_equals_ahead_of_a_third_are_the_same_and_the_third_is_named():
    verdict = judge(evidence({"none": 0.55, "card": 0.60, "gift": 0.6005}, noise=0.0001))
    assert verdict.kind == "same"
    assert '"gift" and "card" give about the same' in verdict.sentence
    assert '; "gift" is further ahead of "none".' in verdict.sentence


def test_one_scheme_is_no_comparison():
    verdict = judge(evidence({"none": 0.6}))
    assert verdict.kind == "inconclusive"
    assert verdict.sentence == 'Only "none" was played, so there is nothing to compare.'


def test_one_market_decides_nothing():
    verdict = judge(evidence(THREE, markets=1))
    assert verdict.kind == "inconclusive"
    assert "no interval from one market" in verdict.sentence
    assert "interval no interval" not in " ".join(verdict.reasons)
    assert "nan" not in " ".join([verdict.sentence, *verdict.reasons])


def test_profit_that_disagrees_is_said_once():
    verdict = judge(evidence(THREE, {"none": 0.5, "card": 0.4, "gift": 0.3}))
    words = ', but "none" earns the most: EUR 1.00 more per customer than "card" (the next).'
    sentence, loss = verdict.sentence.split(words)
    assert sentence
    assert loss.startswith(
        ' "gift" costs EUR 2.00 more per customer than it brings, against "none" (luck'
    )
    assert "Profit" not in " ".join(verdict.reasons)


def test_a_loss_is_not_said_again_where_the_sentence_compares_the_leader_with_the_baseline():
    verdict = judge(evidence(THREE, {"none": 0.5, "card": 0.1, "gift": 0.3}))
    words = ', but "none" earns the most: EUR 2.00 more per customer than "gift" (the next).'
    assert verdict.sentence.endswith(words)


def test_a_loss_is_said_beside_what_another_scheme_earns_more():
    money = {"none": 0.5, "card": 0.6, "gift": 0.3}
    verdict = judge(evidence({"none": 0.60, "card": 0.606, "gift": 0.612}, money, noise=0.01))
    loss = '"gift" costs EUR 2.00 more per customer than it brings, against "none" ('
    assert loss in verdict.sentence
    assert verdict.reasons[-1].startswith(
        'Profit disagrees: "card" earns EUR 3.00 more per customer than "gift" ('
    )


def test_no_loss_is_said_where_luck_or_the_models_leave_it_open():
    even = judge(evidence({"none": 0.60, "card": 0.65}, {"none": 0.5, "card": 0.5}))
    assert "than it brings" not in even.sentence
    values = [[0.60, 0.65]] * 30
    models = assumed(("none", "card"), values, profit=[[0.0, -1.0]] * 20 + [[0.0, 1.0]] * 10)
    money = {"none": 0.5, "card": 0.4}
    differ = judge(evidence({"none": 0.60, "card": 0.65}, money, assumptions=models))
    assert "than it brings" not in differ.sentence


def test_a_loss_against_the_baseline_stands_beside_the_verdict_and_not_among_its_grounds():
    money = {"none": 0.5, "card": 0.4}
    verdict = judge(evidence({"none": 0.60, "card": 0.606}, money, noise=0.01))
    assert verdict.kind == "inconclusive"
    loss = '"card" costs EUR 1.00 more per customer than it brings, against "none" (luck alone: '
    assert verdict.sentence.count(loss) == 1
    assert "Profit" not in " ".join(verdict.reasons)


@pytest.mark.parametrize("retention", [THREE, {"none": 0.6, "card": 0.6001, "gift": 0.6002}])
def test_nothing_is_said_of_profit_where_nothing_is_sold(retention):
    found = evidence(retention, {"none": 0.5, "card": 0.4, "gift": 0.3}, noise=0.0001)
    found.panels["revenue"] = Panel(tuple(THREE), np.zeros((3, 30)))
    verdict = judge(found)
    told = " ".join([verdict.sentence, *verdict.reasons])
    assert "earn" not in told
    assert "Profit" not in told


def test_a_richest_scheme_level_with_the_next_is_set_against_the_leader():
    found = evidence(THREE, {"none": 0.5, "card": 0.4999, "gift": 0.3})
    sentence = judge(found).sentence
    assert sentence.endswith(', but "none" earns EUR 2.00 more per customer than "gift".')


def test_what_earns_more_than_the_leader_and_no_more_than_the_baseline_is_said_so():
    found = evidence(THREE, {"none": 0.5, "card": 0.5001, "gift": 0.3})
    words = ', but "card" earns EUR 2.00 more per customer than "gift", though not surely more than "none".'
    assert words in judge(found).sentence


def test_profit_of_which_plausible_models_differ_in_sign_is_no_part_of_the_answer():
    names, money = tuple(THREE), {"none": 0.5, "card": 0.4, "gift": 0.3}
    values = [[0.60, 0.61, 0.62]] * 10
    agree = [[5.0, 4.0, 3.0]] * 10
    told = judge(evidence(THREE, money, assumptions=assumed(names, values, profit=agree)))
    assert '"none" earns the most' in told.sentence
    differ = [[5.0, 4.0, 3.0]] * 8 + [[3.0, 3.5, 4.0]] * 2
    open_ = judge(evidence(THREE, money, assumptions=assumed(names, values, profit=differ)))
    assert "earns" not in open_.sentence
    assert open_.reasons[-1].startswith(
        "Profit cannot be told, as plausible models differ in its sign"
    )


def test_profits_that_are_too_high_are_no_part_of_the_answer():
    money = {"none": 0.5, "card": 0.4, "gift": 0.3}
    verdict = judge(evidence(THREE, money, profits_too_high=True))
    assert "earns" not in verdict.sentence
    assert verdict.reasons[-1] == PROFITS_TOO_HIGH


def spending(retention, cost, **more):
    """Make up schemes that sell nothing, so that their profit is what they cost, below nought."""
    found = evidence(retention, noise=0.0001, **more)
    names, markets = tuple(retention), 30
    spent = np.array([[-cost[name]] * markets for name in names])
    found.panels["revenue"] = Panel(names, np.zeros((len(names), markets)))
    found.panels["profit"] = Panel(names, spent)
    return found


ALIKE = {"none": 0.60, "team": 0.601, "pay": 0.602}


@pytest.mark.parametrize(
    ("cost", "says"),
    [
        (
            {"none": 0.0, "team": 20.0, "pay": 60.0},
            '"none" costs the least: EUR 20.00 less per customer than "team" (the next)',
        ),
        (
            {"none": 0.0, "team": 0.0, "pay": 60.0},
            '"none" and "team" cost the least: EUR 60.00 less per customer than "pay" (the next)',
        ),
    ],
)
def test_the_cheapest_of_equals_is_named_where_nothing_is_sold(cost, says):
    found = spending(ALIKE, cost)
    verdict = judge(found)
    assert verdict.kind == "same"
    assert f"; of these {says}." in verdict.sentence
    assert "earn" not in " ".join([verdict.sentence, *verdict.reasons])
    borne = judge(replace(found, replaced=True)).sentence
    assert says.replace("least", "least, replacing those who leave included") in borne


def test_nothing_is_said_of_cost_where_equals_cost_the_same():
    verdict = judge(spending(ALIKE, dict.fromkeys(ALIKE, 5.0)))
    assert "cost" not in verdict.sentence


def test_the_cheapest_of_those_that_cannot_be_told_from_the_leader_is_named_though_another_is_open():
    found = spending(ALIKE, {"none": 9.0, "team": 20.0, "pay": 60.0})
    swings = found.panel.by_market.copy()
    swings[0] += np.array([0.02, -0.02] * 15)
    found.panels["retention"] = Panel(tuple(ALIKE), swings)
    verdict = judge(found)
    assert verdict.kind == "inconclusive"
    assert verdict.sentence.partition(" Close call")[0].endswith(
        'more customers would tell. Of "pay" and "team": "team" costs the least: EUR 40.00 less per customer than "pay" '
        "(the next)."
    )


def test_profit_that_agrees_is_said():
    found = evidence(THREE, {"none": 0.3, "card": 0.4, "gift": 0.5})
    verdict = judge(found)
    assert "earns" not in verdict.sentence
    lead = found.panels["profit"].lead("gift", "card")
    assert verdict.reasons[-1] == (
        'Profit agrees: "gift" earns EUR 1.00 more per customer than '
        f'"card" (luck alone: {lead.low:.2f} to {lead.high:.2f}).'
    )


@pytest.mark.parametrize(
    ("draws", "says", "over"),
    [
        (
            12,
            "cannot be told, as plausible models differ in its sign",
            "plausible models: -0.50 to 5.00",
        ),
        (30, "agrees", "plausible models: 1.00 to 2.00"),
    ],
)
def test_profit_is_told_over_the_models_beside_luck_alone(draws, says, over):
    gained = np.linspace(1.0, 2.0, draws)
    gained[0], gained[-1] = -0.5, 5.0
    gained[1:-1] = np.linspace(1.0, 2.0, draws - 2) if draws < 20 else [1.0] * 14 + [2.0] * 14
    profit = np.column_stack([np.zeros(draws), np.ones(draws), 1.0 + gained])
    models = assumed(("none", "card", "gift"), [[0.60, 0.62, 0.65]] * draws, profit=profit)
    money = {"none": 0.3, "card": 0.4, "gift": 0.5}
    reason = judge(evidence(THREE, money, assumptions=models)).reasons[-1]
    assert reason.startswith(f"Profit {says}: ")
    assert reason.endswith(f"; {over}).")


def test_profit_that_cannot_tell_is_said():
    found = evidence(THREE)
    equal = np.tile(found.panels["profit"].by_market[0], (3, 1)) + 1e-3 * np.array(
        [[0.0], [0.0], [-1.0]]
    )
    equal[0, ::2] += 0.01
    equal[0, 1::2] -= 0.009
    found.panels["profit"] = Panel(tuple(THREE), equal)
    verdict = judge(found)
    assert verdict.reasons[-1].startswith("Profit does not tell them apart")
    assert "earns" not in verdict.sentence


def test_three_uncertainties_are_kept_apart():
    draws = assumed(("none", "card", "gift"), [[0.60, 0.62, 0.65]] * 30)
    luck, firm, models, _ = judge(evidence(THREE, assumptions=draws)).reasons
    assert luck == (
        'Luck: with 60,000 customers played, "gift" leads "card" by 2.9 to 3.0 percentage points '
        "(95% interval for all pairs of schemes at once); 0.5 percentage points would matter."
    )
    assert re.fullmatch(
        r"Your firm: with fewer than about [\d,]+ customers it could not tell the lead from luck "
        r"\(--customers for another size\)\.",
        firm,
    )
    assert models.startswith(
        "Assumptions: ahead of all others by at least 0.5 percentage points in "
    )
    assert "in 100% of 30 plausible models (95% interval 89% to 100%)" in models
    assert models.endswith(", ahead at all in 100%.")


def test_a_firm_of_another_size_is_told_what_it_would_see():
    firm = judge(replace(evidence(THREE), firm_customers=500)).reasons[1]
    assert firm.startswith('Your firm: with 500 customers it would see "gift" lead "card" by ')
    assert "through luck alone; with fewer than about " in firm


def test_a_lead_can_be_told_from_luck_by_firms_that_are_not_too_small():
    found = evidence(THREE)
    least = customers_to_tell(standing(found.panel, MATTERS), found, "card")
    for size, tells in ((1.1 * least, True), (0.8 * least, False)):
        spread = found.panel.firm_spread("gift", "card", size / found.market_size)
        lead = found.panel.difference("gift", "card")
        assert (abs(lead.estimate) > t_quantile(lead.markets) * spread) is tells


def test_a_lead_that_is_luck_itself_has_no_size_from_which_it_could_be_told():
    """It would be a figure from noise, such as 29,000,000 customers."""
    found = evidence({"none": 0.6, "card": 0.6, "gift": 0.6}, noise=0.01)
    there = standing(found.panel, MATTERS)
    assert customers_to_tell(there, found, there.nearest) == 0
    assert not any(told.startswith("Your firm") for told in judge(found).reasons)
    (told,) = [
        told
        for told in judge(replace(found, firm_customers=500)).reasons
        if told.startswith("Your firm")
    ]
    assert told.startswith('Your firm: with 500 customers it would see "card" lead "none" by -')
    assert "fewer than" not in told


@pytest.mark.parametrize("draws", [1, 3, 9])
def test_few_models_are_shown_but_nothing_is_concluded_from_them(draws):
    for values in ([0.60, 0.62, 0.65], [0.60, 0.65, 0.62]):
        assumptions = assumed(("none", "card", "gift"), [values] * draws)
        assumptions = replace(assumptions, leader="gift", ahead=share_of(np.arange(draws) < 1))
        verdict = judge(evidence(THREE, assumptions=assumptions))
        assert (verdict.kind, verdict.scheme) == ("best", "gift")
        assert verdict.reasons[2] == (
            f"Assumptions: not assessed, for {draws} plausible models are too few to tell (10 are the "
            f'fewest); "gift" is ahead in 1 of them.'
        )


def test_ten_models_are_enough_to_conclude():
    draws = assumed(("none", "card", "gift"), [[0.60, 0.65, 0.62]] * 10)
    draws = replace(draws, leader="gift", ahead=share_of(np.zeros(10, bool)))
    verdict = judge(evidence(THREE, assumptions=draws))
    assert verdict.kind == "inconclusive"
    words = (
        "by at least 0.5 percentage points in only 0 of 10 plausible models, and ahead at all in 0; "
        'the assumptions decide, not luck: "card" is ahead most often, in 100% of them ("gift" in 0%).'
    )
    assert words in verdict.sentence


def test_two_schemes_are_one_pair_with_a_plain_interval():
    found = evidence({"none": 0.60, "card": 0.65})
    verdict = judge(found)
    plain = found.panel.difference("card", "none")
    assert (f"{100 * plain.low:.1f}", f"{100 * plain.high:.1f}") == ("5.0", "5.0")
    assert (
        '"card" leads "none" by 4.96 to 5.05 percentage points (95% interval)' in verdict.reasons[0]
    )
    assert "at once" not in " ".join([verdict.sentence, *verdict.reasons])


def test_equals_are_said_with_the_models_that_keep_them_so():
    draws = assumed(("none", "card", "gift"), [[0.55, 0.60, 0.6005]] * 29 + [[0.55, 0.60, 0.62]])
    equal = {"none": 0.55, "card": 0.60, "gift": 0.6005}
    verdict = judge(evidence(equal, noise=0.0001, assumptions=draws))
    assert verdict.kind == "same"
    words = (
        "stays less than 0.5 percentage points apart, and the rest at least that far behind, in 97%"
    )
    assert words in verdict.reasons[1]
    assert "(in 29 of 30 plausible models); " in verdict.sentence
    assert "may be" not in verdict.sentence  # 1 of 30 is outside of the central 90%


@pytest.mark.parametrize(
    ("apart", "draws", "kind"),
    [(9, 30, "same"), (10, 30, "inconclusive"), (1, 10, "same"), (2, 10, "inconclusive")],
)
def test_the_same_and_the_best_need_the_same_support(apart, draws, kind):
    names = ("none", "card", "gift")
    equal = {"none": 0.55, "card": 0.60, "gift": 0.6005}
    values = [[0.55, 0.60, 0.612]] * apart + [[0.55, 0.60, 0.6005]] * (draws - apart)
    found = judge(evidence(equal, noise=0.0001, assumptions=assumed(names, values)))
    assert found.kind == kind
    assert "surely" not in " ".join([found.sentence, *found.reasons])
    values = [[0.60, 0.66, 0.65]] * apart + [[0.60, 0.62, 0.65]] * (draws - apart)
    best = judge(evidence(THREE, assumptions=assumed(names, values)))
    assert best.kind == ("best" if kind == "same" else kind)


def test_equals_that_may_differ_after_all_are_named():
    names = ("none", "card", "gift")
    values = [[0.55, 0.60, 0.612]] * 9 + [[0.55, 0.60, 0.6005]] * 21
    equal = {"none": 0.55, "card": 0.60, "gift": 0.6005}
    sentence = judge(evidence(equal, noise=0.0001, assumptions=assumed(names, values))).sentence
    assert sentence.partition(" Close call")[0].endswith(
        "less apart than the 0.5 percentage points that matter (in 21 of 30 plausible models); "
        '"gift" may be up to 1.2 percentage points better than "card"; "gift" is further ahead of '
        '"none".'
    )


def test_equals_have_to_stay_close_to_one_another_and_not_only_to_the_leader():
    equal = {"none": 0.60, "card": 0.6001, "gift": 0.6002}
    values = [[0.596, 0.604, 0.60]] * 30
    draws = assumed(tuple(equal), values)
    assert judge(evidence(equal, noise=0.0001, assumptions=draws)).kind == "inconclusive"


def test_a_best_scheme_and_an_open_lead_are_told_with_the_models_behind_them():
    draws = assumed(tuple(THREE), [[0.60, 0.62, 0.65]] * 29 + [[0.60, 0.65, 0.651]])
    best = judge(evidence(THREE, assumptions=draws)).sentence
    assert best.endswith(
        '"card"; it is ahead in 30 of 30 plausible models, by at least 0.5 percentage points in 29.'
    )
    two = {"none": 0.60, "card": 0.606}
    draws = assumed(tuple(two), [[0.60, 0.61]] * 20 + [[0.60, 0.59]] * 10)
    unclear = judge(evidence(two, noise=0.01, assumptions=draws)).sentence
    told = unclear.partition(" Close call")[0]
    assert told.endswith(
        "; the assumptions decide, not luck: no answer holds in more than 20 of 30 plausible models, and "
        '"card" is ahead most often, in 67% of them.'
    )
    draws = assumed(tuple(two), [[0.60, 0.61]] * 21 + [[0.60, 0.59]] * 9)
    unclear = judge(evidence(two, noise=0.01, assumptions=draws)).sentence
    told = unclear.partition(" Close call")[0]
    assert told.endswith("more customers would tell; it is ahead in 21 of 30 plausible models.")


def test_bounds_that_would_read_like_what_matters_have_more_digits():
    found = evidence({"none": 0.60, "card": 0.6058}, noise=0.0021)
    lead = found.panel.lead("card", "none")
    assert f"{100 * lead.low:.1f}" == "0.5"
    assert lead.low < MATTERS
    bounds = f"from {100 * lead.low:.2f} to {100 * lead.high:.2f} percentage points"
    assert bounds in judge(found).sentence


def test_the_richest_of_equals_is_named_where_that_is_sure():
    equal = {"none": 0.600, "card": 0.6001, "gift": 0.6002}
    money = {"none": 0.1, "card": 0.2, "gift": 0.5}
    verdict = judge(evidence(equal, money, noise=0.0001))
    words = '; of these "gift" earns the most: EUR 3.00 more per customer than "card" (the next).'
    assert verdict.sentence.endswith(words)


def test_assumptions_that_were_not_varied_are_said():
    assert any("Assumptions: not varied" in reason for reason in judge(evidence(THREE)).reasons)


def test_a_leader_that_few_models_support_is_inconclusive():
    flip = Flip("leaving_slope", "flips when leaving_slope is below about 0.4", 0.8)
    values = [[0.60, 0.62, 0.65]] * 18 + [[0.60, 0.66, 0.65]] * 12
    draws = assumed(("none", "card", "gift"), values, flips=(flip,))
    verdict = judge(evidence(THREE, assumptions=draws))
    assert (verdict.kind, verdict.scheme) == ("inconclusive", None)
    assert verdict.sentence.startswith(
        'Inconclusive: under the central assumptions "gift" comes out best, 3.0'
    )
    words = (
        "in only 18 of 30 plausible models, and ahead at all in 18; the assumptions decide, not luck: "
        '"gift" is ahead most often, in 60% of them. Close call: '
    )
    assert words in verdict.sentence
    assert any("flips when leaving_slope is below about 0.4" in one for one in verdict.reasons)


def test_a_leader_that_most_models_support_stays_best():
    values = [[0.60, 0.62, 0.65]] * 25 + [[0.60, 0.66, 0.65]] * 5
    draws = assumed(("none", "card", "gift"), values)
    verdict = judge(evidence(THREE, assumptions=draws))
    assert verdict.kind == "best"
    assert any("no single constant decides it" in reason for reason in verdict.reasons)


def test_equals_that_part_in_most_models_are_inconclusive():
    equal = {"none": 0.55, "card": 0.60, "gift": 0.6005}
    apart = [[0.55, 0.60, 0.62]] * 20 + [[0.55, 0.60, 0.6005]] * 10
    draws = assumed(("none", "card", "gift"), apart)
    verdict = judge(evidence(equal, noise=0.0001, assumptions=draws))
    assert verdict.kind == "inconclusive"
    assert '"gift" and "card" come out the same' in verdict.sentence
    assert "holds in only 10 of 30" in verdict.sentence


def test_other_metrics_are_said_in_their_own_words():
    verdict = judge(evidence(THREE, metric="active_retention"))
    assert verdict.sentence.startswith('"gift" keeps the most active customers: 6')
    verdict = judge(evidence(THREE, {"none": 0.3, "card": 0.4, "gift": 0.5}, metric="profit"))
    assert '"gift" earns the most: EUR 5.' in verdict.sentence
    assert "Profit" not in " ".join(verdict.reasons)


NOTHING_SOLD = "Nothing is sold, so profit is only what is spent, below nought."


def unsold(profit):
    found = evidence(dict.fromkeys(profit, 0.6), metric="profit")
    for name, values in {"profit": [*profit.values()], "revenue": [0.0] * len(profit)}.items():
        found.panels[name] = Panel(tuple(profit), np.repeat(values, 30).reshape(-1, 30))
    return judge(found)


def test_where_nothing_is_sold_the_best_scheme_costs_the_least():
    verdict = unsold({"none": 0.0, "card": -3.0})
    assert (verdict.kind, verdict.scheme) == ("best", "none")
    told = '"none" costs the least: EUR 0.00 after 180 days, EUR 3.00 less than "card".'
    assert verdict.sentence == f"{told} {NOTHING_SOLD}"
    told = '"gift" costs the least: EUR 1.00 after 180 days, EUR 2.00 less than "card".'
    assert unsold({"gift": -1.0, "card": -3.0}).sentence == f"{told} {NOTHING_SOLD}"


def test_where_nothing_is_sold_and_nothing_spent_no_scheme_earns_the_most():
    verdict = unsold({"none": 0.0, "card": 0.0})
    told = '"none" and "card" give exactly the same profit: EUR 0.00 after 180 days.'
    assert verdict.sentence == f"{told} {NOTHING_SOLD}"
