"""What customers spend: one kind stays one, and wholesalers are told from consumers."""

import numpy as np
import pytest
from tests.calibration.sales import START

from loyaltysim.calibration.customers import found_customers
from loyaltysim.calibration.customers_file import customers_yaml
from loyaltysim.calibration.forecasts.history import split
from loyaltysim.calibration.forecasts.levels import fit_levels
from loyaltysim.calibration.logs.purchases import PurchaseDays
from loyaltysim.calibration.spends import spends_of
from loyaltysim.calibration.tickets import tickets_of
from loyaltysim.randomness import Luck, lognormal

CUSTOMERS, PURCHASES = 800, 5


def history(share, times, cv=0.5, basket_cv=0.3):
    """Draw customers of whom a share spends some times as much."""
    luck = Luck(7, range(1), CUSTOMERS)
    usual = lognormal(luck.traits("ticket"), 20.0, cv)
    usual *= np.where(luck.traits("kind") < share, times, 1.0)
    baskets = np.stack([lognormal(luck.traits(f"{i}"), 1.0, basket_cv) for i in range(PURCHASES)])
    customer = np.repeat(np.arange(CUSTOMERS), PURCHASES)
    gap = np.floor(40.0 * np.stack([luck.traits(f"gap {i}") for i in range(PURCHASES)])) + 1.0
    day = START + np.cumsum(gap, axis=0).T.ravel().astype(np.int64)
    spend = (usual * baskets).T.ravel()
    return split(PurchaseDays(customer, day, spend, int(day.max()), {}))[0], luck


def test_one_kind_stays_one_and_has_the_variation_that_was_planted():
    found = spends_of(history(0.0, 1.0)[0])
    assert found is not None
    assert not found.large.any()
    assert found.mean == pytest.approx(20.0, rel=0.05)
    assert (found.cv, found.basket_cv) == pytest.approx((0.5, 0.3), rel=0.1)


def test_one_huge_purchase_widens_nothing():
    plain, _ = history(0.0, 1.0)
    plain.spend[17] *= 1000.0
    found = spends_of(plain)
    assert found is not None
    assert (found.cv, found.basket_cv) == pytest.approx((0.5, 0.3), rel=0.15)


def test_wholesalers_are_told_from_consumers():
    log, luck = history(0.1, 12.0)
    found = spends_of(log)
    assert found is not None
    wholesale = luck.traits("kind") < 0.1
    assert found.large[wholesale].mean() > 0.95
    assert found.large[~wholesale].mean() < 0.01
    assert found.cv == pytest.approx(0.5, rel=0.15)


def test_nothing_is_told_where_no_amount_is_known():
    log, _ = history(0.0, 1.0)
    log.spend[:] = np.nan
    assert spends_of(log) is None


@pytest.mark.slow
def test_large_spenders_are_a_segment_and_spends_come_out_as_they_were():
    log, _ = history(0.1, 12.0)
    found = found_customers(log, fit_levels(log))
    large = found.segments[-1]
    assert large.name == "large spenders"
    assert large.share == pytest.approx(0.1, abs=0.03)
    others = np.average([one.ticket_factor for one in found.segments[:-1]])
    assert large.ticket_factor / others == pytest.approx(12.0, rel=0.15)
    assert '"large spenders": {share: ' in customers_yaml(found, "customers.yaml")
    tickets = tickets_of(log, found)
    assert tickets is not None
    assert tickets.simulated == pytest.approx(tickets.spent, rel=0.25)
