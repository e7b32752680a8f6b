"""Leaving at the end of contracts, and retention that rises because the loyal remain."""

from dataclasses import replace

import numpy as np
import pytest
from tests.statistical.checks import agree, counts_agree
from tests.worlds import EASY_VISIT, GUESTS, play, world

from loyaltysim.customers.population import SegmentPopulation, Spread
from loyaltysim.simulation.setup import Contract

pytestmark = [pytest.mark.statistical, pytest.mark.oracle]
PERIOD, PERIODS, FEE = 30, 6, 9.99
HAZARD = Spread(0.004, 1.1)


def members(hazard, contract, days):
    population = SegmentPopulation((replace(GUESTS, hazard=hazard, rate=Spread(0.01)),))
    where = world(
        size=2000,
        markets=range(10),
        days=days,
        learning=False,
        acts=(EASY_VISIT,),
        population=population,
        contract=contract,
        dtype=np.float32,
    )
    return play(where)


@pytest.fixture(scope="module")
def subscribers():
    return members(HAZARD, Contract(PERIOD, FEE), PERIOD * PERIODS)


def renewed(periods, hazard=HAZARD):
    """Give E[exp(-k L h)]: the share that renewed so many times, hazards being gamma."""
    shape = hazard.cv**-2
    rate = shape / hazard.mean
    return (rate / (rate + periods * PERIOD)) ** shape


def test_renewals_follow_the_closed_form(subscribers):
    # in every stretch of 30 days each contract ends once, whatever its phase
    for periods in range(1, PERIODS + 1):
        stayed = subscribers.present[periods * PERIOD - 1]
        assert agree(stayed, renewed(periods), PERIODS)
    wrong = replace(HAZARD, mean=HAZARD.mean * 1.15)
    assert not agree(subscribers.present[-1], renewed(PERIODS, wrong))


def test_nobody_leaves_within_a_contract(subscribers):
    phase = subscribers.model.customers.traits.contract_phase
    left = ~subscribers.present
    first = np.argmax(left, axis=0)[left.any(axis=0)]
    assert np.all((first + phase[left.any(axis=0)]) % PERIOD == 0)


def test_contracts_end_on_all_days_alike(subscribers):
    phase = subscribers.model.customers.traits.contract_phase
    counts = np.bincount(phase, minlength=PERIOD)
    assert counts_agree(counts, np.full(PERIOD, 1 / PERIOD))
    tilted = np.linspace(0.85, 1.15, PERIOD)
    assert not counts_agree(counts, tilted)


def test_everyone_who_renews_pays_and_nobody_else(subscribers):
    paid = subscribers.model.books.daily["revenue"].sum() - subscribers.spend.sum()
    phase = subscribers.model.customers.traits.contract_phase
    days = np.arange(PERIOD * PERIODS)[:, None]
    due = (days + phase) % PERIOD == 0
    assert paid == pytest.approx(FEE * (due & subscribers.present).sum())


def last_month(played):
    """Give who of those there a month before the end is there at the end, one number each."""
    before, after = played.present[-31], played.present[-1]
    return after[before]


def test_retention_of_a_cohort_rises_by_sorting_alone(subscribers):
    mixed = members(HAZARD, None, PERIOD * PERIODS)
    alike = members(replace(HAZARD, cv=0.0), None, PERIOD * PERIODS)
    # could the retention of the last month be that of the first?
    assert agree(last_month(alike), np.exp(-PERIOD * HAZARD.mean))
    for played in (mixed, subscribers):
        assert not agree(last_month(played), renewed(1))
        assert last_month(played).mean() > renewed(1)
        assert agree(last_month(played), renewed(PERIODS) / renewed(PERIODS - 1))
