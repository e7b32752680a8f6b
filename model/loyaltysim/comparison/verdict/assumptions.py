"""What the answer owes to the behavioural constants, which nobody knows exactly.

Plausible sets of constants are drawn between their bounds, and all schemes are played under each, with
the same luck and the same few markets. A few are enough: the schemes share the markets' noise, and
the main result has settled luck and customers already.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

from loyaltysim.comparison.verdict.how_many import FEWEST_DRAWS
from loyaltysim.language import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd
    from numpy.typing import NDArray

    from loyaltysim.comparison.measures.effects import FloatArray
    from loyaltysim.comparison.verdict.flips import Flip

CENTRAL_FROM = 20
"""Draws from which on a spread is the central 90%; of fewer it is all, from the lowest to the highest."""


@dataclass(frozen=True)
class Share:
    """A share of draws with Wilson's 95% interval.

    References
    ----------
    Wilson (1927), Probable inference, the law of succession, and statistical inference,
    J. Am. Stat. Assoc. 22, 209-212.
    """

    hits: float
    draws: int

    @property
    def estimate(self) -> float:
        """The share itself."""
        return self.hits / self.draws if self.draws else math.nan

    @property
    def low(self) -> float:
        """Lower bound."""
        return self._bound(-1.0)

    @property
    def high(self) -> float:
        """Upper bound."""
        return self._bound(1.0)

    def _bound(self, side: float) -> float:
        if not self.draws:
            return math.nan
        z, n, p = float(ndtri(0.975)), self.draws, self.estimate
        half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return min(1.0, max(0.0, (p + z * z / (2 * n) + side * half) / (1 + z * z / n)))


def share_of(draws: NDArray[np.bool_]) -> Share:
    """Count the draws for which something holds, shape (draws,)."""
    return Share(float(draws.sum()), len(draws))


@dataclass(frozen=True)
class Spread:
    """From where to where a figure lies over the draws."""

    low: float
    high: float
    draws: int

    @property
    def over(self) -> str:
        """Say what it spans."""
        models = say("{draws} plausible models", draws=self.draws)
        if self.draws < CENTRAL_FROM:
            return models
        return say("the central 90% of {models}", models=models)


def spread_of(values: FloatArray) -> Spread:
    """Give the spread of a figure, any unit, shape (draws,)."""
    tails = (0.05, 0.95) if len(values) >= CENTRAL_FROM else (0.0, 1.0)
    low, high = np.quantile(values, tails)
    return Spread(float(low), float(high), len(values))


@dataclass(frozen=True)
class Assumptions:
    """The compared metric of every scheme under every draw of the constants."""

    draws: pd.DataFrame
    """One row a draw and scheme: draw, scheme, retention, difference, profit."""

    constants: pd.DataFrame
    """One row a draw, one column a constant."""

    schemes: tuple[str, ...]
    values: FloatArray
    """The compared metric per launch customer, shape (draws, schemes)."""

    markets: int
    """Markets played in every draw."""

    leader: str
    """The scheme that is highest in the main result."""

    ahead: Share
    """Draws in which the leader is above every other scheme."""

    holds: Share
    """Draws in which it is above every other scheme by at least what matters."""

    flips: tuple[Flip, ...]
    """Constants that turn the lead over the runner-up round."""

    reference: frozenset[str] = frozenset()
    """Schemes that no firm could run, and that are therefore never the best."""

    @property
    def contenders(self) -> tuple[str, ...]:
        """Schemes that a firm could run."""
        return tuple(scheme for scheme in self.schemes if scheme not in self.reference)

    def _contending(self) -> FloatArray:
        """Give the values of the contenders, shape (draws, contenders)."""
        columns = [self.schemes.index(scheme) for scheme in self.contenders]
        values: FloatArray = self.values[:, columns]
        return values

    @property
    def tell(self) -> bool:
        """Whether there are enough draws to conclude anything from them."""
        return len(self.values) >= FEWEST_DRAWS

    def lead(self, scheme: str, others: Iterable[str]) -> FloatArray:
        """Give a scheme's lead over the best of others in every draw, shape (draws,)."""
        columns = [self.schemes.index(other) for other in others]
        lead: FloatArray = self.values[:, self.schemes.index(scheme)] - self.values[:, columns].max(
            axis=1
        )
        return lead

    def safe(self, scheme: str, matters: float) -> Share:
        """Count the draws in which no scheme is ahead of this one by what matters."""
        regret = self._contending().max(axis=1) - self.values[:, self.schemes.index(scheme)]
        return share_of(regret < matters)

    def spread(self, figure: str, scheme: str, other: str | None = None) -> Spread:
        """Spread a column of `draws` for a scheme, or for a scheme minus another."""
        return spread_of(self.over(figure, scheme, other))

    def over(self, figure: str, scheme: str, other: str | None = None) -> FloatArray:
        """Give a column of `draws` for a scheme, or for a scheme minus another, shape (draws,)."""
        own = self._column(figure, scheme)
        return own if other is None else own - self._column(figure, other)

    def _column(self, figure: str, scheme: str) -> FloatArray:
        """Give a column of `draws` for a scheme, in the order of the draws, shape (draws,)."""
        rows = self.draws[self.draws["scheme"] == scheme].sort_values("draw")
        column: FloatArray = rows[figure].to_numpy()
        return column

    def reaching(self, figure: str, scheme: str, other: str, least: float) -> Share:
        """Count the draws in which a column of `draws` is at least so much higher for a scheme than for another."""
        return share_of(self.over(figure, scheme, other) >= least)

    def gap(self, scheme: str, other: str) -> Spread:
        """Spread the compared metric of a scheme minus that of another."""
        return spread_of(self.lead(scheme, [other]))

    def apart(self, schemes: Iterable[str]) -> FloatArray:
        """Give how far apart schemes are in the compared metric, shape (draws,)."""
        columns = [self.schemes.index(scheme) for scheme in schemes]
        distance: FloatArray = np.ptp(self.values[:, columns], axis=1)
        return distance

    def farthest(self, schemes: Iterable[str]) -> tuple[str, str, float]:
        """Name the scheme that may be furthest ahead of another, that other, and how far ahead."""
        leads = (
            (one, other, spread_of(self.lead(one, [other])).high)
            for one, other in permutations(schemes, 2)
        )
        return max(leads, key=lambda lead: lead[2])

    @property
    def tied(self) -> bool:
        """Whether several schemes are highest in any draw."""
        return bool((self._highest().sum(axis=1) > 1).any())

    def best(self, scheme: str) -> Share:
        """Count the draws in which a scheme is highest; schemes that tie share the draw. Unknown for one that is for reference."""
        if scheme in self.reference:
            return Share(math.nan, len(self.values))
        highest = self._highest()
        parts = highest / highest.sum(axis=1, keepdims=True)
        return Share(float(parts[:, self.contenders.index(scheme)].sum()), len(parts))

    def ahead_of_all(self, scheme: str) -> Share:
        """Count the draws in which a scheme is above every other contender; in a tie nobody is."""
        highest = self._highest()
        alone = highest.sum(axis=1) == 1
        return share_of(highest[:, self.contenders.index(scheme)] & alone)

    def _highest(self) -> NDArray[np.bool_]:
        """Tell which contenders are highest in each draw, shape (draws, contenders)."""
        values = self._contending()
        highest: NDArray[np.bool_] = values == values.max(axis=1, keepdims=True)
        return highest
