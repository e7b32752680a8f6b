"""Weekly purchases as the fitted customers would make them, with an interval for each week."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import scipy

from loyaltysim.calibration.forecasts.history import WEEK
from loyaltysim.calibration.forecasts.parts import Ahead
from loyaltysim.randomness import Luck, normal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from loyaltysim.calibration.forecasts.history import History, Later
    from loyaltysim.calibration.forecasts.levels import Levels
    from loyaltysim.calibration.forecasts.parts import Part
    from loyaltysim.calibration.forecasts.season import Season

    Float64 = NDArray[np.float64]

DRAWS = 40
SEED = 1997
INTERVAL = (0.025, 0.975)
_WIDEST = 1.0
"""Standard deviation of the log of a parameter, at most: beyond, the record says nothing of it (assumption)."""


@dataclass(frozen=True)
class Track:
    """Actual and expected purchases by week, and a 95% interval; each of shape (weeks,)."""

    last_day: NDArray[np.int64]
    actual: Float64
    expected: Float64
    low: Float64
    high: Float64
    holdout: NDArray[np.bool_]

    def held(self, *, holdout: bool) -> float:
        """Give the share of weeks whose actual purchases lie in their interval; NaN without weeks."""
        asked = self.holdout == holdout
        inside = (self.low <= self.actual) & (self.actual <= self.high)
        return float(inside[asked].mean()) if asked.any() else float("nan")


def track(history: History, levels: Levels, later: Later) -> Track:
    """Follow repeat purchases through the record and the holdout.

    An interval holds what is not known of the parameters (Laplace), the level that a week may have, and luck.
    In the record, expectations are those given what each customer did, without the level that was found.
    """
    past = levels.expected
    ahead = _ahead(levels, later.weekly.size)
    means = np.concatenate([np.tile(past, (len(ahead), 1)), ahead], axis=1)
    ends = history.end + WEEK * np.arange(1 - history.weeks, later.weekly.size + 1)
    low, high = _interval(means, levels.steadiness)
    return Track(
        ends,
        np.concatenate([levels.actual, later.weekly]),
        np.concatenate([past, ahead[0]]),
        low,
        high,
        np.arange(ends.size) >= history.weeks,
    )


def _steps(part: Part, luck: Luck) -> Float64:
    """Draw how far the logs of parameters may be off, the first draw being that they are not, shape (draws, parameters)."""
    covariance = part.log_covariance
    if not np.isfinite(covariance).all():
        return np.zeros((DRAWS + 1, len(covariance)))
    size, axes = np.linalg.eigh(covariance)
    streams = [f"parameter {i}{part.name}" for i in range(len(covariance))]
    drawn = normal(np.stack([luck.traits(stream) for stream in streams], axis=1))
    steps = drawn * np.sqrt(np.clip(size, 0.0, _WIDEST**2)) @ axes.T
    return np.concatenate([np.zeros((1, len(covariance))), steps])


def _ahead(levels: Levels, weeks: int) -> Float64:
    """Give the purchases expected in each week ahead for each draw of the parameters, shape (draws, weeks)."""
    luck = Luck(SEED, range(1), DRAWS)
    parts = [part.different() for part in levels.parts]
    steps = [_steps(part, luck) for part in parts]
    return np.stack(
        [
            _weekly(parts, [step[draw] for step in steps], weeks, levels.season)
            for draw in range(DRAWS + 1)
        ]
    )


def _weekly(parts: Sequence[Part], steps: Sequence[Float64], weeks: int, season: Season) -> Float64:
    drawn = [
        replace(
            part,
            rows=np.arange(part.weight.size),
            law=part.law.scaled(np.exp(step)),
        )
        for part, step in zip(parts, steps, strict=True)
    ]
    found = np.zeros(weeks)
    for part in drawn:
        ahead = Ahead([part], part.weight.size)
        edges = [season.stretch(float(WEEK * week)) for week in range(weeks + 1)]
        found += np.diff([float(ahead.purchases(edge).sum()) for edge in edges])
    return found


def _interval(means: Float64, steadiness: float) -> tuple[Float64, Float64]:
    """Mix negative binomials over the draws by quantiles of equal number from each."""
    grid = (np.arange(100) + 0.5) / 100
    mean = np.maximum(means, 1e-9)[None]
    mixed = scipy.stats.nbinom.ppf(
        grid[:, None, None], steadiness, steadiness / (steadiness + mean)
    )
    low, high = np.quantile(np.asarray(mixed).reshape(-1, means.shape[1]), INTERVAL, axis=0)
    return low, high
