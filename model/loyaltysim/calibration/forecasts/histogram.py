"""How many customers came back how often, and how many the fit expects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.randomness import Luck

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.calibration.forecasts.levels import Levels
    from loyaltysim.calibration.forecasts.parts import Part

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
    found = np.zeros(MOST + 1)
    for part in levels.parts:
        below = _shares(part)
        found += np.append(below, 1.0 - below.sum()) * part.weight.sum()
    return found


def _shares(part: Part) -> Float64:
    """Give the shares of customers with 0, 1, ... acts after their first purchase, shape (7,).

    Whoever was seen buying after a time without a purchase is known to be there then, and to buy at all.
    """
    luck = Luck(SEED, range(1), _DRAWN)
    after = np.cumsum(part.weight) / max(part.weight.sum(), 1e-300)
    who = np.searchsorted(after, (np.arange(_DRAWN) + 0.5) / _DRAWN)
    who = np.minimum(who, after.size - 1)
    seen = part.seen[who]
    return part.law.counts(seen, part.record[2][who] - seen, luck, MOST)
