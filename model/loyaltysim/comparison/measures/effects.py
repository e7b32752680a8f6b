"""Paired effects over markets: estimates, 95% intervals, ties, ratios.

Markets are independent, identically distributed and of equal size, and the schemes of a market share
its customers and their luck. So a market is the unit of observation, and an effect is the mean over
markets of the paired differences, with an interval by Student's t.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

FloatArray = NDArray[np.float64]

LEVEL = 0.95


@dataclass(frozen=True)
class Effect:
    """An estimate with its interval; what cannot be known is NaN."""

    estimate: float
    low: float
    high: float
    se: float
    markets: int

    @property
    def same(self) -> bool:
        """Whether what was compared is identical in every market."""
        return self.low == self.estimate == self.high == 0.0

    def clear(self, tests: int = 1) -> bool:
        """Tell whether luck alone is not behind a mean, by an interval so long that so many hold together (Bonferroni)."""
        level = 1 - (1 - LEVEL) / tests
        return abs(self.estimate) > t_quantile(self.markets, level) * self.se

    @property
    def half_width(self) -> float:
        """Half the length of the interval."""
        return (self.high - self.low) / 2


def unknown(markets: int) -> Effect:
    """Give the effect of which these markets tell nothing."""
    return Effect(math.nan, math.nan, math.nan, math.nan, markets)


def t_quantile(markets: int, level: float = LEVEL) -> float:
    """Give the two-sided quantile of Student's t with one degree of freedom less than markets."""
    return float(stdtrit(markets - 1, (1 + level) / 2))


def mean_effect(values: FloatArray, level: float = LEVEL) -> Effect:
    """Estimate a mean over markets with its t interval.

    Identical zeros are a tie: the interval is [0, 0], whatever the number of markets. One market has
    an estimate and no interval.

    Parameters
    ----------
    values
        One value per market, any unit, shape (markets,).
    level
        Chance that the interval covers the true mean.
    """
    markets = len(values)
    if markets == 0:
        return unknown(0)
    if not values.any():
        return Effect(0.0, 0.0, 0.0, 0.0, markets)
    estimate = float(values.mean())
    if markets == 1:
        return Effect(estimate, math.nan, math.nan, math.nan, 1)
    se = float(values.std(ddof=1)) / math.sqrt(markets)
    half = t_quantile(markets, level) * se
    return Effect(estimate, estimate - half, estimate + half, se, markets)


def per_launch(total: FloatArray, launched: FloatArray) -> FloatArray:
    """Give each market's share in the ratio of two sums over markets.

    The mean of the result is sum(total) / sum(launched), and its spread over markets is that of the
    ratio (linearisation of the ratio estimator; with equal `launched` it is total / launched itself).

    Parameters
    ----------
    total
        Sum over the customers of a market, any unit, shape (markets,).
    launched
        Customers at launch, shape (markets,).

    References
    ----------
    Cochran (1977), Sampling Techniques, 3rd ed., sections 2.11 and 6.3.
    """
    if not launched.any():
        return np.full(len(launched), math.nan)
    mean = float(launched.mean())
    if (launched == mean).all():
        return total / launched
    ratio = float(total.sum()) / float(launched.sum())
    return ratio + (total - ratio * launched) / mean


def ratio_effect(numerator: FloatArray, denominator: FloatArray, level: float = LEVEL) -> Effect:
    """Estimate a ratio of two means over markets with Fieller's interval.

    The interval holds every ratio r for which the mean of numerator - r denominator is not
    distinguishable from zero. It is finite only where the denominator's own interval is above zero;
    elsewhere the ratio has no useful value and the answer is NaN.

    Parameters
    ----------
    numerator, denominator
        One value per market, any units, shape (markets,).
    level
        Chance that the interval covers the true ratio.

    References
    ----------
    Fieller (1954), Some problems in interval estimation, J. R. Stat. Soc. B 16, 175-185.
    """
    markets = len(numerator)
    below = mean_effect(denominator, level)
    if not below.low > 0:
        return unknown(markets)
    top = float(numerator.mean())
    spread = np.cov(numerator, denominator) * (t_quantile(markets, level) ** 2 / markets)
    a = below.estimate**2 - float(spread[1, 1])
    b = top * below.estimate - float(spread[0, 1])
    c = top**2 - float(spread[0, 0])
    root = math.sqrt(max(b * b - a * c, 0.0))
    estimate = top / below.estimate
    se = math.sqrt(float(np.var(numerator - estimate * denominator, ddof=1)) / markets)
    return Effect(estimate, (b - root) / a, (b + root) / a, se / below.estimate, markets)
