"""One metric of every scheme in every market: means, paired differences, covariances."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.comparison.measures.effects import LEVEL, Effect, FloatArray, mean_effect

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Panel:
    """Values of a metric per launch customer, shape (schemes, markets)."""

    schemes: tuple[str, ...]
    by_market: FloatArray

    def among(self, schemes: Sequence[str]) -> Panel:
        """Give the panel of some of the schemes, in the order of the panel."""
        rows = [row for row, scheme in enumerate(self.schemes) if scheme in schemes]
        return Panel(tuple(self.schemes[row] for row in rows), self.by_market[rows])

    def of(self, scheme: str) -> FloatArray:
        """Give a scheme's value in each market, shape (markets,)."""
        return np.asarray(self.by_market[self.schemes.index(scheme)])

    def means(self) -> FloatArray:
        """Give the mean of every scheme, shape (schemes,)."""
        return np.asarray(self.by_market.mean(axis=1))

    def mean(self, scheme: str) -> Effect:
        """Estimate the metric under a scheme."""
        return mean_effect(self.of(scheme))

    def difference(self, scheme: str, other: str, level: float = LEVEL) -> Effect:
        """Estimate by how much a scheme exceeds another, over the same markets."""
        return mean_effect(self.of(scheme) - self.of(other), level)

    def lead(self, scheme: str, other: str) -> Effect:
        """Estimate a difference with an interval that holds together with those of all other pairs.

        The error of 5% is shared out among the pairs of schemes (Bonferroni): which of them is looked
        at may depend on the results, as the leader's pairs do.
        """
        count = len(self.schemes)
        pairs = max(1, count * (count - 1) // 2)
        return self.difference(scheme, other, 1 - (1 - LEVEL) / pairs)

    def covariance(self) -> FloatArray:
        """Give the covariance of the schemes' means, shape (schemes, schemes).

        It holds the standard error of every contrast of schemes c: sqrt(c' covariance c).
        """
        markets = self.by_market.shape[1]
        if markets < 2:
            return np.full((len(self.schemes),) * 2, math.nan)
        return np.asarray(np.atleast_2d(np.cov(self.by_market)) / markets)

    def firm_spread(self, scheme: str, other: str, share: float) -> float:
        """Give the standard deviation of the difference in a single firm.

        Parameters
        ----------
        share
            Customers of the firm over customers of a market.
        """
        difference = self.of(scheme) - self.of(other)
        if len(difference) < 2:
            return math.nan
        return float(difference.std(ddof=1)) / math.sqrt(share)

    def ranked(self) -> tuple[str, ...]:
        """Name the schemes from the highest mean to the lowest; ties keep their order."""
        order = np.argsort(-self.means(), kind="stable")
        return tuple(self.schemes[row] for row in order)
