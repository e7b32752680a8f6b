"""When a scheme has earned back what it costs, if it does so before the horizon."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from loyaltysim.comparison.measures.collect import SchemeSums
    from loyaltysim.comparison.measures.effects import FloatArray
    from loyaltysim.comparison.measures.gathered import Gathered


def payback_days(gathered: Gathered, scheme: str) -> float:
    """Give the day from which on a scheme's extra margin covers its extra cost, to the horizon.

    Cost is that of rewards handed over, of messages and of replacing who left; what is owed on the last day counts
    from the first, as if it had been set aside, so that what is not paid back is what earns no more than the baseline.

    Returns
    -------
    Days since the launch; NaN if it is not paid back by the last day.
    """
    before, after = (gathered.sums[name] for name in (gathered.baseline, scheme))
    extra = np.cumsum(_gained(after, gathered) - _gained(before, gathered))
    extra -= float(after.markets["liability"].sum() - before.markets["liability"].sum())
    short = np.flatnonzero(extra < 0)
    if not short.size:
        return 1.0
    return float(short[-1] + 2) if short[-1] + 1 < extra.size else math.nan


def _gained(sums: SchemeSums, gathered: Gathered) -> FloatArray:
    """Give what all markets gained on each day, shape (days,)."""
    daily = sums.days.totals
    gained: FloatArray = daily["margin"] - daily["reward_cost"] - daily["message_cost"]
    return gained - gathered.replacement_cost * daily["left"]
