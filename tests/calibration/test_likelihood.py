"""Maximum likelihood: the published fits, recovery of what was planted, and records that say little."""

# ruff: noqa: N806 -- x, t_x and T are what the literature calls them

import numpy as np
import pytest
from scipy import stats
from tests.calibration import bg_nbd, cdnow

from loyaltysim.calibration.forecasts.likelihood import fit_pareto_nbd
from loyaltysim.calibration.forecasts.pareto_nbd import ParetoNBD, expected_repeats_given
from loyaltysim.randomness import Luck, gamma


@pytest.mark.oracle
def test_cdnow_gives_the_published_fit():
    """Fader, Hardie & Lee (2005), table 2; the R package CLVTools has -9594.976."""
    fit = fit_pareto_nbd(*cdnow.weeks())
    assert fit.parameters == pytest.approx(cdnow.WEEKLY, abs=2e-3)
    assert fit.log_likelihood == pytest.approx(-9594.976, abs=1e-3)
    assert fit.at_limit == ()


@pytest.mark.slow
def test_the_unit_of_time_does_not_matter():
    x, t_x, T = cdnow.weeks()
    weekly, daily = fit_pareto_nbd(x, t_x, T), fit_pareto_nbd(x, 7 * t_x, 7 * T)
    rescaled = np.array(daily.parameters) / [1, 7, 1, 7]
    assert rescaled == pytest.approx(np.array(weekly.parameters), rel=1e-4)
    assert daily.log_likelihood + x.sum() * np.log(7) == pytest.approx(weekly.log_likelihood)


@pytest.mark.oracle
def test_bg_nbd_is_the_published_yardstick():
    x, t_x, T = cdnow.weeks()
    parameters, log_likelihood = bg_nbd.fit(x, t_x, T)
    assert parameters == pytest.approx([0.243, 4.414, 0.793, 2.426], abs=2e-3)
    assert log_likelihood == pytest.approx(-9582.43, abs=0.01)
    forecast = bg_nbd.expected_next(parameters, x, t_x, T, 39.0).sum()
    assert forecast == pytest.approx(cdnow.BG_NBD_TOTAL, abs=1)


def test_pareto_nbd_forecasts_the_holdout_no_worse_than_bg_nbd():
    record = cdnow.weeks()
    forecast = expected_repeats_given(fit_pareto_nbd(*record).parameters, record, 39.0).sum()
    assert abs(forecast - cdnow.HOLDOUT_TOTAL) < abs(cdnow.BG_NBD_TOTAL - cdnow.HOLDOUT_TOTAL)


def planted(parameters, observed, customers=4000, seed=11):
    """Draw records by inverse transforms: rate, hazard, end, number of acts and the last of them."""
    luck = Luck(seed, range(1), customers)
    rate = gamma(luck.traits("rate"), parameters.r / parameters.alpha, parameters.r**-0.5)
    hazard = gamma(luck.traits("hazard"), parameters.s / parameters.beta, parameters.s**-0.5)
    T = observed * (0.5 + 0.5 * luck.traits("first"))
    end = np.minimum(T, -np.log(luck.traits("end")) / np.maximum(hazard, 1e-300))
    x = stats.poisson.ppf(luck.traits("acts"), rate * end)
    last = end * luck.traits("last") ** (1 / np.maximum(x, 1))
    return x, np.where(x > 0, last, 0.0), T


@pytest.mark.slow
@pytest.mark.statistical
@pytest.mark.parametrize(
    "parameters",
    [
        ParetoNBD(0.55, 74.0, 0.61, 82.0),
        ParetoNBD(1.8, 9.0, 1.2, 150.0),
        ParetoNBD(0.9, 300.0, 2.5, 200.0),
    ],
)
def test_what_was_planted_is_found(parameters):
    """Four z-tests at 5 standard errors each: two false alarms in a million runs."""
    fit = fit_pareto_nbd(*planted(parameters, 365.0))
    relative = np.array(fit.standard_errors) / np.array(fit.parameters)
    z = np.log(np.array(fit.parameters) / np.array(parameters)) / relative
    assert np.all(np.abs(z) < 5), z
    assert np.all(relative[:2] < 0.2)  # the intervals are narrow enough to say something


@pytest.mark.slow
@pytest.mark.statistical
def test_standard_errors_are_as_wide_as_the_estimates_scatter():
    """Over 12 cohorts the spread of ln r lies within a factor of 2.2 of its standard error."""
    parameters = ParetoNBD(0.55, 74.0, 0.61, 82.0)
    x, t_x, T = planted(parameters, 365.0, 12_000)
    fits = [fit_pareto_nbd(x[part], t_x[part], T[part]) for part in np.split(np.arange(12_000), 12)]
    errors = [fit.standard_errors.r / fit.parameters.r for fit in fits]
    scatter = np.std([np.log(fit.parameters.r) for fit in fits], ddof=1)
    assert 1 / 2.2 < scatter / np.mean(errors) < 2.2


@pytest.mark.slow
def test_a_record_without_leaving_says_that_its_hazard_is_not_known():
    x, _, T = planted(ParetoNBD(5.0, 20.0, 1.0, 1e7), 365.0, 500)
    kept = x > 0
    fit = fit_pareto_nbd(x[kept], T[kept], T[kept])
    assert fit.at_limit
    assert set(fit.at_limit) <= {"s", "beta"}
    assert fit.parameters.s / fit.parameters.beta < 1e-3


def test_large_records_are_thinned_and_give_nearly_the_same(monkeypatch):
    monkeypatch.setattr("loyaltysim.calibration.forecasts.likelihood.MOST", 2000)
    thinned = fit_pareto_nbd(*cdnow.weeks())
    assert thinned.parameters != pytest.approx(cdnow.WEEKLY, abs=2e-3)
    assert thinned.parameters == pytest.approx(cdnow.WEEKLY, rel=0.3)


@pytest.mark.slow
@pytest.mark.statistical
def test_customers_who_all_leave_alike_tell_how_they_leave():
    """The spread ends at its limit, the mean does not; about 80 leave, so that its error is some 0.13 a year."""
    x, t_x, T = planted(ParetoNBD(2.0, 20.0, 1e4, 1e4 * 365.25 / 1.2), 250.0, 200)
    fit = fit_pareto_nbd(x, np.rint(t_x), np.rint(T))
    law = fit.parameters
    assert {"s", "beta"} & set(fit.at_limit)
    assert fit.tells_leaving
    assert 365.25 * law.s / (law.beta + 125.0) == pytest.approx(1.2, abs=0.4)
