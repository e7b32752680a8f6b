"""What a firm that adapts knows, and how it decides: nothing here can see more than the firm does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.mechanics.adaptation.beliefs import Tally, means, personal, thompson
from loyaltysim.mechanics.adaptation.linear import Regression
from loyaltysim.mechanics.adaptation.period import features
from loyaltysim.mechanics.adaptation.plan import FEATURES, Policy, Whom
from loyaltysim.randomness import normal

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from loyaltysim.hooks import Rows
    from loyaltysim.mechanics.adaptation.period import Period
    from loyaltysim.mechanics.adaptation.plan import Adaptation
    from loyaltysim.randomness import Float64

IDLE, LIGHT, HEAVY, NEW = range(4)
"""Classes of behaviour: no act in the last period, at most as many as those who acted did on average, more; not yet seen."""
CLASSES = 4
HALF_STEP = 2.0**-25
"""Keeps the normal quantile of a uniform of 24 bits finite."""


class AdaptiveFirm:
    """The decisions of the firms of some markets, each by its own customers.

    Parameters
    ----------
    plan
        What they may do.
    market, segment
        Of each customer, shape (n,).
    shape
        How many markets and segments there are.
    lots
        Two uniforms of each customer that never change, shape (2, n): the second one for who is given a variant by lot once more.
    """

    def __init__(
        self,
        plan: Adaptation,
        market: NDArray[np.intp],
        segment: NDArray[np.int8],
        shape: tuple[int, int],
        lots: Float64,
    ) -> None:
        self._plan, self._market = plan, market
        self._markets, segments = shape
        variants, n = len(plan.names), market.size
        self._lots: NDArray[np.intp]
        self._other_lots: NDArray[np.intp]
        self._lots, self._other_lots = (lots * variants).astype(np.intp)
        self._classes = {Whom.SEGMENT: segments, Whom.BEHAVIOUR: CLASSES}.get(plan.whom, 1)
        self._class = np.zeros(n, np.intp)
        if plan.whom is Whom.SEGMENT:
            self._class = segment.astype(np.intp)
        if plan.whom is Whom.BEHAVIOUR:
            self._class = np.full(n, NEW)
        self.tally = Tally.empty(variants, self._markets * self._classes)
        self._knows = np.zeros(self._markets, np.bool_)
        self._day = 0
        self._won: NDArray[np.intp] | None = None
        self._own_count, self._own_total = np.zeros((2, variants, n if self._personal else 0))
        self._linear = Regression.empty(variants, self._markets)
        self._features = np.zeros((FEATURES, n))
        self._features[0] = 1.0
        self.spent_up = np.zeros(self._markets, np.bool_)
        """Which markets have spent their budget."""

    @property
    def _personal(self) -> bool:
        return self._plan.whom is Whom.PERSON

    @property
    def _cell(self) -> NDArray[np.intp]:
        """Number of each customer's cell: a class of customers in a market."""
        return self._market * self._classes + self._class

    def learn(
        self, period: Period, rows: Rows, variant: NDArray[np.intp], settled: NDArray[np.bool_]
    ) -> None:
        """Take in what customers did since the last decision.

        Parameters
        ----------
        rows, variant
            Who had which variant since then.
        settled
            Whose washout was over when the period began, shape (rows,): of the others nothing is learnt but how they behave.
        """
        self._forget()
        self._take_in(period, rows[settled], variant[settled])
        self._look(period, rows)
        self._end_test()

    def _take_in(self, period: Period, rows: Rows, variant: NDArray[np.intp]) -> None:
        if not rows.size:
            return
        self._knows[self._market[rows]] = True
        outcome = period.goal(self._plan.goal)[rows]
        self.tally.add(variant, self._cell[rows], outcome)
        if self._personal:
            self._own_count[variant, rows] += 1.0
            self._own_total[variant, rows] += outcome
        if self._plan.policy is Policy.LINEAR_THOMPSON:
            self._linear.add(
                variant, self._market[rows], self._features.take(rows, axis=1), outcome
            )

    def _forget(self) -> None:
        """Let what was seen lose weight: 2^(-days/memory)."""
        plan = self._plan
        if plan.memory is None:
            return
        kept = 2.0 ** (-plan.every / plan.memory)
        self.tally.fade(kept)
        self._linear.fade(kept)
        self._own_count *= kept
        self._own_total *= kept

    def _end_test(self) -> None:
        """Know what was best in each class for good, at the first decision after the days of the test."""
        self._day += self._plan.every
        if self._won is None and self._day >= self._plan.test_days:
            self._won = means(self.tally, self._markets).argmax(axis=0)

    def _look(self, period: Period, rows: Rows) -> None:
        """See how customers behave now."""
        market = self._market[rows]
        if self._plan.whom is Whom.BEHAVIOUR:
            acts = period.acts[rows]
            total = np.bincount(market, acts, self._markets)
            active = np.bincount(market[acts > 0.0], minlength=self._markets)
            usual = (total / np.maximum(active, 1))[market]
            self._class[rows] = np.where(acts == 0.0, IDLE, np.where(acts > usual, HEAVY, LIGHT))
        if self._plan.policy is Policy.LINEAR_THOMPSON:
            seen = features(period, rows, market, self._plan.sees)
            for number, feature in seen.items():
                self._features[number, rows] = feature

    def decide(self, rows: Rows, luck: Callable[[str], NDArray[np.float32]]) -> NDArray[np.intp]:
        """Choose a variant for each of some customers, shape (rows,).

        Parameters
        ----------
        luck
            Gives today's uniforms of a decision, shape (n,).
        """
        chosen = self._choose(rows, luck)
        chosen[self.spent_up[self._market[rows]]] = 0
        return chosen

    def _choose(self, rows: Rows, luck: Callable[[str], NDArray[np.float32]]) -> NDArray[np.intp]:
        if self._plan.policy is Policy.SPLIT:
            return self._split(rows)
        chosen, knows = self._lots[rows], self._knows[self._market[rows]]
        if knows.any():
            chosen[knows] = self._weighed(rows[knows], luck)
        return chosen

    def _weighed(self, rows: Rows, luck: Callable[[str], NDArray[np.float32]]) -> NDArray[np.intp]:
        if self._plan.policy is Policy.EPSILON_GREEDY:
            return self._greedy(rows, luck)
        drawn = self._drawn(rows, self._normals(rows, luck))
        best: NDArray[np.intp] = drawn.argmax(axis=0)
        return best

    def _normals(self, rows: Rows, luck: Callable[[str], NDArray[np.float32]]) -> Float64:
        uniforms = [luck(f"adapt:{name}").take(rows) for name in self._plan.names]
        return normal(np.stack(uniforms).astype(np.float64) + HALF_STEP)

    def _drawn(self, rows: Rows, z: Float64) -> Float64:
        if self._plan.policy is Policy.LINEAR_THOMPSON:
            _, variance = self.tally.by_market(self._markets).spread()
            return self._linear.draw(
                self._market[rows], self._features.take(rows, axis=1), variance, z
            )
        if self._personal:
            own = self._own_count[:, rows], self._own_total[:, rows]
            whole = self.tally.by_market(self._markets)
            return personal(*own, whole, self._market[rows], z)
        return thompson(self.tally, self._cell[rows], z)

    def _split(self, rows: Rows) -> NDArray[np.intp]:
        """Try all alike until the test is over; then give each class what was best in it, for good."""
        if self._won is None:
            return self._lots[rows]
        if self._plan.by_lot:
            return self._other_lots[rows]
        won: NDArray[np.intp] = self._won[self._cell[rows]]
        return won

    def _greedy(self, rows: Rows, luck: Callable[[str], NDArray[np.float32]]) -> NDArray[np.intp]:
        """Give most customers what is best so far, and some any variant."""
        if self._personal:
            best = self._drawn(rows, np.zeros((len(self._plan.names), rows.size))).argmax(axis=0)
        else:
            best = means(self.tally, self._markets).argmax(axis=0)[self._cell[rows]]
        tries = luck("adapt:try").take(rows) < self._plan.epsilon
        which = (luck("adapt:which").take(rows) * len(self._plan.names)).astype(np.intp)
        return np.where(tries, which, best)
