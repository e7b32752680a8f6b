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

from loyaltysim.comparison.measures.effects import mean_effect, per_launch, unknown
from loyaltysim.mechanics.adaptation.informed import first_informed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from loyaltysim.comparison.measures.collect import SchemeSums
    from loyaltysim.comparison.measures.effects import Effect, FloatArray
    from loyaltysim.comparison.measures.gathered import Gathered
    from loyaltysim.mechanics.adaptation import Adaptation
    from loyaltysim.scenario.schema import Scenario

MOST = 0.5
"""Share of customers who have what is right for them, above which a market is right, and of such markets, above which a scheme is."""


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
    def right_at_last(self) -> float:
        """Share of customers who have what is right for them at the last decision on anybody."""
        return float(self.right_shares[self._peopled.max(initial=0)])

    @property
    def chooses(self) -> bool:
        """Whether there are variants, and a decision among them that can rest on outcomes."""
        return len(self.variants) > 1 and first_informed(self.plan) < len(self.right_shares)

    @cached_property
    def _settled(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Tell which markets have customers at a decision or later, and which of them are right for good, (periods, markets)."""
        right, everybody = self._right
        fine = (right > MOST * everybody) | (everybody == 0.0)
        peopled = np.logical_or.accumulate((everybody > 0.0)[::-1])[::-1]
        return peopled, np.logical_and.accumulate(fine[::-1])[::-1] & peopled

    @cached_property
    def right_from(self) -> int | None:
        """First decision that can rest on outcomes from which on most markets are right; None if they never are."""
        peopled, settled = (markets.sum(axis=-1) for markets in self._settled)
        there = self._peopled
        since = there[(there >= first_informed(self.plan)) & (settled > MOST * peopled)[there]]
        return int(since[0]) if since.size else None

    @property
    def right_markets(self) -> int:
        """How many markets are right by then and stay so; at the last decision where most never are."""
        return int(self._settled[1][self._since_right].sum())

    @property
    def peopled_markets(self) -> int:
        """How many markets had customers by then, or later."""
        return int(self._settled[0][self._since_right].sum())

    @property
    def _since_right(self) -> int:
        """Number of the decision since which most are right; where they never are, of the last one on anybody."""
        return int(self._peopled.max(initial=0)) if self.right_from is None else self.right_from

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

    @property
    def periods(self) -> int:
        """How many periods there were, each with a decision at its beginning."""
        return len(self._of("assigned"))

    def regret_course(self) -> list[Effect]:
        """Give the regret until the end of each period."""
        best, own = self._of("fixed_goal")[self.best].sum(axis=1), self._of("goal").sum(axis=1)
        so_far = np.cumsum(best - own, axis=0)
        return [mean_effect(per_launch(until, self.launched)) for until in so_far]

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

    def seen_uplift(self, variant: int, segment: int | None = None) -> Effect:
        """Give how much more customers with a variant did than those with the first one, as the firm sees it."""
        count, total = (_group(figures, segment) for figures in self._of("seen"))
        return _growth([total[variant], count[0]], [total[0], count[variant]])

    def true_uplift(self, variant: int, segment: int | None = None) -> Effect:
        """Give how much more there would have been, had all had a variant and not the first one."""
        fixed = _group(self._fixed, segment)
        return _growth([fixed[variant]], [fixed[0]])

    def present_types(self) -> list[tuple[int, str]]:
        """List the user types of which there was anybody at launch, with their numbers."""
        types = enumerate(self.user_types)
        return [(kind, name) for kind, name in types if self.sums.user_types[name][0].any()]

    def share_of_type(self, kind: int, variant: int) -> float:
        """Give the share of a user type that has a variant at the horizon."""
        types = self._of("types").sum(axis=-1)[:, kind]
        return ratio(types[variant], types.sum())

    def held_if_all(self, kind: int, variant: int) -> float:
        """Give the share of a user type that stays, had all had a variant."""
        launched = self.sums.user_types[self.user_types[kind]][0].sum()
        return ratio(self._of("fixed_types")[variant, kind].sum(), launched)

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


def ratio(part: float, whole: float) -> float:
    """Give a part of a whole; unknown of nothing."""
    return float(part / whole) if whole > 0 else math.nan


def _group(by_segment: FloatArray, segment: int | None) -> FloatArray:
    """Take a segment, or all together, from (variants, segments, markets)."""
    total: FloatArray = by_segment.sum(axis=1) if segment is None else by_segment[:, segment]
    return total


def _growth(above: Sequence[FloatArray], below: Sequence[FloatArray]) -> Effect:
    """Give a product of means over another, less 1, with the interval of its linearisation (delta method).

    Parameters
    ----------
    above, below
        What is multiplied, one value per market, any units, each of shape (markets,).
    """
    if any(one.sum() <= 0.0 for one in below):
        return unknown(below[0].size)
    means = [[float(one.mean()) for one in side] for side in (above, below)]
    times = math.prod(means[0]) / math.prod(means[1])
    if times == 0.0:
        return mean_effect(np.full(below[0].size, -1.0))
    up, down = (
        np.sum([one / mean for one, mean in zip(side, of, strict=True)], axis=0)
        for side, of in zip((above, below), means, strict=True)
    )
    return mean_effect(times - 1.0 + times * (up - down))


def learnt(gathered: Gathered, scenario: Scenario) -> tuple[Learnt, ...]:
    """Give the schemes that learn, in the order of the scenario."""
    found = []
    for name, sums in gathered.sums.items():
        plan = scenario.schemes[name].adaptation()
        if plan is not None and sums.adapted:
            found.append(Learnt(name, plan, sums))
    return tuple(found)
