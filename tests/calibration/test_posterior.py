"""Draws from a customer's posterior against its numerical integration."""

# ruff: noqa: N803, N806 -- x, t_x and T are what the literature calls them

import itertools
from functools import cache

import numpy as np
import pytest
from scipy import integrate, stats
from tests.calibration import cdnow

from loyaltysim.customers.posterior import log_left, log_stayed, p_alive, posterior_draw
from loyaltysim.randomness import Luck

DAILY = (0.553, 74.05, 0.606, 81.68)
RECORDS = [(0, 0, 230), (1, 40, 200), (5, 150, 260), (20, 268, 272), (2, 272, 272)]
LOGS = np.linspace(-45.0, 3.0, 1400)


def _column(*values):
    return tuple(np.array([float(value)]) for value in values)


@cache
def _posterior(x, t_x, T):
    """Integrate over rate and hazard: chance to be there, and means of those who are."""
    r, alpha, s, beta = DAILY
    rate, hazard = np.exp(LOGS), np.exp(LOGS)[:, None]
    # whatever is a product of one factor of the rate and one of the hazard is reckoned by factors
    of_rate = stats.gamma.pdf(rate, r, scale=1 / alpha) * rate**x * rate
    of_hazard = stats.gamma.pdf(hazard, s, scale=1 / beta) * hazard
    prior = of_hazard * of_rate
    there = np.exp(-hazard * T) * np.exp(-rate * T)
    stayed = prior * there
    left = prior * hazard / (rate + hazard) * (np.exp(-hazard * t_x) * np.exp(-rate * t_x) - there)

    def total(values):
        return integrate.trapezoid(integrate.trapezoid(values, LOGS), LOGS)

    alive = total(stayed)
    share = alive / (alive + total(left))
    return share, total(stayed * rate) / alive, total(stayed * hazard) / alive


@pytest.mark.oracle
@pytest.mark.parametrize("record", RECORDS)
def test_the_chance_to_be_there_is_the_integral(record):
    assert p_alive(DAILY, *_column(*record))[0] == pytest.approx(_posterior(*record)[0], abs=1e-6)


@pytest.mark.oracle
def test_the_chances_of_cdnow_are_the_published_ones():
    """Quartiles .3174, .3499, .4763 and mean .4462: the R package BTYDplus on the same data."""
    chances = p_alive(cdnow.WEEKLY, *cdnow.weeks())
    found = [*np.quantile(chances, [0.25, 0.5, 0.75]), chances.mean()]
    assert found == pytest.approx([0.3174, 0.3499, 0.4763, 0.4462], abs=5e-4)


@pytest.mark.statistical
@pytest.mark.parametrize("record", RECORDS)
def test_draws_follow_the_posterior(record):
    """Three z-tests at 5 standard errors for each record: one false alarm in 100,000 runs."""
    n = 40_000
    luck = Luck(7, range(20), 2000)
    uniforms = [luck.traits(name) for name in ("alive", "hazard", "need")]
    columns = [np.full(n, float(value)) for value in record]
    rate, hazard, alive = posterior_draw(DAILY, *columns, *uniforms)
    share, mean_rate, mean_hazard = _posterior(*record)
    assert abs(alive.mean() - share) <= 5 * np.sqrt(share * (1 - share) / n)
    assert abs(rate[alive].mean() - mean_rate) < 5 * rate[alive].std() / np.sqrt(alive.sum())
    assert abs(hazard[alive].mean() - mean_hazard) < 5 * hazard[alive].std() / np.sqrt(alive.sum())
    assert abs(rate[alive].mean() - 1.1 * mean_rate) > 5 * rate[alive].std() / np.sqrt(alive.sum())


def test_a_draw_depends_on_nothing_but_its_own_customer():
    luck, more = Luck(7, range(1), 50), Luck(7, range(1), 80)
    small = posterior_draw(DAILY, *_drawn(luck))
    large = posterior_draw(DAILY, *_drawn(more))
    for few, many in zip(small, large, strict=True):
        assert np.array_equal(few, many[:50])


def _drawn(luck):
    x, t_x, T = (np.resize(values, luck.n).astype(float) for values in zip(*RECORDS, strict=True))
    return x, t_x, T, *(luck.traits(name) for name in ("alive", "hazard", "need"))


@pytest.mark.parametrize("u", [2.0**-54, 1 - 2.0**-53])
def test_extreme_luck_gives_finite_customers(u):
    columns = [np.array(values, float) for values in zip(*RECORDS, strict=True)]
    rate, hazard, _ = posterior_draw(DAILY, *columns, *(np.full(5, u) for _ in range(3)))
    assert np.all(np.isfinite(rate) & (rate >= 0))
    assert np.all(np.isfinite(hazard) & (hazard >= 0))


def test_who_bought_on_the_last_day_is_there_for_certain():
    assert p_alive(DAILY, *_column(4, 272, 272))[0] == 1.0


SHAPES = (0.02, 0.6, 5.0, 80.0)
TIMES = (0.5, 70.0, 20_000.0)
EXTREMES = [(0, 0, 300), (1, 299, 300), (300, 150, 365), (3000, 2990, 3000), (3, 10, 3000)]


@pytest.mark.oracle
@pytest.mark.parametrize("r", SHAPES)
def test_the_weight_of_having_left_is_the_integral_for_all_parameters(r):
    x, t_x, T = np.array(EXTREMES, float).T
    for alpha, s, beta in itertools.product(TIMES, SHAPES, TIMES):
        found = log_left((r, alpha, s, beta), x, t_x, T)
        wanted = [_log_left((r, alpha, s, beta), *record) for record in EXTREMES]
        assert found == pytest.approx(wanted, abs=1e-6)


def _log_left(parameters, x, t_x, T):
    """Integrate in ln(least + u), where the integrand is smooth; its peak is taken out, so that it cannot vanish."""
    r, alpha, s, beta = parameters
    least = min(alpha, beta)
    grid = np.linspace(np.log(least + t_x), np.log(least + T), 40_001)
    u = np.exp(grid) - least
    logs = grid - (r + x) * np.log(alpha + u) - (s + 1) * np.log(beta + u)
    peak = logs.max()
    return np.log(s) + np.log(integrate.simpson(np.exp(logs - peak), x=grid)) + peak


def test_weights_stay_finite_for_busy_customers():
    assert np.isfinite(log_stayed(DAILY, *_column(50_000, 60_000)))[0]
    assert np.isfinite(log_left(DAILY, *_column(50_000, 59_000, 60_000)))[0]
