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

_NODES, _WEIGHTS = special.roots_legendre(96)


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


def expected_repeats(parameters: ParetoNBD, t: Float64 | float) -> Float64:
    """Give E[X(t)], the repeat acts expected of a new customer in a time t.

    Returns
    -------
    Acts, of the shape of t.
    """
    return parameters.r / parameters.alpha * _expected_stay(parameters.s, parameters.beta, t)


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
    return p_alive(parameters, x, t_x, T) * rate * _expected_stay(s, beta + T, t)


def _expected_stay(s: float, beta: Float64 | float, t: Float64 | float) -> Float64:
    """Integrate (beta/(beta + u))^s from 0 to t; finite and smooth also at s = 1."""
    stretch = np.log1p(np.asarray(t, dtype=np.float64) / beta)
    stay: Float64 = beta * stretch * special.exprel((1.0 - s) * stretch)
    return stay


def repeats_distribution(parameters: ParetoNBD, t: float, largest: int) -> Float64:
    """Give P(X(t) = k) for k = 0 to `largest` of a new customer.

    Given the time u in which the customer could act, X is negative binomial; u is t, or the time of
    leaving, over which Gauss and Legendre integrate (in ln(1 + u/beta), which flattens its density).

    Returns
    -------
    Probabilities, shape (largest + 1,).
    """
    r, alpha, s, beta = parameters
    stretch = np.log1p(t / beta)
    nodes = (_NODES + 1.0) / 2.0 * stretch
    leaves = s * np.exp(-s * nodes) * _WEIGHTS / 2.0 * stretch
    times = np.append(beta * np.expm1(nodes), t)
    chances = np.append(leaves, np.exp(-s * stretch))
    k = np.arange(largest + 1)[:, None]
    counts = special.gammaln(r + k) - special.gammaln(r) - special.gammaln(k + 1.0)
    log_pmf = (
        counts + r * np.log(alpha / (alpha + times)) + special.xlogy(k, times / (alpha + times))
    )
    probabilities: Float64 = np.exp(log_pmf) @ chances
    return probabilities
