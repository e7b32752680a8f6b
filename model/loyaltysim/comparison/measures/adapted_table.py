"""Every figure of schemes that learn, one row each, as files and JSON have them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from loyaltysim.comparison.measures.adaptation import learnt, ratio

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltysim.comparison.measures.adaptation import Learnt
    from loyaltysim.comparison.measures.effects import Effect
    from loyaltysim.comparison.measures.gathered import Gathered
    from loyaltysim.scenario.schema import Scenario

ALL = "all"
COLUMNS = ["scheme", "figure", "group", "variant", "value", "low", "high", "definition"]
DEFINITIONS = {
    "goal": "what the scheme got of its goal, per launch customer of the group",
    "goal_if_all": "the same, had all customers had the variant, with the same luck",
    "regret": "what the variant that is best for all would have brought more, per launch customer; negative: what learning brought",
    "regret_by_segment": "the same of the variant that is best for each segment",
    "goal_by_lot": "what the scheme would have got of its goal, had each customer been given any variant by lot, as often and with the same luck, per "
    "launch customer of the group",
    "gain_over_lot": "what the scheme got more than that, per launch customer of the group: what was learnt, without what switching alone brings",
    "right_from_day": "first decision, of those that can rest on outcomes, from which on most markets are right: more than half of their customers "
    "have the variant that is best for their segment (for all, where outcomes of everyone are taken together), and the budget is not spent",
    "right_at_last": "customers, in all markets together, who have that variant at the last decision",
    "right_markets": "share of markets (each a firm that learns from its own customers) that are right by then and stay so, of those that have "
    "customers then or later; of those that are right at the last decision where most markets never are",
    "budget_spent": "share of markets that had spent the budget by the last decision",
    "cost_of_learning": "what the best variant for all would have brought more until then, or until the horizon, per launch customer",
    "share_at_first": "customers of the group who are given the variant at the first decision",
    "share_at_last": "the same at the last decision",
    "share_of_type": "customers at the horizon of the user type who have the variant",
    "held_most_lead": "held_if_all of the variant that holds most of the user type, less that of the next one",
    "held_if_all": "customers at launch of the user type who stay, had all customers had the variant",
    "seen_uplift": "mean outcome of customers of the group with the variant above that of those with the first one, as the firm's own figures say",
    "true_uplift": "goal of the group, had all had the variant, above that, had all had the first one",
    "gain_over_best": "what the scheme got of its goal more than the variant that is best for all, per launch customer of the group",
    "reward_value": "worth of rewards, per launch customer of the group",
}


def adapted_table(gathered: Gathered, scenario: Scenario) -> pd.DataFrame:
    """Give every figure of schemes that learn, one row each; no rows where none does."""
    rows = [
        (one.scheme, figure, group, variant, *numbers, DEFINITIONS[figure])
        for one in learnt(gathered, scenario)
        for figure, group, variant, *numbers in _rows(one)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _rows(one: Learnt) -> Iterator[tuple[str, str, str, float, float, float]]:
    groups = {ALL: None, **{name: number for number, name in enumerate(one.segments)}}
    for group, segment in groups.items():
        yield ("goal", group, "", *_estimate(one.goal(segment)))
        yield ("reward_value", group, "", *_estimate(one.reward_value(segment)))
        for number, variant in enumerate(one.variants):
            for figure, decision in (("share_at_first", 0), ("share_at_last", -1)):
                yield (figure, group, variant, *_alone(one.share(decision, segment, number)))
            yield ("seen_uplift", group, variant, *_estimate(one.seen_uplift(number, segment)))
    for kind, name in one.present_types():
        for number, variant in enumerate(one.variants):
            yield ("share_of_type", name, variant, *_alone(one.share_of_type(kind, number)))
    if one.plan.budget is not None:
        yield ("budget_spent", ALL, "", *_alone(ratio(len(one.spent_from), one.launched.size)))
    if one.knows:
        yield from _rows_of_hindsight(one, groups)


def _rows_of_hindsight(
    one: Learnt, groups: dict[str, int | None]
) -> Iterator[tuple[str, str, str, float, float, float]]:
    day = math.nan if one.right_from is None else float(one.right_from * one.plan.every)
    best = one.variants[one.best]
    yield ("regret", ALL, best, *_estimate(one.regret()))
    yield ("regret_by_segment", ALL, "", *_estimate(one.regret_by_segment()))
    yield ("right_from_day", ALL, "", *_alone(day))
    yield ("right_markets", ALL, "", *_alone(ratio(one.right_markets, one.peopled_markets)))
    yield ("right_at_last", ALL, "", *_alone(one.right_at_last))
    yield ("cost_of_learning", ALL, best, *_estimate(one.cost_of_learning()))
    for group, segment in groups.items():
        yield ("goal_by_lot", group, "", *_estimate(one.goal_by_lot(segment)))
        yield ("gain_over_lot", group, "", *_estimate(one.gain_over_lot(segment)))
    for number, name in enumerate(one.segments):
        yield ("gain_over_best", name, best, *_estimate(one.gain_over_best(number)))
    for kind, name in one.present_types():
        best_of = one.variants[one.holds_most(kind)[0]]
        yield ("held_most_lead", name, best_of, *_estimate(one.held_lead(kind)))
    for number, variant in enumerate(one.variants):
        for group, segment in groups.items():
            yield ("goal_if_all", group, variant, *_estimate(one.goal_if_all(number, segment)))
            yield ("true_uplift", group, variant, *_estimate(one.true_uplift(number, segment)))
        for kind, name in one.present_types():
            yield ("held_if_all", name, variant, *_alone(one.held_if_all(kind, number)))


def _estimate(effect: Effect) -> tuple[float, float, float]:
    return effect.estimate, effect.low, effect.high


def _alone(value: float) -> tuple[float, float, float]:
    return value, math.nan, math.nan
