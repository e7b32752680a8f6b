"""The Pareto/NBD on a grid of days: what the simulation is without learning and mechanics.

On each day a customer who is there acts with chance 1 - exp(-rate), once, and leaves at its end with
chance 1 - exp(-hazard). Rates and hazards are gamma-distributed and independent of one another, so
expectations are products of Laplace transforms.
"""

# ruff: noqa: N806 -- x, t_x and T are what the literature calls them

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.customers.posterior import p_alive

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.calibration.forecasts.pareto_nbd import ParetoNBD

    Float64 = NDArray[np.float64]


def expected_by_day(parameters: ParetoNBD, days: int) -> Float64:
    """Give the acts expected of a new customer by the end of each day.

    Returns
    -------
    Acts after 0, 1, ..., `days` days, shape (days + 1,).
    """
    r, alpha, s, beta = parameters
    daily = -np.expm1(-r * np.log1p(1.0 / alpha))
    there = np.exp(-s * np.log1p(np.arange(days) / beta))
    return np.concatenate([[0.0], np.cumsum(daily * there)])


def expected_next(
    parameters: ParetoNBD, record: tuple[Float64, Float64, Float64], days: int
) -> float:
    """Give the acts expected in the next days of customers with a record, in all.

    Parameters
    ----------
    parameters
        Of the population, in days.
    record
        x (repeat acts), t_x and T (days), each of shape (n,).
    days
        Days ahead.
    """
    r, alpha, s, beta = parameters
    x, t_x, T = record
    daily = -np.expm1(-(r + x) * np.log1p(1.0 / (alpha + T)))
    # A customer with the same T has the same chance to be there on each day to come.
    times, who = np.unique(T, return_inverse=True)
    stay = [np.exp(-s * np.log1p(np.arange(days) / (beta + time))).sum() for time in times]
    return float(np.sum(p_alive(parameters, x, t_x, T) * daily * np.array(stay)[who]))
