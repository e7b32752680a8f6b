"""Weeks that are better or worse for all: planted ones come back, and calm logs stay calm."""

import numpy as np
import pytest
from tests.calibration.sales import history_of, simulated

from loyaltysim.calibration.forecasts.levels import fit_levels
from loyaltysim.calibration.forecasts.likelihood import fit_pareto_nbd
from loyaltysim.calibration.forecasts.models import gini
from loyaltysim.calibration.forecasts.pareto_nbd import ParetoNBD, chance_active
from loyaltysim.calibration.forecasts.tracking import track
from loyaltysim.randomness import Luck, gamma

TRUE = ParetoNBD(0.8, 30.0, 0.7, 150.0)
DAYS = 280


def shaken(seed, spread=0.4):
    return gamma(Luck(seed, range(1), 100).traits("weeks"), 1.0, spread)


def planted(parameters, days, *, ahead=0, **how):
    customer, day = simulated(parameters, days, **how)
    return history_of(customer, day, days, ahead)


@pytest.mark.slow
@pytest.mark.statistical
def test_planted_levels_come_back_and_their_spread():
    factors = shaken(3)
    history, later = planted(TRUE, DAYS, factors=factors)
    found = fit_levels(history)
    assert np.corrcoef(found.factors[4:], factors[4 : history.weeks])[0, 1] > 0.9
    assert found.steadiness**-0.5 == pytest.approx(0.4, abs=0.1)
    rate = found.fit.parameters.r / found.fit.parameters.alpha
    assert rate == pytest.approx(0.8 / 30.0, rel=0.2)
    assert track(history, found, later).held(holdout=False) >= 0.9


@pytest.mark.slow
@pytest.mark.statistical
def test_without_levels_it_is_the_pareto_nbd():
    history, _ = planted(TRUE, DAYS)
    found, plain = fit_levels(history), fit_pareto_nbd(*history.record)
    assert found.steadiness**-0.5 < 0.12
    off = np.log(np.array(found.fit.parameters) / np.array(plain.parameters))
    errors = np.array(plain.standard_errors) / np.array(plain.parameters)
    assert np.all(np.abs(off) < 1.5 * errors)


@pytest.mark.slow
@pytest.mark.statistical
def test_true_parameters_lie_in_their_intervals_as_often_as_stated():
    """Of 40 intervals of 95% fewer than 33 hold the truth in one of 20,000 cases."""
    held = 0
    for seed in range(10):
        history, _ = planted(TRUE, DAYS, factors=shaken(seed), seed=seed)
        fit = fit_levels(history).fit
        off = np.abs(np.log(np.array(fit.parameters) / np.array(TRUE)))
        held += int(np.sum(off < 1.96 * np.sqrt(np.diag(fit.log_covariance))))
    assert held >= 33, held


@pytest.mark.slow
@pytest.mark.statistical
def test_weeks_held_out_lie_in_their_intervals():
    held = []
    for seed in range(3):
        history, later = planted(TRUE, DAYS, factors=shaken(seed), seed=seed, ahead=84)
        held.append(track(history, fit_levels(history), later).held(holdout=True))
    assert np.mean(held) >= 0.9


@pytest.mark.slow
def test_a_week_without_any_sale_is_a_closed_one():
    """Customers are not taken for slower because the shop was shut."""
    customer, day = simulated(TRUE, 140, customers=800)
    week = (day - day.min()) // 7
    shut = (week == 16) | (week == 17)
    history, _ = history_of(customer[~shut], day[~shut], 140)
    found = fit_levels(history)
    assert np.sort(found.factors)[:2] == pytest.approx(0.001)
    whole, _ = history_of(customer, day, 140)
    rate = [one.fit.parameters.r / one.fit.parameters.alpha for one in (found, fit_levels(whole))]
    assert rate[0] == pytest.approx(rate[1], rel=0.1)


def test_the_chance_to_be_active_is_below_the_acts_expected_and_grows():
    record = (np.array([0.0, 3.0]), np.array([0.0, 50.0]), np.array([60.0, 60.0]))
    short, long = (chance_active(TRUE, record, ahead) for ahead in (7.0, 70.0))
    assert np.all((short > 0) & (short < long) & (long < 1))


def test_gini_is_0_for_a_useless_order():
    bought = np.array([0.0, 1.0, 2.0, 5.0])
    assert gini(np.ones(4), bought) == pytest.approx(0.0)
    assert gini(bought, bought) == pytest.approx(-gini(-bought, bought))
