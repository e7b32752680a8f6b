"""What is known of customers: their records, and what a law makes of these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Float64 = NDArray[np.float64]
    Record = tuple[Float64, Float64, Float64]


@dataclass(frozen=True)
class Moments:
    """What is known of customers who still are some: acts and proneness to leave, per day of the calendar, each of shape (n,)."""

    rate: Float64
    rate_square: Float64
    """Mean of the squared rate."""
    hazard: Float64
    hazard_square: Float64
