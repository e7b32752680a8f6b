"""Weeks that were better or worse for all customers alike, fitted together with the Pareto/NBD.

Weather, holidays and campaigns move all customers of a week at once. The Pareto/NBD knows no such weeks and takes
good ones at the beginning for customers who leave later. Here acts of a week come a factor more often, gamma-distributed
over the weeks with mean 1 and shape `steadiness`, so that a week's total is negative binomial. Time is stretched by the
factor, in which the Pareto/NBD holds as it stands; factors, steadiness and parameters are found in turns (an EM
algorithm, Dempster, Laird & Rubin 1977). That leaving follows stretched time, too, is an assumption. Nothing after
the record's end is looked at: a week to come has the factor 1.
"""

# ruff: noqa: N806 -- A and E are short for actual and expected

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from loyaltysim.calibration.likelihood import MOST, ParetoFit, fit_pareto_nbd

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.calibration.history import History
    from loyaltysim.calibration.pareto_nbd import ParetoNBD

    Float64 = NDArray[np.float64]
    Int64 = NDArray[np.int64]

WEEK = 7
_ROUNDS = 12
_STILL = 0.005
_STEADY = np.exp(np.linspace(np.log(4.0), np.log(2000.0), 80))
"""Shapes that are tried: a standard deviation of a week's factor of 50% to 2% (assumption)."""


@dataclass(frozen=True)
class Levels:
    """A Pareto/NBD in stretched time, and the factor of each week by which time was stretched.

    `actual` are the repeat purchases of each week, and `expected` those of a week like others; weeks end with the record.
    """

    fit: ParetoFit
    factors: Float64
    steadiness: float
    actual: Float64
    expected: Float64
    stretched: tuple[Float64, Float64, Float64]
    """x, t_x and T of each customer in stretched time."""


def fit_levels(history: History) -> Levels:
    """Find the parameters of customers and the factors of weeks."""
    actual, opened = history.weekly_repeats(), history.weekly_sales() > 0
    now = _first_round(history, actual, opened)
    for _ in range(_ROUNDS):
        before, now = now, _next_round(history, now, opened)
        if _still(before.fit.parameters, now.fit.parameters):
            break
    return now


def _first_round(history: History, actual: Float64, opened: NDArray[np.bool_]) -> Levels:
    """Fit as if all weeks were alike."""
    alike = np.ones(history.weeks)
    stretched = _stretched(history, alike)
    return _levels(history, actual, opened, alike, fit_pareto_nbd(*stretched))


def _next_round(history: History, now: Levels, opened: NDArray[np.bool_]) -> Levels:
    fit = fit_pareto_nbd(*now.stretched, near=now.fit.parameters)
    return _levels(history, now.actual, opened, now.factors, fit)


def _levels(
    history: History,
    actual: Float64,
    opened: NDArray[np.bool_],
    before: Float64,
    fit: ParetoFit,
) -> Levels:
    """Find the factors of weeks under parameters that were fitted with other factors."""
    expected = _expected(history, before, fit.parameters)
    steadiness = _steadiness(actual[opened], expected[opened])
    factors = _factors(actual, expected, steadiness, opened)
    return Levels(fit, factors, steadiness, actual, expected, _stretched(history, factors))


def _still(before: ParetoNBD, after: ParetoNBD) -> bool:
    return bool(np.all(np.abs(np.log(np.array(after) / np.array(before))) < _STILL))


def _factors(actual: Float64, expected: Float64, k: float, opened: NDArray[np.bool_]) -> Float64:
    """Give the posterior mean of each week's factor; those of weeks with sales have the mean 1.

    A week in which nobody bought anything is one in which the firm was closed: no time went by.
    """
    raw = np.where(opened, (k + actual) / (k + expected), 0.0)
    mean = (raw * expected)[opened].sum() / expected[opened].sum()
    factors: Float64 = np.maximum(raw / mean, 1e-3)
    return factors


def _steadiness(actual: Float64, expected: Float64) -> float:
    """Find the shape under which the weekly totals are most likely (negative binomial)."""
    k, A, E = _STEADY[:, None], actual, np.maximum(expected, 1e-9)
    logs = special.gammaln(k + A) - special.gammaln(k) + k * np.log(k) - (k + A) * np.log(k + E)
    return float(_STEADY[np.argmax((logs + A * np.log(E)).sum(axis=1))])


def _clock(history: History, factors: Float64) -> Float64:
    """Give the stretched time at the end of each day, from the day before the first on."""
    daily = factors[history.week_of(np.arange(history.start, history.end + 1))]
    return np.concatenate([[0.0], np.cumsum(daily)])


def _stretched(history: History, factors: Float64) -> tuple[Float64, Float64, Float64]:
    clock = _clock(history, factors)
    first = clock[history.first - history.start + 1]
    last = clock[history.last - history.start + 1]
    return history.x, last - first, clock[-1] - first


def _expected(history: History, factors: Float64, parameters: ParetoNBD) -> Float64:
    """Give each week's repeat acts had its factor been 1, given what each customer did.

    The posterior mean of rate x presence (Fader & Hardie 2005), the time of leaving summed over weeks.
    """
    rows, counts = _different(history)
    first, last, x = rows[:, 0], rows[:, 1], rows[:, 2, None].astype(np.float64)
    clock = _clock(history, factors)
    begun = clock[first - history.start + 1][:, None]
    edges = np.maximum(clock[history.edges() - history.start + 1] - begun, 0.0)
    rate = _rate_while_there(parameters, x, clock[last - history.start + 1][:, None] - begun, edges)
    acts = (counts[:, None] * rate * np.diff(edges, axis=1)).sum(axis=0)
    expected: Float64 = acts / factors + 1e-9
    return expected


def _rate_while_there(parameters: ParetoNBD, x: Float64, last: Float64, edges: Float64) -> Float64:
    """Give rate x presence of each customer in each week, shape (customers, weeks)."""
    r, alpha, s, beta = parameters
    within = np.maximum(edges, last)
    middle, width = (within[:, 1:] + within[:, :-1]) / 2.0, np.diff(within, axis=1)
    end = edges[:, -1:]
    with np.errstate(divide="ignore"):
        left = (
            np.log(s * width) - (r + x) * np.log(alpha + middle) - (s + 1) * np.log(beta + middle)
        )
    stayed = -(r + x) * np.log(alpha + end) - s * np.log(beta + end)
    most = np.maximum(left.max(axis=1, keepdims=True), stayed)
    left, stayed = np.exp(left - most), np.exp(stayed - most)
    whole = left.sum(axis=1, keepdims=True) + stayed
    leaving = left / whole * (r + x) / (alpha + middle)
    staying = stayed / whole * (r + x) / (alpha + end)
    later = np.cumsum(leaving[:, ::-1], axis=1)[:, ::-1]
    rate: Float64 = later - leaving / 2.0 + staying
    return rate


def _different(history: History) -> tuple[Int64, Float64]:
    """Give the different customers (first day, last day, repeats) and how many there are of each."""
    rows = np.column_stack([history.first, history.last, history.x.astype(np.int64)])
    share = 1.0
    if len(rows) > MOST:
        kept = np.linspace(0, len(rows) - 1, MOST).astype(np.intp)
        share, rows = len(rows) / MOST, rows[kept]
    different, counts = np.unique(rows, axis=0, return_counts=True)
    return different.astype(np.int64), (counts * share).astype(np.float64)
