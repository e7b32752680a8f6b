"""When a sample disagrees with what theory says, at a false-alarm rate of one in a million.

Seeds are fixed, so a test that passes once passes always; the rate says how rarely the choice of a
seed would have mattered. Every test also shows that a slightly wrong theory would be refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from scipy import stats

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    class Continuous(Protocol):
        """A distribution with its cumulative distribution function."""

        @property
        def cdf(self) -> Callable[..., Any]: ...


FALSE_ALARM = 1e-6


def agree(sample: ArrayLike, expected: float, tests: int = 1) -> bool:
    """Tell whether the mean of independent numbers may be `expected`, as one of so many tests."""
    numbers = np.asarray(sample, dtype=np.float64).ravel()
    error = numbers.std(ddof=1) / np.sqrt(numbers.size)
    limit = stats.norm.isf(FALSE_ALARM / tests / 2)
    return bool(abs(numbers.mean() - expected) <= limit * error)


def share_agrees(yes: float, trials: int, chance: float, tests: int = 1) -> bool:
    """Tell whether so many of these trials may have come out yes, each with this chance."""
    found = stats.binomtest(int(yes), trials, chance).pvalue
    return bool(found > FALSE_ALARM / tests)


def surely_fewer(yes: float, trials: int, chance: float) -> bool:
    """Tell whether so few of these trials came out yes that each surely had less than this chance."""
    return bool(stats.binom.cdf(int(yes), trials, chance) <= FALSE_ALARM)


def counts_agree(counts: ArrayLike, shares: NDArray[np.float64]) -> bool:
    """Tell whether counts of exclusive classes may have these shares (chi-square)."""
    found = np.asarray(counts, dtype=np.float64)
    expected = shares / shares.sum() * found.sum()
    return bool(stats.chisquare(found, expected).pvalue > FALSE_ALARM)


def follows(sample: ArrayLike, distribution: Continuous, tests: int = 1) -> bool:
    """Tell whether numbers may come from a continuous distribution (Kolmogorov & Smirnov)."""
    found = stats.kstest(np.asarray(sample, dtype=np.float64).ravel(), distribution.cdf)
    return bool(found.pvalue > FALSE_ALARM / tests)


def _shift(before: ArrayLike, after: ArrayLike) -> tuple[float, float]:
    difference = np.asarray(after, dtype=np.float64) - np.asarray(before, dtype=np.float64)
    error = difference.std(ddof=1) / np.sqrt(difference.size)
    return float(difference.mean()), float(stats.norm.isf(FALSE_ALARM) * error)


def rises(before: ArrayLike, after: ArrayLike) -> bool:
    """Tell whether the same customers surely have more after than before."""
    mean, limit = _shift(before, after)
    return mean > limit


def falls(before: ArrayLike, after: ArrayLike) -> bool:
    """Tell whether the same customers surely have less after than before."""
    return rises(after, before)
