"""Pareto/NBD: how often customers of unknown rate and hazard are expected to act.

Schmittlein, Morrison & Colombo (1987, *Management Science* 33(1), 1-24) in the notation of Fader &
Hardie (2005, "A note on deriving the Pareto/NBD model and related expressions"). Time may be in any
unit, if alpha and beta are in the same.
"""

# ruff: noqa: N803, N806 -- x, t_x and T are what the literature calls them

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import special

from loyaltysim.customers.posterior import log_left, log_stayed, p_alive

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Float64 = NDArray[np.float64]


class ParetoNBD(NamedTuple):
    """Shapes and rates of the gamma distributions of acts (r, alpha) and of leaving (s, beta)."""

    r: float
    alpha: float
    s: float
    beta: float


def log_likelihood(parameters: ParetoNBD, x: Float64, t_x: Float64, T: Float64) -> Float64:
    """Give each customer's log-likelihood.

    Parameters
    ----------
    parameters
        Of the population.
    x
        Repeat acts, shape (n,).
    t_x
        Time from the first to the last act, shape (n,).
    T
        Time since the first act, shape (n,).

    Returns
    -------
    Natural logarithm, shape (n,).
    """
    r, alpha, s, beta = parameters
    common = special.gammaln(r + x) - special.gammaln(r) + r * np.log(alpha) + s * np.log(beta)
    stayed = log_stayed(parameters, x, T)
    logs: Float64 = common + np.logaddexp(stayed, log_left(parameters, x, t_x, T))
    return logs


def expected_repeats_given(
    parameters: ParetoNBD, record: tuple[Float64, Float64, Float64], t: Float64 | float
) -> Float64:
    """Give the acts expected in the next time t of customers with a record.

    Parameters
    ----------
    parameters
        Of the population.
    record
        x (repeat acts), t_x and T (time), each of shape (n,).
    t
        Time ahead.

    Returns
    -------
    Acts, shape (n,).
    """
    r, alpha, s, beta = parameters
    x, t_x, T = record
    rate = (r + x) / (alpha + T)
    return p_alive(parameters, x, t_x, T) * rate * expected_stay(s, beta + T, t)


def expected_stay(s: float, beta: Float64 | float, t: Float64 | float) -> Float64:
    """Integrate (beta/(beta + u))^s from 0 to t; finite and smooth also at s = 1."""
    stretch = np.log1p(np.asarray(t, dtype=np.float64) / beta)
    stay: Float64 = beta * stretch * special.exprel((1.0 - s) * stretch)
    return stay
