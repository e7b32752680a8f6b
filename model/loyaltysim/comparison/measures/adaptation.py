"""What schemes that learn came to, beside each of their variants for everybody, and all by lot: exact, for luck is the same.

What a firm sees of its variants is set beside what they do: who has a variant is no accident in a scheme that chooses, so that
its own figures mislead by the customers it chose (self-selection).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from loyaltysim.comparison.measures.effects import mean_effect, per_launch, unknown
from loyaltysim.mechanics.adaptation.informed import first_informed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from loyaltysim.comparison.measures.collect import SchemeSums
    from loyaltysim.comparison.measures.effects import Effect, FloatArray
    from loyaltysim.comparison.measures.gathered import Gathered
    from loyaltysim.mechanics.adaptation import Adaptation
    from loyaltysim.scenario.schema import Scenario

MOST = 0.5
"""Share of customers who have what is right for them, above which a scheme counts as right."""
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
    "right_from_day": "first decision, of those that can rest on outcomes, from which on more than half of the customers have the variant that is "
    "best for their segment (for all, where outcomes of everyone are taken together), in a market that has not spent its budget",
    "right_markets": "share of markets (each a firm that learns from its own customers) that are right by then and stay so, of those that have "
    "customers then or later; of those that are right at the last decision where most never are",
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


@dataclass(frozen=True)
class Learnt:
    """One scheme that learns, with all its markets."""

    scheme: str
    plan: Adaptation
    sums: SchemeSums

    @property
    def variants(self) -> tuple[str, ...]:
        """Names of the variants."""
        return self.plan.names

    @property
    def segments(self) -> tuple[str, ...]:
        """Names of the segments."""
        return tuple(self.sums.segments)

    @property
    def user_types(self) -> tuple[str, ...]:
        """Names of the user types."""
        return tuple(self.sums.user_types)

    @property
    def knows(self) -> bool:
        """Whether it was played what would have been best."""
        return "fixed_goal" in self.sums.adapted

    def _of(self, name: str) -> FloatArray:
        return self.sums.adapted[name]

    @property
    def launched(self) -> FloatArray:
        """Customers at launch, shape (markets,)."""
        return self.sums.markets["launched"]

    @cached_property
    def _fixed(self) -> FloatArray:
        """Give the goal had all had a variant, (variants, segments, markets)."""
        total: FloatArray = self._of("fixed_goal").sum(axis=1)
        return total

    @cached_property
    def best(self) -> int:
        """Number of the variant that is best for all, in hindsight."""
        return int(self._fixed.sum(axis=(1, 2)).argmax())

    @cached_property
    def best_of_segments(self) -> list[int]:
        """Number of the variant that is best for each segment, in hindsight."""
        return [int(number) for number in self._fixed.sum(axis=2).argmax(axis=0)]

    @property
    def alike(self) -> bool:
        """Whether outcomes of everyone are taken together, so that one variant is right for all."""
        return self.plan.whom == "everyone" and self.plan.policy != "linear_thompson"

    @property
    def right(self) -> list[int]:
        """Number of the variant that is right for customers of each segment."""
        return [self.best] * len(self.segments) if self.alike else self.best_of_segments

    @cached_property
    def _right(self) -> tuple[FloatArray, FloatArray]:
        """Count customers who have what is right for them, and all, at each decision, each of shape (periods, markets).

        Whoever is given the first variant since the budget is spent has it by nothing that was learnt.
        """
        assigned = self._of("assigned")
        right = np.sum([assigned[:, one, number] for number, one in enumerate(self.right)], axis=0)
        return right * ~self._spent, assigned.sum(axis=(1, 2))

    @cached_property
    def right_shares(self) -> FloatArray:
        """Share of customers who have what is right for them at each decision, shape (periods,)."""
        right, everybody = (counts.sum(axis=-1) for counts in self._right)
        shares: FloatArray = right / np.maximum(everybody, 1.0)
        return shares

    @cached_property
    def _peopled(self) -> NDArray[np.intp]:
        """Numbers of the decisions at which there was anybody to decide on."""
        return np.flatnonzero(self._right[1].sum(axis=-1))

    @property
    def chooses(self) -> bool:
        """Whether there is a decision that can rest on outcomes."""
        return first_informed(self.plan) < len(self.right_shares)

    @cached_property
    def right_from(self) -> int | None:
        """First decision that can rest on outcomes from which on it is right for most; None if it never is."""
        there = self._peopled
        wrong = there[self.right_shares[there] <= MOST]
        first = max(first_informed(self.plan), wrong.max(initial=-1) + 1)
        since = there[there >= first]
        return int(since[0]) if since.size else None

    @property
    def right_markets(self) -> int:
        """How many markets are right by then and stay so; at the last decision where most never are."""
        right, everybody = self._since_right
        always = (right > MOST * everybody) | (everybody == 0.0)
        return int((always.all(axis=0) & everybody.any(axis=0)).sum())

    @property
    def peopled_markets(self) -> int:
        """How many markets had customers by then, or later."""
        return int(self._since_right[1].any(axis=0).sum())

    @property
    def _since_right(self) -> tuple[FloatArray, FloatArray]:
        """Count the same since it is right for most; where it never is, since the last decision on anybody."""
        right, everybody = self._right
        since = self.right_from
        if since is None:
            since = int(self._peopled.max(initial=0))
        return right[since:], everybody[since:]

    @property
    def spenders(self) -> NDArray[np.bool_]:
        """Which markets had spent the budget by the last decision, shape (markets,)."""
        return np.asarray(self._spent.any(axis=0), np.bool_)

    @property
    def spent_from(self) -> list[int]:
        """First decision by which the budget was spent, of each market that spent it."""
        return [int(number) for number in self._spent.argmax(axis=0)[self.spenders]]

    @property
    def _spent(self) -> NDArray[np.bool_]:
        """Which markets had spent the budget by a decision, shape (periods, markets)."""
        return np.asarray(self._of("spent_up") > 0.0, np.bool_)

    def share(self, decision: int, segment: int | None, variant: int) -> float:
        """Give the share of customers who have a variant at a decision; of all segments where none is named."""
        assigned = self._of("assigned")[decision].sum(axis=-1)
        group = assigned.sum(axis=1) if segment is None else assigned[:, segment]
        return float(group[variant] / max(group.sum(), 1.0))

    def regret(self) -> Effect:
        """Give what the best variant for all would have brought more, per launch customer."""
        return self._more(self._fixed[self.best].sum(axis=0))

    def regret_by_segment(self) -> Effect:
        """Give what the best variant for each segment would have brought more."""
        segments = enumerate(self.best_of_segments)
        return self._more(np.sum([self._fixed[one, number] for number, one in segments], axis=0))

    def cost_of_learning(self) -> Effect:
        """Give what the best variant for all would have brought more until the scheme was right."""
        until = len(self.right_shares) if self.right_from is None else self.right_from
        best = self._of("fixed_goal")[self.best, :until].sum(axis=(0, 1))
        return self._more(best, until)

    def _more(self, best: FloatArray, until: int | None = None) -> Effect:
        """Give what would have been brought more, in some periods or in all, per launch customer."""
        own = self._of("goal")[:until].sum(axis=(0, 1))
        return mean_effect(per_launch(best, self.launched) - per_launch(own, self.launched))

    def goal(self, segment: int | None = None) -> Effect:
        """Give what it got of its goal, per launch customer."""
        return self._per_launch(self._of("goal").sum(axis=0), segment)

    def goal_if_all(self, variant: int, segment: int | None = None) -> Effect:
        """Give the goal had all had a variant, per launch customer."""
        return self._per_launch(self._fixed[variant], segment)

    def gain_over_best(self, segment: int) -> Effect:
        """Give what it got of its goal more than the variant that is best for all, per launch customer of a segment."""
        own = self._of("goal").sum(axis=0)
        return self._per_launch(own - self._fixed[self.best], segment)

    def goal_by_lot(self, segment: int | None = None) -> Effect:
        """Give the goal, had customers been given variants by lot as often, per launch customer."""
        return self._per_launch(self._of("lot_goal").sum(axis=0), segment)

    def gain_over_lot(self, segment: int | None = None) -> Effect:
        """Give what it got of its goal more than by lot, which is what was learnt, per launch customer."""
        more = (self._of("goal") - self._of("lot_goal")).sum(axis=0)
        return self._per_launch(more, segment)

    def reward_value(self, segment: int | None = None) -> Effect:
        """Give the worth of rewards, per launch customer."""
        return self._per_launch(self._of("value"), segment)

    def _per_launch(self, by_segment: FloatArray, segment: int | None) -> Effect:
        if segment is None:
            return mean_effect(per_launch(by_segment.sum(axis=0), self.launched))
        launched = self.sums.segments[self.segments[segment]][0]
        return mean_effect(per_launch(by_segment[segment], launched))

    def seen_uplift(self, variant: int, segment: int | None = None) -> float:
        """Give how much more customers with a variant did than those with the first one, as the firm sees it."""
        count, total = self._of("seen").sum(axis=-1)
        if segment is None:
            count, total = count.sum(axis=1), total.sum(axis=1)
        else:
            count, total = count[:, segment], total[:, segment]
        return _above(_ratio(total[variant], count[variant]), _ratio(total[0], count[0]))

    def true_uplift(self, variant: int, segment: int | None = None) -> float:
        """Give how much more there would have been, had all had a variant and not the first one."""
        fixed = self._fixed.sum(axis=-1)
        group = fixed.sum(axis=1) if segment is None else fixed[:, segment]
        return _above(float(group[variant]), float(group[0]))

    def share_of_type(self, kind: int, variant: int) -> float:
        """Give the share of a user type that has a variant at the horizon."""
        types = self._of("types").sum(axis=-1)[:, kind]
        return _ratio(types[variant], types.sum())

    def held_if_all(self, kind: int, variant: int) -> float:
        """Give the share of a user type that stays, had all had a variant."""
        launched = self.sums.user_types[self.user_types[kind]][0].sum()
        return _ratio(self._of("fixed_types")[variant, kind].sum(), launched)

    def holds_most(self, kind: int) -> list[int]:
        """Give the variants of which luck does not tell that another would hold more of a user type, the best first."""
        best, *others = self._by_held(kind)
        return [best, *(one for one in others if not self._held_more(kind, best, one).low > 0.0)]

    def held_lead(self, kind: int) -> Effect:
        """Give how much more of a user type the variant that holds most would hold than the next one; unknown of one alone."""
        best, *others = self._by_held(kind)
        return self._held_more(kind, best, others[0]) if others else unknown(self.launched.size)

    def _by_held(self, kind: int) -> list[int]:
        held = self._of("fixed_types")[:, kind].sum(axis=1)
        return sorted(range(len(held)), key=lambda one: -held[one])

    def _held_more(self, kind: int, one: int, other: int) -> Effect:
        launched, held = self.sums.user_types[self.user_types[kind]][0], self._of("fixed_types")
        return mean_effect(per_launch(held[one, kind] - held[other, kind], launched))


def _ratio(part: float, whole: float) -> float:
    return float(part / whole) if whole > 0 else math.nan


def _above(value: float, base: float) -> float:
    return value / base - 1.0 if base > 0 else math.nan


def learnt(gathered: Gathered, scenario: Scenario) -> tuple[Learnt, ...]:
    """Give the schemes that learn, in the order of the scenario."""
    found = []
    for name, sums in gathered.sums.items():
        plan = scenario.schemes[name].adaptation()
        if plan is not None and sums.adapted:
            found.append(Learnt(name, plan, sums))
    return tuple(found)


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
            yield ("seen_uplift", group, variant, *_alone(one.seen_uplift(number, segment)))
    for kind, name in enumerate(one.user_types):
        for number, variant in enumerate(one.variants):
            yield ("share_of_type", name, variant, *_alone(one.share_of_type(kind, number)))
    if one.plan.budget is not None:
        yield ("budget_spent", ALL, "", *_alone(_ratio(len(one.spent_from), one.launched.size)))
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
    yield ("right_markets", ALL, "", *_alone(_ratio(one.right_markets, one.peopled_markets)))
    yield ("cost_of_learning", ALL, best, *_estimate(one.cost_of_learning()))
    for group, segment in groups.items():
        yield ("goal_by_lot", group, "", *_estimate(one.goal_by_lot(segment)))
        yield ("gain_over_lot", group, "", *_estimate(one.gain_over_lot(segment)))
    for number, name in enumerate(one.segments):
        yield ("gain_over_best", name, best, *_estimate(one.gain_over_best(number)))
    for kind, name in enumerate(one.user_types):
        best_of = one.variants[one.holds_most(kind)[0]]
        yield ("held_most_lead", name, best_of, *_estimate(one.held_lead(kind)))
    for number, variant in enumerate(one.variants):
        for group, segment in groups.items():
            yield ("goal_if_all", group, variant, *_estimate(one.goal_if_all(number, segment)))
            yield ("true_uplift", group, variant, *_alone(one.true_uplift(number, segment)))
        for kind, name in enumerate(one.user_types):
            yield ("held_if_all", name, variant, *_alone(one.held_if_all(kind, number)))


def _estimate(effect: Effect) -> tuple[float, float, float]:
    return effect.estimate, effect.low, effect.high


def _alone(value: float) -> tuple[float, float, float]:
    return value, math.nan, math.nan
