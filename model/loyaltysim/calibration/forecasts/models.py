"""Forecasts of the same customers side by side: of the whole model, with weekly levels, of Pareto/NBD and BG/NBD."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.calibration.forecasts.bg_nbd import bg_nbd_active, bg_nbd_expected, fit_bg_nbd
from loyaltysim.calibration.forecasts.history import WEEK
from loyaltysim.calibration.forecasts.parts import Ahead, Part

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from loyaltysim.calibration.forecasts.bg_nbd import BGNBD
    from loyaltysim.calibration.forecasts.history import History, Later
    from loyaltysim.calibration.forecasts.levels import Levels
    from loyaltysim.calibration.forecasts.likelihood import ParetoFit
    from loyaltysim.calibration.whole_model import WholeForecast

    Float64 = NDArray[np.float64]
    Expected = Callable[[float], Float64]

WHOLE, PARETO, BG = "whole model", "Pareto/NBD", "BG/NBD"


@dataclass(frozen=True)
class Scores:
    """How far one model's forecast of a holdout is off."""

    model: str
    total: float
    total_error: float
    """Expected purchases less actual ones, as a share of the actual."""
    active: float
    active_error: float
    weekly_error: float
    """Mean over the weeks of how far the expected purchases are off, as a share of the mean actual week."""
    ranking: float
    """Gini coefficient of the actual purchases by expected ones, as a share of that by the actual ones;
    NaN where all bought as often."""


@dataclass(frozen=True)
class Forecasts:
    """What each model expects of each customer by the end of some time, by the model's name."""

    expected: dict[str, Expected]
    active: dict[str, Expected]
    bg_nbd: BGNBD
    pareto: ParetoFit
    ours: str
    """Name of the model that was fitted beside the yardsticks."""


def forecasts(history: History, levels: Levels, pareto: ParetoFit) -> Forecasts:
    """Fit the yardsticks, and give all forecasts by model."""
    record, bg = history.record, fit_bg_nbd(history.record)
    ours, name = Ahead(levels.parts, history.n), levels.fit.parameters.title
    rows, weight = np.arange(history.n), np.ones(history.n)
    whole = Part(
        PARETO, rows, pareto.parameters, pareto.log_covariance, record, weight, np.zeros(history.n)
    )
    plain = Ahead([whole], history.n)
    return Forecasts(
        {
            name: lambda t: ours.purchases(levels.season.stretch(t)),
            PARETO: plain.purchases,
            BG: lambda t: bg_nbd_expected(bg, record, t),
        },
        {
            name: lambda t: ours.active(levels.season.stretch(t)),
            PARETO: plain.active,
            BG: lambda t: bg_nbd_active(bg, record, t),
        },
        bg,
        pareto,
        name,
    )


def scores(
    found: Forecasts, later: Later, whole: WholeForecast | None = None
) -> tuple[Scores, ...]:
    """Hold each forecast against what happened; customers who come later are in none."""
    ahead = float(later.days)
    told = {
        model: (
            each(ahead),
            found.active[model](ahead).sum(),
            weekly_expected(each, later.weekly.size),
        )
        for model, each in found.expected.items()
    }
    if whole is not None:
        told = {WHOLE: (whole.each, whole.active, whole.weekly), **told}
    return tuple(_scores(model, *expected, later) for model, expected in told.items())


def _scores(model: str, each: Float64, active: float, weekly: Float64, later: Later) -> Scores:
    actual, bought = later.purchases.sum(), float(np.sum(later.purchases > 0))
    best = gini(later.purchases, later.purchases)
    off = (
        np.abs(weekly - later.weekly).mean() / later.weekly.mean() if later.weekly.any() else np.nan
    )
    return Scores(
        model,
        float(each.sum()),
        float(each.sum() / actual - 1.0),
        float(active),
        float(active / bought - 1.0),
        float(off),
        gini(each, later.purchases) / best if best > 0.0 else float("nan"),
    )


def weekly_expected(expected: Expected, weeks: int) -> Float64:
    """Give the purchases expected in each week ahead, shape (weeks,)."""
    return np.diff([0.0, *(float(expected(WEEK * (week + 1.0)).sum()) for week in range(weeks))])


def gini(order: Float64, purchases: Float64) -> float:
    """Give how unequal purchases are along an order from the highest on; 0 for a useless order.

    Customers of equal order share their purchases evenly.
    """
    values, group = np.unique(-order, return_inverse=True)
    sizes = np.bincount(group, minlength=values.size)
    share = np.cumsum(np.bincount(group, purchases, values.size)) / purchases.sum()
    people = np.cumsum(sizes) / sizes.sum()
    return float(2.0 * np.trapezoid(np.append(0.0, share), np.append(0.0, people)) - 1.0)
