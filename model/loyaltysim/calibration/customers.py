"""Those who still are customers at the end of a record, as segments that any scenario can use."""

# ruff: noqa: N806 -- x, t_x and T are what the literature calls them

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from loyaltysim.customers.calendar import WEEKDAYS
from loyaltysim.customers.posterior import p_alive
from loyaltysim.units import DAYS_IN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.calibration.history import History
    from loyaltysim.calibration.levels import Levels

    Float64 = NDArray[np.float64]

ENOUGH = 300
"""Customers still there from which they are parted by how often they buy (assumption)."""
NAMES = ("rare", "occasional", "frequent")
_THURSDAY = 3
_WIDEST = 10.0


@dataclass(frozen=True)
class FoundSegment:
    """Customers alike in how often they buy: means and coefficients of variation of their true rates."""

    name: str
    share: float
    rate: tuple[float, float]
    """Purchases a day: mean and cv over the customers."""
    attrition: tuple[float, float]
    """Departures a year: mean and cv over the customers."""
    ticket_factor: float


@dataclass(frozen=True)
class FoundCustomers:
    """Who the customers of a record are, with no customer in it."""

    segments: tuple[FoundSegment, ...]
    still_there: float
    """Customers expected to be there at the end of the record."""
    ticket: tuple[float, float] | None
    """Mean and cv over customers of what one usually spends; None if it is not known."""
    basket_cv: float
    """Variation of one customer's spend from purchase to purchase."""
    ticket_with_rate: float
    """Rank correlation of a customer's spend per purchase with how often he or she buys."""
    weekdays: tuple[float, ...]
    """Purchases on each weekday, from Monday on, relative to the mean."""


def found_customers(history: History, levels: Levels) -> FoundCustomers:
    """Describe those who still are customers, from what each of them did."""
    x, t_x, T = levels.stretched
    parameters = levels.fit.parameters
    alive, rate = p_alive(parameters, x, t_x, T), (parameters.r + x) / (parameters.alpha + T)
    groups = _groups(rate, alive)
    ticket, basket_cv = _tickets(history)
    mean = ticket[0] if ticket else 1.0
    segments = tuple(
        _segment(name, levels, (alive * member, alive.sum()), history.mean_spend / mean)
        for name, member in groups.items()
    )
    return FoundCustomers(
        segments,
        float(alive.sum()),
        ticket,
        basket_cv,
        _together(history, rate),
        _weekdays(history),
    )


def _groups(rate: Float64, alive: Float64) -> dict[str, Float64]:
    """Part customers into thirds by how often they buy, where there are enough."""
    if alive.sum() < ENOUGH:
        return {"everyone": np.ones_like(rate)}
    order = np.argsort(rate, kind="stable")
    place = np.empty_like(rate)
    place[order] = np.cumsum(alive[order]) / alive.sum()
    third = np.minimum((place * len(NAMES)).astype(np.intp), len(NAMES) - 1)
    return {name: (third == number).astype(np.float64) for number, name in enumerate(NAMES)}


def _segment(
    name: str, levels: Levels, weights: tuple[Float64, float], relative_spend: Float64
) -> FoundSegment:
    (weight, everyone), (r, alpha, s, beta) = weights, levels.fit.parameters
    x, _, T = levels.stretched
    leaving = (
        _mixed(np.full_like(T, s), beta + T, weight) if levels.fit.tells_leaving else (0.0, 0.0)
    )
    known = np.isfinite(relative_spend) & (relative_spend > 0)
    factor = (
        np.average(relative_spend[known], weights=weight[known]) if weight[known].any() else 1.0
    )
    return FoundSegment(
        name,
        float(weight.sum() / everyone),
        _mixed(r + x, alpha + T, weight),
        (leaving[0] * DAYS_IN["year"], leaving[1]),
        float(np.clip(factor, 0.001, 1000.0)),
    )


def _mixed(shape: Float64, per: Float64, weight: Float64) -> tuple[float, float]:
    """Give mean and coefficient of variation of a mixture of gamma distributions."""
    mean = np.average(shape / per, weights=weight)
    square = np.average(shape * (shape + 1.0) / per**2, weights=weight)
    return float(mean), float(min(np.sqrt(max(square / mean**2 - 1.0, 0.0)), _WIDEST))


def _tickets(history: History) -> tuple[tuple[float, float] | None, float]:
    """Part the variation of spend into that between customers and that from purchase to purchase."""
    spend = history.mean_spend[np.isfinite(history.mean_spend) & (history.mean_spend > 0)]
    if not spend.size:
        return None, 0.0
    number, each = history.x + 1.0, history.mean_spend[history.customer]
    several = (number > 1)[history.customer] & (each > 0)
    relative = (history.spend[several] / each[several] - 1.0) ** 2
    freedom = np.sum(number[(number > 1) & (history.mean_spend > 0)] - 1.0)
    within = relative.sum() / freedom if freedom else 0.0
    counted = number[np.isfinite(history.mean_spend) & (history.mean_spend > 0)]
    between = np.var(spend) / spend.mean() ** 2 - within * np.mean(1.0 / counted)
    cv = float(min(np.sqrt(max(between, 0.0)), _WIDEST))
    return (float(spend.mean()), cv), float(min(np.sqrt(within), _WIDEST))


def _together(history: History, rate: Float64) -> float:
    """Give Spearman's rank correlation among customers who came back; NaN where spend is not known."""
    again = (history.x > 0) & np.isfinite(history.mean_spend)
    spend = history.mean_spend[again]
    if np.unique(spend).size < 2 or np.unique(rate[again]).size < 2:
        return float("nan")
    return float(stats.spearmanr(spend, rate[again]).statistic)


def _weekdays(history: History) -> tuple[float, ...]:
    """Compare weekdays, each by how often it was in the log."""
    bought = np.bincount((history.day + _THURSDAY) % 7, minlength=len(WEEKDAYS))
    days = np.arange(history.start, history.end + 1)
    there = np.bincount((days + _THURSDAY) % 7, minlength=len(WEEKDAYS))
    mean = bought / np.maximum(there, 1)
    return tuple((mean / mean.mean()).tolist())
