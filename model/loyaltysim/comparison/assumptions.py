"""What the answer owes to the behavioural constants, which nobody knows exactly.

Plausible sets of constants are drawn between their bounds, and all schemes are played under each, with
the same luck and the same few markets. A few are enough: the schemes share the markets' noise, and
the main result has settled luck and customers already.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scipy.special import ndtri

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from loyaltysim.comparison.effects import FloatArray
    from loyaltysim.comparison.flips import Flip

FEWEST_DRAWS = 10
"""Draws below which nothing is concluded from them: neither whether an answer holds (three of three may
be chance) nor which constant decides it (any of dozens would fit so few)."""


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

    def best(self, scheme: str) -> Share:
        """Count the draws in which a scheme is highest; schemes that tie share the draw."""
        highest = self.values == self.values.max(axis=1, keepdims=True)
        parts = highest / highest.sum(axis=1, keepdims=True)
        return Share(float(parts[:, self.schemes.index(scheme)].sum()), len(parts))
