"""A scheme in the log: its effect is not taken for the customers' own, and one that did nothing changes nothing."""

import numpy as np
import pytest
from tests.calibration.sales import START, history_of
from tests.calibration.test_scheme_effect import DAYS, planted

from loyaltysim.calibration.forecasts.levels import fit_levels
from loyaltysim.calibration.forecasts.likelihood import fit_pareto_nbd
from loyaltysim.calibration.forecasts.pace import WEEKLY
from loyaltysim.calibration.forecasts.parts import Ahead
from loyaltysim.calibration.lift import Lift, lift_of, no_lift
from loyaltysim.calibration.logs.purchases import Rows
from loyaltysim.calibration.scheme_effect import scheme_effects

RATE = 0.05


def found(lift, seed, ahead=0, customers=1500):
    customer, day, marked = planted(lift, seed, customers)
    history, later = history_of(customer, day, DAYS, ahead)
    rows = Rows(customer, day, None, {"scheme": marked.astype(np.int64)})
    return history, later, scheme_effects("card", rows, ("no", "member"), history, WEEKLY)


@pytest.mark.slow
@pytest.mark.statistical
def test_customers_are_fitted_as_they_are_without_the_scheme_and_foretold_with_it():
    history, later, effects = found(1.6, 1, ahead=70, customers=500)
    own, mixed = (
        fit_levels(history, WEEKLY, lift_of(history, effects)),
        fit_pareto_nbd(*history.record),
    )
    rates = [one.parameters.r / one.parameters.alpha for one in (own.fit, mixed)]
    assert rates[0] == pytest.approx(RATE, rel=0.12)
    assert rates[1] > 1.15 * RATE
    total = Ahead(own.parts, history.n).purchases(70.0).sum()
    assert total == pytest.approx(later.purchases.sum(), rel=0.1)


def test_a_scheme_whose_effect_may_be_none_changes_nothing():
    history, _, effects = found(1.0, 3)
    lift = lift_of(history, effects)
    assert not any(one.told for one in effects.effects)
    assert np.array_equal(lift.ratio, no_lift(history).ratio)
    assert np.array_equal(lift.ahead(history), np.ones(history.n))


def test_time_under_a_scheme_is_stretched_from_its_first_day_on():
    customer, day = np.array([0, 0, 1]), np.array([0, 9, 5]) + START
    history, _ = history_of(customer, day, 11)
    lift = Lift(np.array([2.0, 1.0]), np.array([START + 4, START + 11]))
    clock = np.arange(12.0)
    assert lift.own(history, clock, history.first).tolist() == [1.0, 6.0]
    assert lift.own(history, clock, history.last).tolist() == [16.0, 6.0]
    each = np.array([[START + 3, START + 4], [START + 3, START + 4]])
    assert lift.own(history, clock, each).tolist() == [[4.0, 6.0], [4.0, 5.0]]
    assert lift.ahead(history).tolist() == [2.0, 1.0]


@pytest.mark.slow
@pytest.mark.statistical
def test_the_ratio_is_that_to_others_who_never_came_under_it():
    """Averaged over draws, whose standard error is about 0.06."""
    ratios = [found(1.6, seed)[2].effects[0] for seed in range(3)]
    assert np.mean([one.undiluted.estimate for one in ratios]) == pytest.approx(1.6, abs=0.2)
    assert np.mean([one.ratio.estimate for one in ratios]) < 1.4
