"""Logs that begin in the middle of business: who was a customer before, and what that does to a fit."""

import numpy as np
import pytest
from tests.calibration.sales import START, history_of, simulated

from loyaltysim.calibration.forecasts.history import split
from loyaltysim.calibration.forecasts.levels import fit_levels
from loyaltysim.calibration.forecasts.likelihood import PARETO, fit_pareto_nbd
from loyaltysim.calibration.forecasts.models import forecasts
from loyaltysim.calibration.forecasts.pareto_nbd import ParetoNBD
from loyaltysim.calibration.forecasts.stock import find_stock
from loyaltysim.calibration.logs.purchases import PurchaseDays

TRUE = ParetoNBD(0.8, 20.0, 0.9, 120.0)
BEFORE, DAYS = 400, 300


def cut(seed, customers=1500, ahead=0, before=BEFORE):
    """Simulate a business that takes in customers all the time, and forget its first days."""
    length = before + DAYS + ahead
    customer, day = simulated(TRUE, length, customers, joining=length - 10, seed=seed)
    first = np.full(customers, 10**9)
    np.minimum.at(first, customer, day)
    kept = day >= START + before
    rest = PurchaseDays(customer[kept], day[kept], np.full(kept.sum(), 9.0), START + length - 1, {})
    early = np.unique(rest.customer[rest.day <= rest.last_day - ahead])
    return *split(rest, ahead), first[early] < START + before


def fitted(history):
    whole = float(history.end - history.start + 1)
    plain = fit_pareto_nbd(*history.record).parameters
    seen = (history.first - history.start + 1).astype(float), whole
    return find_stock(PARETO, history.record, seen, plain)


@pytest.mark.slow
@pytest.mark.statistical
def test_true_parameters_lie_in_their_intervals_as_often_as_stated():
    """Of 20 intervals of 95% fewer than 16 hold the truth in one of 390 cases."""
    held = 0
    for seed in range(5):
        history, _, _ = cut(seed, 800)
        found = fitted(history)
        assert found is not None
        off = np.abs(np.log(np.array(found.fit.parameters) / np.array(TRUE)))
        held += int(np.sum(off < 1.96 * np.sqrt(np.diag(found.fit.log_covariance))))
    assert held >= 16, held


@pytest.mark.slow
@pytest.mark.statistical
def test_old_customers_are_told_from_new_ones_and_the_forecast_is_better_for_it():
    """With everybody new, the stock's slow ones pass for customers who leave."""
    history, later, old = cut(0, ahead=200)
    levels = fit_levels(history)
    chance = levels.parts[1].weight
    assert chance.mean() == pytest.approx(old.mean(), abs=0.08)
    for low, high in ((0.0, 0.25), (0.75, 1.01)):
        there = (chance >= low) & (chance < high)
        assert old[there].mean() == pytest.approx(chance[there].mean(), abs=0.12)
    found = forecasts(history, levels, fit_pareto_nbd(*history.record))
    off = [one(200.0).sum() / later.purchases.sum() - 1 for one in found.expected.values()]
    assert abs(off[0]) < 0.08, off
    assert abs(off[0]) < abs(off[1]), off


@pytest.mark.slow
def test_a_cohort_that_was_acquired_in_the_log_has_no_stock():
    customer, day = simulated(TRUE, 200, customers=500)
    history, _ = history_of(customer, day, 200)
    assert fitted(history) is None
