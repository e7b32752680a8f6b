"""Without mechanics and learning the model is the Pareto/NBD of Schmittlein et al. (1987) on days.

A customer acts on a share 1 - exp(-L) of days until leaving, L and the hazard being gamma. So acts
and days lived have closed forms, or need one integral over the rates.
"""

from dataclasses import replace

import numpy as np
import pytest
from scipy import special, stats
from tests.statistical.checks import agree, counts_agree
from tests.worlds import CALM, EASY_VISIT, GUESTS, play, world

from loyaltysim.behaviour.constants import Constants
from loyaltysim.customers.population import SegmentPopulation, Spread

pytestmark = [pytest.mark.statistical, pytest.mark.oracle]
DAYS = 120
ACTS, HAZARD = Spread(0.12, 0.9), Spread(0.008, 1.2)
CHECKED = (1, 20, 60, DAYS)


@pytest.fixture(scope="module")
def cohort():
    population = SegmentPopulation((replace(GUESTS, rate=ACTS, rate_is_acts=True, hazard=HAZARD),))
    where = world(
        size=2000,
        markets=range(10),
        days=DAYS,
        learning=False,
        acts=(EASY_VISIT,),
        population=population,
        constants=Constants.default().replace(**CALM),
        dtype=np.float32,
    )
    return play(where)


def shape_and_rate(spread):
    shape = spread.cv**-2
    return shape, shape / spread.mean


def still_there(days, hazard=HAZARD):
    """Give the share that has not left after so many days."""
    shape, rate = shape_and_rate(hazard)
    return (rate / (rate + np.asarray(days, dtype=np.float64))) ** shape


def mean_acts(days, hazard=HAZARD):
    """Give the acts of a customer up to a day: each day that is lived, with a mean chance."""
    shape, rate = shape_and_rate(ACTS)
    a_day = 1.0 - (rate / (rate + 1.0)) ** shape
    return a_day * still_there(np.arange(days), hazard).sum()


def count_shares(most, hazard=HAZARD):
    """Give the shares of customers with 0, 1, ... acts, the last class being `most` and more."""
    nodes, weights = special.roots_legendre(300)
    shape, rate = shape_and_rate(ACTS)
    chance = -np.expm1(-special.gammaincinv(shape, (nodes + 1) / 2) / rate)
    lived = np.arange(1, DAYS + 1)
    # who leaves on day j - 1 has lived j days; the last class is of those who saw all days
    share = still_there(lived - 1, hazard) - np.append(still_there(lived[:-1], hazard), 0.0)
    counts = np.arange(most)
    mixed = stats.binom.pmf(counts[:, None, None], lived[None, :, None], chance[None, None, :])
    shares = np.einsum("kjn,j,n->k", mixed, share, weights / 2)
    return np.append(shares, 1.0 - shares.sum())


def test_survival_follows_the_closed_form(cohort):
    present = cohort.present.mean(axis=0)
    for days in CHECKED:
        assert agree(cohort.present[days - 1], float(still_there(days)), len(CHECKED))
    assert present.size == cohort.model.customers.n
    wrong = replace(HAZARD, mean=HAZARD.mean * 1.15)
    assert not agree(cohort.present[DAYS - 1], float(still_there(DAYS, wrong)))


def test_mean_acts_follow_the_closed_form(cohort):
    for days in CHECKED:
        assert agree(cohort.acted[:days].sum(axis=0), mean_acts(days), len(CHECKED))
    wrong = replace(HAZARD, mean=HAZARD.mean * 1.3)
    assert not agree(cohort.acted.sum(axis=0), mean_acts(DAYS, wrong))


def test_counts_of_acts_follow_the_mixture(cohort):
    most = 25
    counts = np.bincount(np.minimum(cohort.acted.sum(axis=0), most), minlength=most + 1)
    assert counts_agree(counts, count_shares(most))
    assert not counts_agree(counts, count_shares(most, Spread(HAZARD.mean, 0.5)))


def test_a_second_scheme_without_mechanics_is_the_same_cohort(cohort):
    assert cohort.model.instances == ()
    assert not cohort.model.customers.states.habit.any()
