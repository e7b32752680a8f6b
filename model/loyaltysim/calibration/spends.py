"""What customers usually spend: lognormal, of one kind or of two.

A few wholesalers among consumers widen a single lognormal distribution until it fits neither. So two kinds of customers are tried, whose
usual spends are lognormal with the same variation and different means; they are believed in where they raise the likelihood
by more than their two parameters may (Schwarz 1978, *Annals of Statistics* 6(2), 461-464), and where these end inside their limits. Variation
is told from logarithms, which one huge purchase moves little; the mean is that of the amounts, so that money adds up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import optimize, special

from loyaltysim.calibration.forecasts.likelihood import thinned

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.calibration.forecasts.history import History

    Float64 = NDArray[np.float64]

_MOST = 4_000
_LEAST = 0.01
"""Share of a customer's mean as which a smaller purchase counts, and share of the rarer kind, at least (assumptions)."""
_NARROW, _WIDE = np.log(0.01), np.log(3.0)
_NEAR, _FAR = np.log(np.log(3.0)), np.log(10.0)
"""How far apart the logarithms of two kinds lie: large spenders usually spend at least three times as much (assumption)."""
_WIDEST = 10.0


@dataclass(frozen=True)
class Spends:
    """Usual spends of customers, and how much purchases vary around them."""

    mean: float
    cv: float
    """Over customers of one kind."""
    basket_cv: float
    """Of one customer's purchases."""
    large: Float64
    """Chance that each customer is of the kind that spends more, shape (n,); 0 for all where there is one kind."""


def spends_of(history: History) -> Spends | None:
    """Tell what customers spend; None where no amount is known."""
    known = np.isfinite(history.mean_spend) & (history.mean_spend > 0)
    if not known.any():
        return None
    within = _within(history, known)
    usual = np.log(history.mean_spend[known])
    noise = within / (history.x[known] + 1.0)
    spread, large = _kinds(usual, noise)
    chance = np.zeros(history.n)
    chance[known] = large
    mean = float(history.mean_spend[known].mean())
    return Spends(mean, _cv(spread**2), _cv(within), chance)


def _cv(variance: float) -> float:
    """Give the coefficient of variation of a lognormal number whose logarithm has some variance."""
    return float(min(np.sqrt(np.expm1(min(variance, 20.0))), _WIDEST))


def _within(history: History, known: NDArray[np.bool_]) -> float:
    """Give the variance of the logarithms of one customer's purchases."""
    counted = (known & (history.x > 0))[history.customer]
    if not counted.any():
        return 0.0
    who, each = history.customer[counted], history.mean_spend[history.customer[counted]]
    logs = np.log(np.maximum(history.spend[counted], _LEAST * each))
    number = np.bincount(who, minlength=history.n)
    middle = np.bincount(who, logs, history.n) / np.maximum(number, 1)
    freedom = np.sum(np.maximum(number - 1, 0))
    return float(np.sum((logs - middle[who]) ** 2) / freedom)


def _kinds(usual: Float64, noise: Float64) -> tuple[float, Float64]:
    """Give the standard deviation of logarithms within a kind, and each one's chance to be of the larger."""
    records = thinned(np.column_stack([usual, noise]), _MOST)
    middle, deviation = float(np.median(usual)), max(float(usual.std()), 0.02)
    one = _search(records, np.array([middle, np.log(deviation)]))
    starts = [
        np.array([middle - 0.3 * deviation, np.log(0.7 * deviation), np.log(gap), share])
        for gap, share in ((1.3, 0.0), (2.5, -3.0))
    ]
    two = min((_search(records, start) for start in starts), key=lambda found: float(found.fun))
    spread, rarer = float(np.exp(one.x[1])), float(special.expit(-abs(two.x[3])))
    inside = two.x[1] > _NARROW + 1e-3 and two.x[2] > _NEAR + 1e-3 and rarer > _LEAST
    if one.fun - two.fun <= np.log(len(records)) or not inside:
        return spread, np.zeros(usual.size)
    small, large = _densities(two.x, usual, noise)
    chance: Float64 = special.expit(large - small)
    return float(np.exp(two.x[1])), chance


def _search(records: Float64, start: Float64) -> optimize.OptimizeResult:
    """Find middle and spread, and of two kinds their distance and the share of the larger (logit)."""
    bounds = [(None, None), (_NARROW, _WIDE), (_NEAR, _FAR), (-6.0, 6.0)]

    def loss(at: Float64) -> float:
        return -float(np.logaddexp.reduce(_densities(at, *records.T), axis=0).sum())

    return optimize.minimize(loss, start, method="L-BFGS-B", bounds=bounds[: start.size])


def _densities(at: Float64, usual: Float64, noise: Float64) -> list[Float64]:
    """Give the logs of the densities of each kind, with its share."""
    variance = np.exp(2.0 * at[1]) + noise
    middles, shares = [at[0]], [0.0]
    if at.size > 2:
        middles.append(at[0] + np.exp(at[2]))
        shares = [float(special.log_expit(-at[3])), float(special.log_expit(at[3]))]
    return [
        share - 0.5 * ((usual - middle) ** 2 / variance + np.log(variance))
        for middle, share in zip(middles, shares, strict=True)
    ]
