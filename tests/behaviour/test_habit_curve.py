"""The habit curve of Lally et al. (2010): how long an act that is done every day takes."""

import numpy as np
from tests.worlds import EASY_VISIT, world


def days_to_95_percent(habit_rate):
    """Solve 1 - (1 - a)^n = 0.95 for the days n of acting every day."""
    return np.log(0.05) / np.log1p(-habit_rate)


def test_the_median_customer_takes_50_to_85_days_and_the_spread_is_that_of_the_study():
    rates = world(size=2000, markets=range(10), acts=(EASY_VISIT,)).customers.traits.habit_rate
    days = days_to_95_percent(rates.astype(np.float64))
    low, median, high = np.quantile(days, [0.05, 0.5, 0.95])
    # published: median 66, range 18 to 254 of 82 persons
    assert 50 < median < 85
    assert low > 15
    assert high < 270
