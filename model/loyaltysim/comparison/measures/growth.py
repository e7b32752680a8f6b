"""Who is active, who comes back the next day, and how deep they take part: figures of the growth states."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.simulation.recording.growth import STATES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from loyaltysim.comparison.measures.collect import SchemeSums
    from loyaltysim.comparison.measures.effects import FloatArray

WINDOW = 30
"""Days at the end of a run over which figures are taken, at most."""
RATES = {"current": "curr", "new": "nurr", "reactivated": "rurr", "resurrected": "surr"}
_IDLE = {"wau": ("at_risk_week",), "mau": ("at_risk_week", "at_risk_month")}
FIGURES = (
    "dau",
    "wau",
    "mau",
    "stickiness",
    *RATES.values(),
    "acts_per_active_day",
    "minutes_per_active_day",
)


def growth_figures(sums: SchemeSums) -> dict[str, float]:
    """Give the figures of a scheme (see `kpis.KPIS`); NaN where there is nothing to divide by."""
    days = sums.activity
    if not days:
        return dict.fromkeys(FIGURES, math.nan)
    launched = float(sums.markets["launched"].sum())
    active = np.sum([days[name] for name in STATES], axis=0)
    means = {"dau": float(active[-WINDOW:].mean())}
    for name, idle in _IDLE.items():
        means[name] = means["dau"] + sum(float(days[one][-WINDOW:].mean()) for one in idle)
    everyday = float(active.sum())
    return {
        **{name: _ratio(mean, launched) for name, mean in means.items()},
        "stickiness": _ratio(means["dau"], means["mau"]),
        **{rate: _again(days, state) for state, rate in RATES.items()},
        "acts_per_active_day": _ratio(float(sums.days.totals["acts"].sum()), everyday),
        "minutes_per_active_day": _ratio(float(days["minutes"].sum()) or math.nan, everyday),
    }


def _again(days: Mapping[str, FloatArray], state: str) -> float:
    """Give the share of those in a state who were active the next day, in the last days of the run."""
    before = days[state][-WINDOW - 1 : -1]
    return _ratio(float(days[f"{state}_again"][1:][-WINDOW:].sum()), float(before.sum()))


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else math.nan
