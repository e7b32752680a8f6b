"""Cohort retention and spends: counted by hand, and expected as simulated customers do."""

import numpy as np
import pytest
from tests.calibration.sales import START, history_of, simulated

from loyaltysim.calibration.customers import FoundCustomers, FoundSegment
from loyaltysim.calibration.forecasts.cohorts import FEWEST, cohorts_of
from loyaltysim.calibration.forecasts.history import split
from loyaltysim.calibration.forecasts.levels import fit_levels
from loyaltysim.calibration.logs.purchases import PurchaseDays
from loyaltysim.calibration.tickets import tickets_of
from loyaltysim.randomness import Luck, lognormal


def test_shares_are_counted_by_hand():
    """Everybody buys on the first day and on day 28; every other one on day 60, which is in the third period."""
    customer, day = [], []
    for who in range(FEWEST):
        days = [0, 28, 60] if who % 2 else [0, 28]
        customer += [who] * len(days)
        day += days
    history, _ = history_of(np.array(customer), np.array(day) + START, 112)
    levels = fit_levels(history)
    found = cohorts_of(history, levels)
    assert found.period.tolist() == [1, 2, 3]
    assert found.active.tolist() == [1.0, 0.0, 0.5]
    assert found.customers.tolist() == [FEWEST] * 3
    assert found.start.tolist() == [START] * 3
    assert found.pooled()[0].tolist() == [1.0, 0.0, 0.5]


@pytest.mark.slow
def test_small_cohorts_and_unfinished_periods_are_left_out():
    customer, day = np.arange(2 * FEWEST - 1), np.repeat([0, 30], [FEWEST, FEWEST - 1])
    both = np.concatenate([customer, customer]), np.concatenate([day, day + 5]) + START
    order = np.lexsort((both[1], both[0]))
    history, _ = history_of(both[0][order], both[1][order], 80)
    assert cohorts_of(history, fit_levels(history)).period.tolist() == [1]


@pytest.mark.slow
@pytest.mark.statistical
def test_expected_shares_are_those_of_the_customers_who_were_simulated():
    """The largest of some seven errors is below four standard errors of a pooled share."""
    customer, day = simulated((0.9, 20.0, 0.8, 200.0), 224, customers=1200)
    history, _ = history_of(customer, day, 224)
    active, expected = cohorts_of(history, fit_levels(history)).pooled()
    assert np.abs(active - expected).max() < 0.04


def test_spends_are_compared_with_the_same_lognormal_ones():
    luck = Luck(3, range(1), 4000)
    spend = lognormal(luck.traits("spend"), 20.0, 0.5) * lognormal(luck.traits("basket"), 1.0, 0.3)
    history, _ = split(PurchaseDays(np.arange(4000), np.full(4000, START), spend, START + 90, {}))
    found = FoundCustomers(
        (FoundSegment("all", 1.0, (0.1, 1.0), (0.1, 1.0), 1.0),), 4000.0, (20.0, 0.5), 0.3, 0.0, ()
    )
    tickets = tickets_of(history, found)
    assert tickets is not None
    assert tickets.simulated == pytest.approx(tickets.spent, rel=0.05)
    assert np.abs(tickets.actual - tickets.expected).max() < 0.02
    assert tickets.actual.sum() == pytest.approx(0.996, abs=0.002)


def test_without_amounts_there_are_no_spends():
    customer, day = np.arange(60), np.full(60, START)
    history, _ = split(PurchaseDays(customer, day, np.full(60, np.nan), START + 59, {}))
    found = FoundCustomers(
        (FoundSegment("all", 1.0, (0.1, 1.0), (0.1, 1.0), 1.0),), 60.0, None, 0.0, 0.0, ()
    )
    assert tickets_of(history, found) is None
