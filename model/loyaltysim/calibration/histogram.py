"""How many customers came back how often, and how many the fit expects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import special, stats

from loyaltysim.randomness import Luck

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.calibration.levels import Levels

    Float64 = NDArray[np.float64]

MOST = 7
SEED = 1997
_DRAWN = 20_000
"""Customers that are drawn for the expectation."""


def histogram(x: Float64) -> NDArray[np.int64]:
    """Count customers by repeat purchases: 0 to 6, and 7 or more."""
    return np.bincount(np.minimum(x.astype(np.int64), MOST), minlength=MOST + 1)


def expected_histogram(levels: Levels) -> Float64:
    """Give the customers expected in each class, drawn from the fitted distributions, shape (8,)."""
    r, alpha, s, beta = levels.fit.parameters
    observed = levels.stretched[2]
    luck = Luck(SEED, range(1), _DRAWN)
    T = observed[np.arange(_DRAWN) * observed.size // _DRAWN]  # noqa: N806 -- the literature's name
    rate = special.gammaincinv(r, luck.traits("rate")) / alpha
    hazard = special.gammaincinv(s, luck.traits("hazard")) / beta
    end = np.minimum(T, -np.log(luck.traits("end")) / np.maximum(hazard, 1e-300))
    below = stats.poisson.pmf(np.arange(MOST)[:, None], rate * end).mean(axis=1)
    return np.append(below, 1.0 - below.sum()) * observed.size
