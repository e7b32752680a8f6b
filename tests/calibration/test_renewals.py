"""Renewals of a contract: planted leaving comes back, and forecasts keep to due dates."""

# ruff: noqa: N806 -- x, t_x and T are what the literature calls them

import numpy as np
import pytest
from tests.calibration.sales import START, history_of

from loyaltysim.calibration.forecasts.levels import fit_renewals
from loyaltysim.calibration.forecasts.parts import Ahead
from loyaltysim.calibration.forecasts.renewals import Leaving, Renewals
from loyaltysim.calibration.forecasts.tracking import track
from loyaltysim.randomness import Luck, gamma

PERIOD, DAYS = 30, 400
TRUE = Leaving(1.2, 8.0)
LAW = Renewals(TRUE, float(PERIOD))


def paid(seed, customers=800, days=DAYS, joining=300):
    """Draw customers who join on any day, and pay every 30 days until they leave."""
    luck = Luck(seed, range(1), customers)
    hazard = gamma(luck.traits("hazard"), TRUE.s / TRUE.beta, TRUE.s**-0.5)
    first = np.floor(joining * luck.traits("first")).astype(np.int64)
    first[0] = 0
    renewals = np.floor(-np.log(luck.traits("end")) / hazard)
    number = np.minimum(renewals, (days - 1 - first) // PERIOD).astype(np.int64) + 1
    customer = np.repeat(np.arange(customers), number)
    place = np.arange(customer.size) - np.repeat(np.cumsum(number) - number, number)
    return customer, START + first[customer] + PERIOD * place


@pytest.mark.slow
@pytest.mark.statistical
def test_true_leaving_lies_in_its_intervals_as_often_as_stated():
    """Of 40 intervals of 95% fewer than 33 hold the truth in one of 20,000 cases."""
    held = 0
    for seed in range(20):
        customer, day = paid(seed)
        history, _ = history_of(customer, day, DAYS)
        fit = fit_renewals(history, PERIOD).fit
        off = np.abs(np.log(np.array(fit.parameters.values) / np.array(TRUE)))
        held += int(np.sum(off < 1.96 * np.sqrt(np.diag(fit.log_covariance))))
    assert held >= 33, held


@pytest.mark.statistical
def test_weeks_and_the_total_held_out_are_foretold():
    customer, day = paid(3, customers=2000)
    history, later = history_of(customer, day, DAYS, ahead=84)
    levels = fit_renewals(history, PERIOD)
    ahead = Ahead(levels.parts, history.n)
    assert ahead.purchases(84.0).sum() == pytest.approx(later.purchases.sum(), rel=0.05)
    assert ahead.active(84.0).sum() == pytest.approx((later.purchases > 0).sum(), rel=0.05)
    found = track(history, levels, later)
    assert min(found.held(holdout=True), found.held(holdout=False)) >= 0.9


def test_who_has_let_a_due_date_pass_has_left():
    T = np.array([70.0, 70.0])
    record = np.array([2.0, 0.0]), np.array([60.0, 20.0]), T
    assert LAW.alive(record).tolist() == [1.0, 0.0]
    assert LAW.stay(record, 19.0)[0] == 0.0
    assert LAW.stay(record, 20.0)[0] == pytest.approx(30.0 * (10.0 / 11.0) ** 1.2)
    assert LAW.active(record, 20.0)[0] == pytest.approx((10.0 / 11.0) ** 1.2)


def test_all_lives_together_are_certain():
    k, T = np.arange(6.0), np.full(6, 5.6 * PERIOD)
    lives = LAW.log_likelihood(k, k * PERIOD, T)
    assert np.exp(lives).sum() == pytest.approx(1.0)


def test_whoever_is_late_is_there_as_often_as_others_paid_so_late():
    law = Renewals(TRUE, float(PERIOD), late=(0.0, 0.0, 0.0, 5.0))
    record = np.full(3, 2.0), np.full(3, 60.0), np.array([89.0, 93.0, 97.0])
    renews = (10.0 / 11.0) ** 1.2
    late = renews / 4 / (renews / 4 + 1 - renews)
    assert law.alive(record) == pytest.approx([1.0, late, 0.0])
    assert law.stay(record, 1.0)[1] == pytest.approx(30.0)


def test_drawn_customers_renew_as_the_law_says():
    luck, zeros = Luck(4, range(1), 40_000), np.zeros(40_000)
    shares = LAW.counts(zeros, np.full(zeros.size, 3.0 * PERIOD), luck, 4)
    stays = (TRUE.beta / (TRUE.beta + np.arange(5.0))) ** TRUE.s
    assert shares == pytest.approx([*-np.diff(stays)[:3], stays[3]], abs=0.01)
    edges = np.tile([0.0, PERIOD + 1.0], (zeros.size, 1))
    assert LAW.bought(zeros, edges, luck, 0).mean() == pytest.approx(stays[1], abs=0.01)


def test_months_are_counted_as_often_as_they_come():
    """Paid on the first of each month, of which 37 are more than 37 times 30 days."""
    months = np.arange("2021-01", "2024-02", dtype="datetime64[M]").astype("datetime64[D]")
    day = np.tile(months.astype(np.int64), 40)
    history, _ = history_of(np.repeat(np.arange(40), months.size), day, int(day.max()) - START + 1)
    law = fit_renewals(history, PERIOD).fit.parameters
    assert law.period == pytest.approx(30.44, abs=0.03)
    assert law.paid == 1.0


def test_a_law_is_written_in_a_line():
    law = Renewals(TRUE, float(PERIOD), late=tuple(np.linspace(-3.0, 9.0, 200).tolist()))
    assert str(law) == "Renewals(parameters=Leaving(s=1.2, beta=8.0), period=30.0, paid=1.0)"
    assert law != LAW
