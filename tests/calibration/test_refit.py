"""The refit: what it asks of a simulator, and what the real one does with it."""

from dataclasses import replace

import numpy as np
import pytest
from tests.calibration import cdnow, day_grid_counts, plays

from loyaltysim.calibration.cohort import Cohort
from loyaltysim.calibration.forecasts.day_grid import expected_by_day
from loyaltysim.calibration.forecasts.likelihood import fit_pareto_nbd
from loyaltysim.calibration.forecasts.pareto_nbd import ParetoNBD, expected_repeats_given
from loyaltysim.calibration.refit import TOLERANCE, parameters_of, refit
from loyaltysim.customers.network import SmallWorld
from loyaltysim.customers.newcomers import Newcomers
from loyaltysim.customers.population import FittedPopulation
from loyaltysim.scenario import load_scenario
from loyaltysim.simulation.run import setup_of


@pytest.fixture(scope="module")
def population():
    cohort = cdnow.record()
    fit = fit_pareto_nbd(cohort.x, cohort.t_x, cohort.T)
    return FittedPopulation(
        **fit.parameters._asdict(),
        x=cohort.x,
        t_x=cohort.t_x,
        T=cohort.T,
        mean_spend=np.nan_to_num(cohort.mean_spend),
    )


def deterministic(lift):
    """Play expectations; learning multiplies the acts of launched and of new customers."""

    def simulate(population, days, *, plain):
        factor = 1.0 if plain else lift["new" if population.newcomers else "launched"]
        mean = population.r / population.alpha * population.kappa
        return factor * mean * days.astype(float)

    return simulate


def test_a_lift_of_new_customers_is_taken_out_of_alpha(population):
    plain = refit(population, deterministic({"new": 1.0, "launched": 1.0}))
    lifted = refit(population, deterministic({"new": 1.25, "launched": 1.0}))
    rate = [found.population.kappa / found.population.alpha for found in (plain, lifted)]
    assert rate[1] * 1.25 == pytest.approx(rate[0], rel=3 * TOLERANCE)


def test_new_customers_are_matched_to_the_record(population):
    found = refit(population, deterministic({"new": 1.0, "launched": 1.0})).population
    expected = expected_by_day(parameters_of(population), 272)[population.T.astype(int)].sum()
    wanted = population.alpha * expected / population.x.sum()
    assert found.alpha / found.kappa == pytest.approx(wanted, rel=3 * TOLERANCE)


def test_what_was_fitted_of_leaving_stays(population):
    found = refit(population, deterministic({"new": 1.2, "launched": 0.8})).population
    assert (found.r, found.s, found.beta) == (population.r, population.s, population.beta)
    assert not found.newcomers


def test_acts_that_do_not_answer_are_told_as_a_miss(population):
    def stuck(population, days, *, plain):
        return days * (1.0 if plain else 1.5)

    found = refit(population, stuck)
    assert abs(found.miss_new) > 0.2
    assert abs(found.miss_launched) > 0.2
    assert np.isfinite(found.population.kappa)


def test_the_cohort_is_alone_whoever_else_a_scenario_knows(population):
    setup = plays.setup()
    crowd = replace(setup, newcomers=Newcomers(0.05, each=1), network=SmallWorld(4, 0.1))
    days = np.full(500, 20)
    alone, among = (
        Cohort(one, plays.CONSTANTS)(population, days, plain=False) for one in (setup, crowd)
    )
    assert alone.sum() > 0
    assert np.array_equal(alone, among)


@pytest.mark.slow
def test_the_refit_is_the_same_every_time(population):
    cohort = Cohort(plays.setup(), plays.CONSTANTS)
    assert refit(population, cohort).population.alpha == refit(population, cohort).population.alpha


@pytest.mark.slow
@pytest.mark.statistical
@pytest.mark.parametrize(
    "setup",
    [
        pytest.param(setup_of(load_scenario("web_shop")), id="web_shop"),
        pytest.param(plays.setup(), id="an easy act"),
        pytest.param(plays.setup({"time": 2.0, "money": 1.5}), id="a hard act"),
    ],
)
def test_with_learning_the_model_repeats_cdnow_and_forecasts_its_holdout(population, setup):
    """The means of 200 other markets of 2,357: their noise is a tenth of the bands."""
    found = refit(population, Cohort(setup, plays.CONSTANTS))
    assert abs(found.miss_new) < 5 * TOLERANCE
    assert abs(found.miss_launched) < 5 * TOLERANCE

    x, later = plays.new_customers(found.population, setup, markets=200)
    histogram = np.mean([cdnow.histogram(market) for market in x], axis=0)
    assert np.all(cdnow.within_band(histogram)), histogram
    assert x.sum() / 200 == pytest.approx(population.x.sum(), rel=0.02)

    worst = abs(cdnow.BG_NBD_TOTAL - cdnow.HOLDOUT_TOTAL)
    launched = plays.launched_customers(found.population, setup, markets=200)
    assert abs(later.sum() / 200 - cdnow.HOLDOUT_TOTAL) < worst
    assert abs(launched.sum() / 200 - cdnow.HOLDOUT_TOTAL) < worst
    # the unseen weeks were predicted from the launch as the fitted model predicts them
    record = (population.x, population.t_x, population.T)
    expected = expected_repeats_given(parameters_of(population), record, cdnow.HOLDOUT_DAYS).sum()
    assert launched.sum() / 200 == pytest.approx(expected, rel=0.02)


@pytest.mark.slow
@pytest.mark.statistical
def test_without_the_refit_busy_customers_would_act_too_seldom(population):
    """Customers of a café who come every other day: days can hold one act only."""
    busy = ParetoNBD(2.0, 4.0, 0.6, 300.0)
    days = np.full(4000, 120.0)
    x, t_x = day_grid_counts.record(busy, days)
    fit = fit_pareto_nbd(x, t_x, days)
    fitted = FittedPopulation(**fit.parameters._asdict(), x=x, t_x=t_x, T=days, mean_spend=0 * x)
    setup = plays.setup()
    before = plays.totals(replace(fitted, newcomers=True), setup, 120)
    after = plays.totals(
        replace(refit(fitted, Cohort(setup, plays.CONSTANTS)).population, newcomers=True),
        setup,
        120,
    )
    assert before / x.mean() < 0.95
    assert after / x.mean() == pytest.approx(1.0, abs=0.03)
