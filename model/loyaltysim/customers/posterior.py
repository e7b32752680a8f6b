"""What a customer's own record says about his or her rate, hazard and presence (Pareto/NBD).

While a customer stays, acts come at a Poisson rate and the end at a hazard; rates are gamma(r,
alpha) and hazards gamma(s, beta) over the customers (Schmittlein, Morrison & Colombo 1987,
*Management Science* 33(1); expressions of Fader & Hardie 2005, "A note on deriving the Pareto/NBD
model"): the parameters of a population. The launch of a fitted population draws each customer from this posterior.
"""

# ruff: noqa: N803 -- x, t_x and T are what the literature calls them

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import special

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Float64 = NDArray[np.float64]
    Parameters = tuple[float, float, float, float]


def log_stayed(parameters: Parameters, x: Float64, T: Float64) -> Float64:
    """Weigh the case that the customer is still there at T, up to a factor that depends on x.

    Parameters
    ----------
    parameters
        r, alpha, s and beta of the population.
    x
        Repeat acts, shape (n,).
    T
        Time since the first act, shape (n,).

    Returns
    -------
    Log of (alpha + T)^-(r + x) (beta + T)^-s, shape (n,).
    """
    r, alpha, s, beta = parameters
    weight: Float64 = -(r + x) * np.log(alpha + T) - s * np.log(beta + T)
    return weight


def log_left(parameters: Parameters, x: Float64, t_x: Float64, T: Float64) -> Float64:
    """Weigh the case that the customer left between t_x and T, up to the same factor.

    Parameters
    ----------
    parameters
        r, alpha, s and beta of the population.
    x
        Repeat acts, shape (n,).
    t_x
        Time from the first to the last act, shape (n,).
    T
        Time since the first act, shape (n,).

    Returns
    -------
    Log of s times the integral over u in (t_x, T) of (alpha + u)^-(r + x) (beta + u)^-(s + 1),
    shape (n,); minus infinity where t_x = T.
    """
    later = _log_tail(parameters, x, T)
    earlier = _log_tail(parameters, x, t_x)
    share = -np.expm1(np.minimum(later - earlier, 0.0))
    with np.errstate(divide="ignore"):
        weight: Float64 = earlier + np.log(share)
    return weight


def _log_tail(parameters: Parameters, x: Float64, time: Float64) -> Float64:
    """Give the log of s times the same integral, taken from `time` to infinity.

    Fader & Hardie's hypergeometric function (2005, eq. A6), after Euler's transformation, which
    leaves 2F1(1, b; c; z), a small number, and a power whose log is exact.
    """
    r, alpha, s, beta = parameters
    total = r + s + x
    larger, b = (alpha, r + x) if alpha >= beta else (beta, s + 1.0)
    z = abs(alpha - beta) / (larger + time)
    power = (b - total) * np.log1p(-z) - total * np.log(larger + time)
    tail: Float64 = np.log(s / total) + power + np.log(_hypergeometric(b, total, z))
    return tail


def _hypergeometric(b: Float64 | float, c: Float64, z: Float64) -> Float64:
    """Evaluate 2F1(1, b; c + 1; z), 0 < b < c + 1 and 0 <= z < 1, by Gauss's continued fraction.

    SciPy's function returns infinity or NaN for shapes above 50 that a search for the maximum
    passes through. Terms: NIST DLMF 15.7.1; their number makes the rest smaller than 1e-15.
    """
    terms = min(2 + int(18.0 / np.sqrt(1.0 - np.max(z, initial=0.0))), 4000)
    rest = c + 2.0 * terms
    for n in range(terms, 0, -1):
        rest = c + (2 * n - 1) - n * (c - b + n) * z / rest
        rest = c + (2 * n - 2) - (b + n - 1) * (c + n - 1) * z / rest
    return c / rest


def p_alive(parameters: Parameters, x: Float64, t_x: Float64, T: Float64) -> Float64:
    """Give the chance that a customer with this record is still a customer.

    Parameters
    ----------
    parameters
        r, alpha, s and beta of the population.
    x
        Repeat acts, shape (n,).
    t_x
        Time from the first to the last act, shape (n,).
    T
        Time since the first act, shape (n,).

    Returns
    -------
    Probability, shape (n,).
    """
    chance: Float64 = special.expit(log_stayed(parameters, x, T) - log_left(parameters, x, t_x, T))
    return chance


def posterior_draw(  # noqa: PLR0913, PLR0917 -- a parameter set, a record and three uniforms
    parameters: Parameters,
    x: Float64,
    t_x: Float64,
    T: Float64,
    u_alive: Float64,
    u_hazard: Float64,
    u_rate: Float64,
) -> tuple[Float64, Float64, NDArray[np.bool_]]:
    """Draw rate, hazard and presence of customers, given their records.

    Of a customer who is still there, rate and hazard are independent: gamma(r + x, alpha + T) and
    gamma(s, beta + T). So the draw is exact, by inverse transforms.

    Parameters
    ----------
    parameters
        r, alpha, s and beta of the population; alpha and beta in days.
    x
        Repeat acts, shape (n,).
    t_x
        Days from the first to the last act, shape (n,).
    T
        Days since the first act, shape (n,).
    u_alive, u_hazard, u_rate
        Uniforms inside (0, 1), shape (n,).

    Returns
    -------
    Acts per day, hazard per day and whether the customer is still there, each of shape (n,). Rate
    and hazard are those of a customer who stayed; they mean nothing for those who did not.
    """
    r, alpha, s, beta = parameters
    rate = special.gammaincinv(r + x, u_rate) / (alpha + T)
    hazard = special.gammaincinv(s, u_hazard) / (beta + T)
    return rate, hazard, u_alive < p_alive(parameters, x, t_x, T)
