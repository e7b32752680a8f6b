"""Schemes that give too much away are warned of by what they gave, whatever they are made of."""

import dataclasses

import numpy as np
import pytest
from tests.report.conftest import make_comparison

from loyaltysim.comparison.measures.measured_acts import overstated, unseen
from loyaltysim.comparison.measures.panel import Panel
from loyaltysim.mechanics.registry import get_mechanic
from loyaltysim.report.acts_text import NOT_AT_ALL, acts_warnings
from loyaltysim.report.assumed import persuasion_warnings
from loyaltysim.report.document import comparison_document
from loyaltysim.report.evidence_notes import evidence_table
from loyaltysim.report.generosity import generosity_warnings
from loyaltysim.report.nobody_leaves import leaving_warnings
from loyaltysim.report.warnings import warnings
from loyaltysim.scenario import bundled_names, load_scenario, parse_scenario
from loyaltysim.scenario.blocks.scheme import Instance, Scheme

FIELDS = {
    "launched": 10.0,
    "revenue": 100.0,
    "margin": 40.0,
    "reward_value": 10.0,
    "reward_cost": 5.0,
    "message_cost": 1.0,
    "liability": 2.0,
    "earned_value": 20.0,
    "redeemed_value": 10.0,
    "expired_value": 3.0,
    "forfeited_value": 2.0,
}


def told(scenario, scheme="ten stamps", **changes):
    totals = {name: np.array([total, 0.0]) for name, total in (FIELDS | changes).items()}
    return generosity_warnings(scenario, {scheme: totals})


def with_mechanics(scenario, **kinds):
    made = {
        name: Instance(name=name, mechanic=get_mechanic(kind).model_validate(params))
        for name, (kind, params) in kinds.items()
    }
    scheme = Scheme(name="ten stamps", instances=tuple(made.values()))
    return scenario.model_copy(update={"schemes": {"ten stamps": scheme}})


def test_a_usual_scheme_is_not_warned_of(comparison):
    assert told(comparison.scenario) == []
    assert warnings(comparison) == []


@pytest.mark.parametrize(
    ("changes", "share"),
    [
        ({"reward_value": 80.0}, "85%"),  # 80 handed over, and 20 - 10 - 3 - 2 = 5 still owed
        ({"earned_value": 75.0}, "70%"),
        ({"reward_value": 34.0}, None),
        ({"reward_value": 45.0}, "50%"),
        ({"reward_value": 2000.0}, "2,005%"),
        ({"reward_value": 30.0, "earned_value": 0.0}, None),  # nothing owed is never below nothing
        ({"reward_value": 80.0, "revenue": 0.0, "margin": 0.0}, None),  # nobody pays anything
    ],
)
def test_almost_half_given_back_is_told_with_its_share(comparison, changes, share):
    warned = told(comparison.scenario, **changes)
    if share is None:
        assert warned == []
    else:
        (warning,) = warned
        assert warning.startswith(
            f'"ten stamps" gives customers back {share} of what they buy at list prices'
        )


@pytest.mark.parametrize("field", ["reward_cost", "message_cost", "liability"])
def test_a_cost_above_the_margin_is_told_per_customer(comparison, field):
    others = sum(FIELDS[name] for name in ("reward_cost", "message_cost", "liability"))
    least = 40.0 - others + FIELDS[field]
    assert told(comparison.scenario, **{field: least}) == []
    (warning,) = told(comparison.scenario, **{field: least + 10})
    assert warning.startswith(
        '"ten stamps" costs EUR 5.00 per customer, more than the whole margin of EUR 4.00'
    )


def test_every_reward_that_costs_more_than_it_is_worth_is_told(comparison):
    dear, fair = {"value": 0.001, "cost": 3.0}, {"value": 3.0, "cost": 3.0}
    scenario = with_mechanics(
        comparison.scenario,
        streak=("streak", {"milestones": [{"at": 3, "reward": fair}, {"at": 5, "reward": dear}]}),
        card=("stamp_card", {"stamps": 3, "reward": fair}),
        points=("points", {"per_act": 1, "redeem": dear | {"points": 10}}),
        gift=("surprise", {"chance": 0.1, "gift": dear}),
    )
    warned = told(scenario)
    for way in ("streak.milestones.reward", "points.redeem", "gift.gift"):
        text = f'"ten stamps": {way} costs EUR 3.00, more than the EUR 0.001 that it is worth'
        assert sum(warning.startswith(text) for warning in warned) == 1
    assert len(warned) == 3


def test_warnings_are_in_the_document_too():
    dear = make_comparison({"none": (0.7, 0.0), "card": (0.7, 1000.0)})
    document = comparison_document(dear)
    assert document["warnings"] == warnings(dear)
    assert any('"card" costs EUR 1,000 per customer' in told for told in document["warnings"])


def test_only_schemes_that_were_played_are_looked_at(comparison):
    kept = {"no card": comparison.gathered.sums["no card"]}
    gathered = dataclasses.replace(comparison.gathered, sums=kept)
    played = {name: sums.markets for name, sums in gathered.sums.items()}
    assert generosity_warnings(comparison.scenario, played) == []


@pytest.mark.parametrize("name", bundled_names())
def test_no_reward_of_a_bundled_scenario_costs_more_than_it_is_worth(name):
    scenario = load_scenario(name)
    for scheme in scenario.schemes:
        assert told(scenario, scheme) == []


@pytest.mark.parametrize(
    ("metric", "attrition", "warned"),
    [
        ("retention", (0.0, 0.0), True),
        ("retention", (0.0, 0.4), False),
        ("active_retention", (0.0, 0.0), False),
    ],
)
def test_a_question_about_retention_where_nobody_leaves_is_warned_of(metric, attrition, warned):
    one, other = attrition
    text = (
        f"title: x\ndays: 60\ncompare: {{metric: {metric}}}\n"
        f"population: {{a: {{share: 50%, act_rate: 1 per week, attrition: {one} per year}}, "
        f"b: {{share: 50%, act_rate: 1 per week, attrition: {other} per year}}}}\n"
        "acts: {buy: {ticket: 8, margin: 50%}}\nschemes: {none: []}\n"
    )
    told = leaving_warnings(parse_scenario(text, file="x.yaml"))
    assert [warning.startswith("nobody leaves, so retention is 100%") for warning in told] == (
        [True] if warned else []
    )


MESSAGES = """
title: Which way of asking?
days: 182
acts: {visit: {ticket: 4.20, margin: 0.65}}
population: {all: {share: 100%, need_rate: {per: week, mean: 4, cv: 0.5}, susceptibility: {scarcity: -30%}}}
schemes:
  plain: [message: {every: 1}]
  learnt: [message: {every: 1, persuasion: profile}]
"""


def test_what_persuasion_moves_is_told_as_an_assumption():
    (told,) = persuasion_warnings(parse_scenario(MESSAGES))
    assert (
        'is an assumption, since no published study tells it. Any gain or loss by them under "learnt"'
        in told
    )
    assert persuasion_warnings(parse_scenario(MESSAGES.replace(", persuasion: profile", ""))) == []


def test_means_of_susceptibility_can_be_percentages():
    people = parse_scenario(MESSAGES).segment_population()
    assert people is not None
    (segment,) = people.segments
    assert segment.susceptibility[-1] == -0.3


CARDS_AND_TEXTS = """
title: Which extra?
days: 182
acts: {visit: {ticket: 4.20, margin: 0.65}}
population: {all: {share: 100%, need_rate: {per: week, mean: 4, cv: 0.5}}}
schemes:
  card: [stamp_card: {stamps: 6, reward: {value: 10, cost: 3}}]
  texts too:
    - stamp_card: {name: it, stamps: 6, reward: {value: 10, cost: 3}}
    - message: {every: 7}
  shorter card: [stamp_card: {stamps: 5, reward: {value: 10, cost: 3}}]
compare: {baseline: card, matters: 0.5pp}
"""


def test_acts_that_texts_bring_are_no_fault_of_the_card_beside_them():
    scenario = parse_scenario(CARDS_AND_TEXTS)
    acts = Panel(tuple(scenario.schemes), np.array([[10.0] * 3, [11.2] * 3, [11.2] * 3]))
    assert list(overstated(scenario, acts)) == ["shorter card"]


@pytest.mark.parametrize(
    "change",
    [
        ("ticket: 4.20, margin: 0.65", "minutes: 30"),
        ("shorter card: [", "shorter card: [leaderboard: {size: 10}, "),
    ],
)
def test_what_cards_were_seen_to_do_says_nothing_of_pay_and_of_schemes_that_do_more(change):
    assert change[0] in CARDS_AND_TEXTS
    scenario = parse_scenario(CARDS_AND_TEXTS.replace(*change))
    acts = Panel(tuple(scenario.schemes), np.array([[10.0] * 3, [11.2] * 3, [11.2] * 3]))
    assert not overstated(scenario, acts)


PRICE_CUT = CARDS_AND_TEXTS.replace("shorter card: [", "shorter card: [discount: {rate: 0.1}, ")


@pytest.mark.parametrize(
    ("text", "rise", "beyond"),
    [
        (CARDS_AND_TEXTS, 1.33, True),
        (PRICE_CUT, 1.33, False),
        (PRICE_CUT, 1.36, True),
        (CARDS_AND_TEXTS, 1.29, False),
    ],
)
def test_what_a_price_cut_was_seen_to_sell_is_within_the_evidence(text, rise, beyond):
    scenario = parse_scenario(text)
    acts = Panel(tuple(scenario.schemes), np.array([[10.0] * 3, [10.0] * 3, [10.0 * rise] * 3]))
    assert ("shorter card" in unseen(scenario, acts)) == beyond
    (note, *_) = evidence_table()["discount"]
    assert note.brief == "a tenth off, about a third more sales"


def test_a_rise_beyond_the_evidence_is_held_against_studies_of_what_the_scheme_gives():
    found = make_comparison({"none": (0.7, 0.0), "card": (0.7, 3.0)})
    acts = {name: sums.markets["acts"] for name, sums in found.gathered.sums.items()}
    found.gathered.sums["card"].markets["acts"] = 1.4 * acts["none"]
    (told,) = acts_warnings(found)
    assert told == (
        '"card": +40% acts over "none". No study listed here of what it gives found more than 30% more visits or '
        "purchases: this result is outside the evidence."
    )


@pytest.mark.parametrize(("retention", "kept"), [(0.7, True), (0.69, True), (0.71, False)])
def test_more_acts_of_customers_who_stay_no_longer_are_said_to_keep_nobody(retention, kept):
    found = make_comparison({"none": (0.7, 0.0), "card": (retention, 3.0)})
    acts = {name: sums.markets["acts"] for name, sums in found.gathered.sums.items()}
    found.gathered.sums["card"].markets["acts"] = 1.1 * acts["none"]
    (told,) = acts_warnings(found)
    assert told.startswith('acts rise under "card" by 10%')
    assert told.endswith(f"do not rely on them. {NOT_AT_ALL}") is kept
