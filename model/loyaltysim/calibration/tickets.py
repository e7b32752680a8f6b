"""What customers spend a purchase, and what the fitted ones would."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.randomness import Luck, lognormal

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.calibration.customers import FoundCustomers
    from loyaltysim.calibration.forecasts.history import History

    Float64 = NDArray[np.float64]

SEED = 1997
_DRAWN = 40_000
_BINS = 40
_MIDDLE = (0.002, 0.998)


@dataclass(frozen=True)
class Tickets:
    """Shares of purchases by what was spent."""

    edges: Float64
    """Currency between the classes, each the same multiple of the one before, shape (41,)."""
    actual: Float64
    """Shape (40,)."""
    expected: Float64
    """Of fitted customers, shape (40,)."""
    spent: Float64
    """What was spent a purchase, quantiles of `PARTS`."""
    simulated: Float64
    """The same of fitted customers."""


PARTS = (0.05, 0.25, 0.5, 0.75, 0.95)


def tickets_of(history: History, found: FoundCustomers) -> Tickets | None:
    """Compare spends with those of lognormal customers and baskets, as a scenario plays them; None where none is known.

    A customer counts as often as he or she bought.
    """
    spend = history.spend[np.isfinite(history.spend) & (history.spend > 0)]
    if found.ticket is None or spend.size < 2:
        return None
    drawn = _drawn(found)
    low, high = np.quantile(spend, _MIDDLE)
    edges = np.geomspace(max(low, 1e-9), max(high, low * 1.01, 2e-9), _BINS + 1)
    actual, expected = (np.histogram(values, edges)[0] / values.size for values in (spend, drawn))
    return Tickets(edges, actual, expected, np.quantile(spend, PARTS), np.quantile(drawn, PARTS))


def _drawn(found: FoundCustomers) -> Float64:
    """Draw purchases of fitted customers: of segments as many as they make."""
    mean, cv = found.ticket or (0.0, 0.0)
    luck = Luck(SEED, range(1), _DRAWN)
    weight = np.array([one.share * one.rate[0] for one in found.segments])
    share = np.cumsum(weight)[:-1] / weight.sum()
    segment = np.searchsorted(share, luck.traits("segment"), side="right")
    factor = np.array([one.ticket_factor for one in found.segments])[segment]
    usual = lognormal(luck.traits("ticket"), mean, cv) * factor
    basket = lognormal(luck.traits("basket"), 1.0, found.basket_cv)
    spend: Float64 = usual * basket
    return spend
