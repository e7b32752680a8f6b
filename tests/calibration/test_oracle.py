"""Without learning and mechanics the simulation is the Pareto/NBD, a day at a time."""

from dataclasses import replace

import numpy as np
import pytest
from tests.calibration import day_grid_counts, plays
from tests.calibration.closed_form import expected_repeats, repeats_distribution

from loyaltysim.calibration.forecasts.day_grid import expected_by_day, expected_next
from loyaltysim.calibration.forecasts.pareto_nbd import ParetoNBD
from loyaltysim.customers.population import FittedPopulation

pytestmark = [pytest.mark.oracle, pytest.mark.statistical, pytest.mark.slow]

CDNOW = ParetoNBD(0.553, 74.05, 0.606, 81.68)
CAFE = ParetoNBD(1.6, 8.0, 0.8, 90.0)
DAYS = [7, 30, 90, 200]
RECORD = (np.array([0.0, 1.0, 4.0, 15.0]), np.array([0.0, 30.0, 150.0, 198.0]), np.full(4, 200.0))
SIZE, BATCHES = 2000, 10


def people(parameters, *, newcomers):
    x, t_x, observed = RECORD
    return FittedPopulation(
        **parameters._asdict(),
        x=x,
        t_x=t_x,
        T=observed,
        mean_spend=0 * x,
        newcomers=newcomers,
    )


def played(population, days):
    """Count the acts of 200,000 customers, shape (days, customers).

    The act asks nothing: of a hard one, many occasions a day would have to come to those who find it
    hardest, and occasions are at most one a day.
    """
    setup = plays.setup(learning=False)
    parts = [
        plays.counts(population, setup, days, range(10 * n, 10 * n + 10), SIZE).reshape(
            len(days), -1
        )
        for n in range(BATCHES)
    ]
    return np.concatenate(parts, axis=1)


@pytest.mark.parametrize("parameters", [CDNOW, CAFE])
def test_new_customers_follow_the_closed_form(parameters):
    """Four means and eight shares at 5 standard errors: seven false alarms in a million runs."""
    acts = played(people(parameters, newcomers=True), DAYS)
    error = acts.std(axis=1) / np.sqrt(acts.shape[1])
    curve = expected_by_day(parameters, max(DAYS))[DAYS]
    assert np.all(np.abs(acts.mean(axis=1) - curve) < 5 * error)

    shares = np.bincount(np.minimum(acts[-1], 7), minlength=8) / acts.shape[1]
    closed = day_grid_counts.distribution(parameters, DAYS[-1], 6)
    closed = np.append(closed, 1 - closed.sum())
    assert np.all(np.abs(shares - closed) < 5 * np.sqrt(closed / acts.shape[1]))

    # and the test would notice rates that are 5% too high
    higher = expected_by_day(parameters._replace(alpha=parameters.alpha / 1.05), max(DAYS))[DAYS]
    assert np.all(np.abs(acts.mean(axis=1) - higher)[1:] > 5 * error[1:])


def test_for_rare_buyers_the_grid_of_days_is_the_published_model():
    closed = day_grid_counts.distribution(CDNOW, 200, 6)
    assert closed == pytest.approx(repeats_distribution(CDNOW, 200.0, 6), abs=2e-3)
    assert expected_by_day(CDNOW, 200)[-1] == pytest.approx(
        float(expected_repeats(CDNOW, 200.0)), rel=0.01
    )


@pytest.mark.parametrize("parameters", [CDNOW, CAFE])
def test_launched_customers_follow_the_conditional_expectation(parameters):
    """One mean at 5 standard errors: one false alarm in a million runs."""
    acts = played(people(parameters, newcomers=False), [90])[0]
    expected = expected_next(parameters, RECORD, 90) / RECORD[0].size
    error = acts.std() / np.sqrt(acts.size)
    assert abs(acts.mean() - expected) < 5 * error
    assert abs(acts.mean() - 1.1 * expected) > 5 * error


def test_kappa_scales_the_rates_that_are_drawn():
    twice = replace(people(CDNOW, newcomers=True), kappa=2.0)
    half = people(CDNOW._replace(alpha=CDNOW.alpha / 2), newcomers=True)
    setup = plays.setup(learning=False)
    assert plays.totals(twice, setup, 60) == pytest.approx(plays.totals(half, setup, 60), rel=1e-3)
