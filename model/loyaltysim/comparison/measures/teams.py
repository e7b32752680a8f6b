"""What ties people beside retention: turnover a year and cohesion of the team, for employees, and attachment to the firm."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from loyaltysim.comparison.measures.effects import FloatArray

DAYS_OF_YEAR = 365


def turnover(retention: float, days: int) -> float:
    """Give the share who leave within a year, if they go on leaving as they did."""
    return float(1.0 - max(retention, 0.0) ** (DAYS_OF_YEAR / days))


def cohesion(markets: Mapping[str, FloatArray]) -> float:
    """Give how much people do for one another at the horizon; NaN where nobody looked or is left."""
    return _mean(markets, "supported")


def attachment(markets: Mapping[str, FloatArray]) -> float:
    """Give how attached people are at the horizon; NaN likewise."""
    return _mean(markets, "attached")


def _mean(markets: Mapping[str, FloatArray], name: str) -> float:
    here = float(markets["customers"].sum())
    if name not in markets or not here > 0:
        return math.nan
    return float(markets[name].sum()) / here
