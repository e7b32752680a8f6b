"""Pareto/NBD against published numbers, quadrature and its own limits."""

# ruff: noqa: N803 -- x, t_x and T are what the literature calls them

import numpy as np
import pytest
from scipy import integrate, stats
from tests.calibration import cdnow
from tests.calibration.closed_form import expected_repeats, repeats_distribution

from loyaltysim.calibration.forecasts.day_grid import expected_by_day, expected_next
from loyaltysim.calibration.forecasts.pareto_nbd import (
    ParetoNBD,
    expected_repeats_given,
    log_likelihood,
)

pytestmark = pytest.mark.oracle

OTHERS = [
    ParetoNBD(0.553, 10.578, 0.606, 11.669),
    ParetoNBD(2.0, 3.0, 4.0, 100.0),
    ParetoNBD(0.3, 40.0, 1.0, 8.0),
]


def test_the_likelihood_of_cdnow_is_the_published_one():
    assert log_likelihood(cdnow.WEEKLY, *cdnow.weeks()).sum() == pytest.approx(-9594.976, abs=2e-3)


def test_a_new_customer_is_expected_to_buy_as_published():
    """The BTYD walkthrough (Dziurzynski et al. 2014) gives 1.473 for 52 weeks."""
    assert expected_repeats(cdnow.WEEKLY, 52.0) == pytest.approx(1.473, abs=5e-4)


def test_the_conditional_forecast_of_the_best_customer_is_the_published_one():
    """Customer 1516 of the BTYD walkthrough: 25.46 in the next 52 weeks."""
    record = (np.array([26.0]), np.array([30.86]), np.array([31.0]))
    assert expected_repeats_given(cdnow.WEEKLY, record, 52.0) == pytest.approx(25.46, abs=0.01)


@pytest.mark.parametrize("parameters", OTHERS)
@pytest.mark.parametrize(("x", "t_x", "T"), [(0, 0, 30), (1, 4, 30), (12, 29, 30), (3, 30, 30)])
def test_the_likelihood_is_the_integral_over_rates_and_hazards(parameters, x, t_x, T):
    r, alpha, s, beta = parameters

    # in logarithms the integrand falls off doubly exponentially to the right: trapezoids are exact
    logs = np.linspace(-75.0, 6.0, 1600)
    rate, hazard = np.exp(logs), np.exp(logs)[:, None]
    # whatever is a product of one factor of the rate and one of the hazard is reckoned by factors
    of_rate = stats.gamma.pdf(rate, r, scale=1 / alpha) * rate**x * rate
    of_hazard = stats.gamma.pdf(hazard, s, scale=1 / beta) * hazard
    stayed = np.exp(-hazard * T) * np.exp(-rate * T)
    left = hazard / (rate + hazard) * (np.exp(-hazard * t_x) * np.exp(-rate * t_x) - stayed)
    values = of_hazard * of_rate * (stayed + left)
    wanted = np.log(integrate.trapezoid(integrate.trapezoid(values, logs), logs))
    found = log_likelihood(parameters, *(np.array([float(v)]) for v in (x, t_x, T)))
    assert found[0] == pytest.approx(wanted, abs=1e-6)


@pytest.mark.parametrize("parameters", OTHERS)
def test_the_mean_of_the_distribution_is_the_expectation(parameters):
    chances = repeats_distribution(parameters, 20.0, 400)
    assert chances.sum() == pytest.approx(1.0, abs=1e-9)
    assert chances @ np.arange(401) == pytest.approx(
        float(expected_repeats(parameters, 20.0)), rel=1e-8
    )


def test_nobody_has_bought_before_any_time_has_passed():
    assert repeats_distribution(cdnow.WEEKLY, 0.0, 2) == pytest.approx([1.0, 0.0, 0.0])


def test_expectations_are_smooth_where_s_is_1():
    around = [
        expected_repeats(ParetoNBD(0.5, 10.0, s, 12.0), 39.0) for s in (1 - 1e-7, 1, 1 + 1e-7)
    ]
    assert around[1] == pytest.approx((around[0] + around[2]) / 2, rel=1e-10)
    assert np.isfinite(around[1])


def test_days_as_steps_become_the_continuous_model_when_they_are_short():
    short = ParetoNBD(0.5, 10_000.0, 0.6, 11_000.0)
    assert expected_by_day(short, 30_000)[-1] == pytest.approx(
        float(expected_repeats(short, 30_000.0)), rel=2e-4
    )
    record = (np.array([3.0, 0.0]), np.array([9e3, 0.0]), np.array([1e4, 2e4]))
    assert expected_next(short, record, 30_000) == pytest.approx(
        float(expected_repeats_given(short, record, 30_000.0).sum()), rel=2e-4
    )


def test_on_long_steps_a_customer_acts_at_most_once_a_step():
    busy = ParetoNBD(50.0, 1.0, 0.6, 1e6)
    assert expected_by_day(busy, 100)[-1] == pytest.approx(100.0, rel=1e-3)
    assert expected_repeats(busy, 100.0) > 4000
