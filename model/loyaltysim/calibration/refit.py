"""Refitting need, so that the whole model with its habits still repeats the purchase record.

The Pareto/NBD knows no habits, no days and no act that is hard for some. With learning on, simulated
customers would therefore act more or less often than those they were fitted to. Two numbers put that right. `alpha` is
scaled so that new customers act as often in the time of the record as the real ones did; `kappa`
scales the rates that are drawn, so that customers drawn from their posterior act as often in the time
to come as the fitted Pareto/NBD expects of them. Hazards stay as they were fitted, and nothing after
the record's end is looked at.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.calibration.forecasts.day_grid import expected_by_day, expected_next
from loyaltysim.calibration.forecasts.pareto_nbd import ParetoNBD, expected_repeats_given

if TYPE_CHECKING:
    from collections.abc import Callable

    from loyaltysim.calibration.cohort import Simulator
    from loyaltysim.customers.population import FittedPopulation

SIMULATED = 8_000
LONGEST = 365
TOLERANCE = 1e-3
_ROUNDS = 8
_FARTHEST = np.log(8.0)


@dataclass(frozen=True)
class Refit:
    """A population that repeats its record, and how far it still misses, as shares of the acts."""

    population: FittedPopulation
    miss_launched: float
    miss_new: float


def refit(population: FittedPopulation, simulate: Simulator, customers: int = SIMULATED) -> Refit:
    """Scale the rates of a fitted population until the simulation repeats the record.

    Parameters
    ----------
    population
        As fitted by maximum likelihood.
    simulate
        Plays a population; called for the whole model and for the plain Pareto/NBD on the same luck,
        so that little but the effect of what was added is left in the ratio of both.
    customers
        To be simulated.
    """
    scale, miss_new = _solve(_new(population, simulate, customers))

    def scaled(kappa: float) -> FittedPopulation:
        # New customers see kappa / alpha only, which stays as it was found for them.
        return replace(population, alpha=population.alpha * kappa / scale, kappa=kappa)

    kappa, miss_launched = _solve(_launched(population, scaled, simulate, customers))
    return Refit(scaled(kappa), miss_launched, miss_new)


def refit_launched(
    population: FittedPopulation, simulate: Simulator, customers: int = SIMULATED
) -> Refit:
    """Scale the rates of customers who are not all new to the record, until those launched act as expected of them."""

    def scaled(kappa: float) -> FittedPopulation:
        return replace(population, kappa=kappa)

    kappa, miss_launched = _solve(_launched(population, scaled, simulate, customers))
    return Refit(scaled(kappa), miss_launched, 0.0)


def _new(
    population: FittedPopulation, simulate: Simulator, customers: int
) -> Callable[[float], float]:
    """Make the log of the acts of new customers relative to those of the record."""
    spread = (np.arange(customers) + 0.5) / customers * population.T.size
    days = np.sort(population.T)[spread.astype(np.intp)].clip(1, LONGEST).astype(np.int64)
    observed, wanted = population.T.astype(np.int64), population.x.sum()
    by_day = expected_by_day(parameters_of(population), int(observed.max()))
    new = replace(population, newcomers=True)
    plain = simulate(new, days, plain=True).sum()

    def excess(scale: float) -> float:
        acts = simulate(replace(new, alpha=new.alpha / scale), days, plain=False).sum()
        return float(np.log(acts / plain * by_day[observed].sum() / wanted))

    return excess


def _launched(
    population: FittedPopulation,
    scaled: Callable[[float], FittedPopulation],
    simulate: Simulator,
    customers: int,
) -> Callable[[float], float]:
    """Make the log of the acts of launched customers relative to those expected of them."""
    ahead = int(np.clip(np.median(population.T), 28, LONGEST))
    days = np.full(customers, ahead)
    parameters, record = parameters_of(population), (population.x, population.t_x, population.T)
    wanted = np.sum(expected_repeats_given(parameters, record, ahead))
    on_grid = expected_next(parameters, record, ahead)
    plain = simulate(population, days, plain=True).sum()

    def excess(kappa: float) -> float:
        acts = simulate(scaled(kappa), days, plain=False).sum()
        return float(np.log(acts / plain * on_grid / wanted))

    return excess


def _solve(excess: Callable[[float], float]) -> tuple[float, float]:
    """Find the factor whose excess is 0, by secants in its logarithm; and what is left of it."""
    before, miss_before = 0.0, excess(1.0)
    log_factor = _within(-miss_before)
    miss = excess(float(np.exp(log_factor)))
    for _ in range(_ROUNDS):
        if abs(miss) < TOLERANCE or log_factor == before or miss == miss_before:
            break
        slope = max((miss - miss_before) / (log_factor - before), 0.1)
        before, miss_before = log_factor, miss
        log_factor = _within(log_factor - miss / slope)
        miss = excess(float(np.exp(log_factor)))
    return float(np.exp(log_factor)), miss


def _within(log_factor: float) -> float:
    return float(np.clip(log_factor, -_FARTHEST, _FARTHEST))


def parameters_of(population: FittedPopulation) -> ParetoNBD:
    """Give the parameters of a fitted population, in days."""
    return ParetoNBD(population.r, population.alpha, population.s, population.beta)
