"""BG/BB: published figures, exact sums, and that regular buyers of a log of months do not come out too slow."""

# ruff: noqa: N806 -- x, t_x and T are what the literature calls them

from itertools import product
from math import comb

import numpy as np
import pytest
from tests.calibration.sales import history_of, simulated

from loyaltysim.calibration.customers import found_customers
from loyaltysim.calibration.forecasts.bg_bb import BG_BB, BGBB
from loyaltysim.calibration.forecasts.history import WEEK, split
from loyaltysim.calibration.forecasts.levels import fit_levels
from loyaltysim.calibration.forecasts.likelihood import fit_law
from loyaltysim.calibration.forecasts.pace import MONTHLY, paced
from loyaltysim.calibration.forecasts.pareto_nbd import ParetoNBD
from loyaltysim.calibration.forecasts.parts import Ahead
from loyaltysim.calibration.logs.purchases import Rows, purchase_days
from loyaltysim.randomness import Luck

# Donations of 11,104 people in the six years after their first (Fader, Hardie & Shang 2010, table 3): how many had given x times,
# the last time in year t_x.
DONORS = {
    (0, 0): 3464, (1, 1): 1091, (1, 2): 277, (1, 3): 129, (1, 4): 78, (1, 5): 119, (1, 6): 129, (2, 2): 613,
    (2, 3): 255, (2, 4): 155, (2, 5): 173, (2, 6): 234, (3, 3): 322, (3, 4): 181, (3, 5): 225, (3, 6): 357,
    (4, 4): 240, (4, 5): 284, (4, 6): 512, (5, 5): 335, (5, 6): 728, (6, 6): 1203,
}  # fmt: skip
PUBLISHED = BGBB(1.204, 0.750, 0.657, 2.783)
LAW = BGBB(0.8, 1.7, 0.9, 3.1)


def donors():
    x, t_x = np.repeat(np.array(list(DONORS), float), list(DONORS.values()), axis=0).T
    return x, WEEK * t_x, np.full(x.size, 6.0 * WEEK)


def records(n):
    """Give every record of n periods, and in how many ways it comes about."""
    some = [(x, t) for x, t in product(range(n + 1), repeat=2) if (0 < x <= t) or x == t == 0]
    x, t_x = np.array(some, float).T
    ways = [comb(t - 1, x - 1) if x else 1 for x, t in some]
    return (x, WEEK * t_x, np.full(x.size, float(WEEK * n))), np.array(ways)


def test_donors_are_as_likely_as_published():
    found = fit_law(BG_BB, donors(), near=PUBLISHED)
    assert found.parameters.values == pytest.approx(PUBLISHED.values, abs=2e-3)
    assert found.log_likelihood == pytest.approx(-33_225.6, abs=0.1)
    assert found.tells_leaving


@pytest.mark.parametrize("n", [1, 4])
def test_all_records_together_are_certain(n):
    record, ways = records(n)
    assert ways @ np.exp(LAW.log_likelihood(*record)) == pytest.approx(1.0)


def test_the_next_period_is_as_likely_as_the_record_that_it_makes():
    (x, t_x, T), _ = records(4)
    longer = LAW.log_likelihood(x + 1.0, T + WEEK, T + WEEK)
    chance = np.exp(longer - LAW.log_likelihood(x, t_x, T))
    record = x, t_x, T
    assert LAW.active(record, WEEK) == pytest.approx(chance)
    assert LAW.alive(record) * LAW.rate(record) * LAW.stay(record, WEEK) == pytest.approx(chance)


def test_a_purchase_in_three_periods_is_one_in_the_first_or_later():
    (x, t_x, T), _ = records(3)
    base = LAW.log_likelihood(x, t_x, T)
    one = np.exp(LAW.log_likelihood(x + 1.0, T + WEEK, T + WEEK) - base)
    two = np.exp(LAW.log_likelihood(x + 1.0, T + 2 * WEEK, T + 2 * WEEK) - base)
    assert LAW.active((x, t_x, T), 2 * WEEK) == pytest.approx(one + two)


def test_acts_of_past_periods_are_those_that_the_record_lets_expect():
    """Summed over all records with their chances, acts are those of new customers."""
    record, ways = records(4)
    edges = np.tile(np.arange(5.0) * WEEK, (ways.size, 1))
    weekly = WEEK * LAW.weekly(record[0][:, None], record[1][:, None], edges)
    chance = ways * np.exp(LAW.log_likelihood(*record))
    there = [1.0 - LAW.lost(float(WEEK * period)) for period in range(1, 5)]
    assert chance @ weekly == pytest.approx(LAW.alpha / (LAW.alpha + LAW.beta) * np.array(there))


def test_drawn_customers_are_those_of_the_law():
    zeros, luck = np.zeros(40_000), Luck(3, range(1), 40_000)
    record, ways = records(5)
    exact = np.bincount(record[0].astype(int), ways * np.exp(LAW.log_likelihood(*record)))
    shares = LAW.counts(zeros, np.full(zeros.size, 5.0 * WEEK), luck, 6)
    assert shares == pytest.approx(exact, abs=0.01)
    bought = LAW.bought(zeros, np.tile([0.0, WEEK], (zeros.size, 1)), luck, 0).mean()
    there = 1.0 - LAW.lost(float(WEEK))
    assert bought == pytest.approx(LAW.alpha / (LAW.alpha + LAW.beta) * there, abs=0.01)


def test_who_is_played_has_the_same_mean_rates():
    record, _ = records(4)
    played, (x, _, _) = LAW.to_play(record)
    assert np.all(x >= record[0])
    new = LAW.moments((np.zeros(1), np.zeros(1), np.zeros(1)))
    assert played.r / played.alpha == pytest.approx(new.rate[0])
    assert played.s * (played.s + 1) / played.beta**2 == pytest.approx(new.hazard_square[0])


@pytest.mark.slow
@pytest.mark.statistical
def test_who_buys_in_most_months_does_not_come_out_too_slow():
    """Purchases come 1.5 times a month; a log of months shows one at most, two thirds of a month's."""
    parameters = 1.5, 30.0, 0.8, 1200.0
    customer, day = simulated(parameters, 700, customers=400, joining=200)
    month = day.astype("datetime64[D]").astype("datetime64[M]").astype("datetime64[D]")
    days, pace = paced(purchase_days(Rows(customer, month.astype(np.int64), None)))
    assert pace == MONTHLY
    whole, _ = split(days)
    rates = [
        one.share * one.rate[0]
        for one in found_customers(whole, fit_levels(whole, pace), pace).segments
    ]
    true, (by_day, _) = ParetoNBD(*parameters), history_of(customer, day, 700)
    seen = np.average(true.rate(by_day.record), weights=true.alive(by_day.record))
    assert sum(rates) == pytest.approx(seen, rel=0.2)
    history, later = split(days, pace.days(180))
    ahead = Ahead(fit_levels(history, pace).parts, history.n).purchases(float(later.days)).sum()
    assert ahead == pytest.approx(later.purchases.sum(), rel=0.06)
