"""Fitted customers played without a scheme, on other luck than the refit's."""

from dataclasses import replace

import numpy as np
from tests.calibration import cdnow

from loyaltysim.behaviour.constants import Constants
from loyaltysim.customers.columns import FACTORS
from loyaltysim.customers.population import ActTraits, Spread
from loyaltysim.simulation.loyalty_model import LoyaltyModel
from loyaltysim.simulation.setup import Setup
from loyaltysim.simulation.world import draw_world

CONSTANTS = Constants.default()
SEED = 20_261_121
AT_ONCE = 20


def setup(demands=None, *, learning=True):
    act = ActTraits(
        name="purchase",
        ticket=Spread(35.0, 0.8),
        minutes=0.0,
        basket_cv=0.0,
        margin=0.3,
        interest=0.2,
        need=1.0,
        demands=tuple((demands or {}).get(factor, 0.0) for factor in FACTORS),
    )
    return Setup(acts=(act,), days=1, burn_in=0, market_size=2357, learning=learning)


def counts(population, setup, days, markets, size):
    """Give the acts so far at the end of each day of `days`, shape (days, markets, size)."""
    longest = max(days)
    setup = replace(setup, days=longest, market_size=size)
    model = LoyaltyModel(draw_world(setup, population, markets, CONSTANTS, SEED))
    taken = []
    for day in range(1, longest + 1):
        model.step()
        if day in days:
            taken.append(model.customers.states.acts[0].reshape(-1, size).copy())
    return np.array(taken)


def batches(markets):
    return [range(start, start + AT_ONCE) for start in range(0, markets, AT_ONCE)]


def new_customers(population, setup, markets):
    """Give each market's repeat acts of the record's span, and in the following 39 weeks."""
    spans = np.unique(population.T).astype(int)
    days = sorted({*spans, *(spans + cdnow.HOLDOUT_DAYS)})
    each = population.T.astype(int)
    number, columns = {day: row for row, day in enumerate(days)}, np.arange(each.size)
    now = np.array([number[day] for day in each])
    later = np.array([number[day + cdnow.HOLDOUT_DAYS] for day in each])
    new = replace(population, newcomers=True)
    x, after = [], []
    for batch in batches(markets):
        taken = counts(new, setup, days, batch, each.size)
        x.append(taken[now, :, columns].T)
        after.append((taken[later, :, columns] - taken[now, :, columns]).T)
    return np.concatenate(x), np.concatenate(after)


def launched_customers(population, setup, markets):
    """Give each market's acts in the 39 weeks after the record."""
    parts = [
        counts(population, setup, [cdnow.HOLDOUT_DAYS], batch, population.T.size)[0]
        for batch in batches(markets)
    ]
    return np.concatenate(parts)


def totals(population, setup, days):
    """Give the mean acts of 40,000 customers."""
    return counts(population, setup, [days], range(20), 2000).mean()
