"""The forecast of the whole model: near the closed form where it says the same, and true to the parts."""

from dataclasses import replace

import numpy as np
import pytest
from tests.calibration.sales import history_of, simulated

from loyaltysim.calibration.customers import found_customers
from loyaltysim.calibration.forecasts.levels import fit_levels, parts_of
from loyaltysim.calibration.forecasts.likelihood import ParetoFit
from loyaltysim.calibration.forecasts.pace import WEEKLY
from loyaltysim.calibration.forecasts.pareto_nbd import ParetoNBD
from loyaltysim.calibration.forecasts.parts import Ahead
from loyaltysim.calibration.lift import Lift
from loyaltysim.calibration.segmenting import Segments, fit_segments
from loyaltysim.calibration.whole_model import PLAYED, _population, whole_forecast


def test_customers_are_played_as_often_as_their_weights_say():
    record = np.arange(4.0), np.arange(4.0), np.full(4, 9.0)
    (part,) = parts_of(record, (np.zeros(4), 9.0), _fit())
    weighted = replace(part, weight=np.array([1.0, 0.0, 2.0, 1.0]))
    found = _population(weighted, (_fit().parameters, record), 1.0)
    shares = np.bincount(found.x.astype(int), minlength=4) / PLAYED
    assert shares == pytest.approx([0.25, 0.0, 0.5, 0.25], abs=1e-3)


def _fit():
    values = ParetoNBD(0.8, 30.0, 0.8, 100.0)
    return ParetoFit(values, values, 0.0, (), np.eye(4))


@pytest.mark.slow
@pytest.mark.statistical
def test_habits_leave_the_level_and_weeks_add_up():
    customer, day = simulated((0.9, 20.0, 0.8, 200.0), 180, customers=250)
    history, later = history_of(customer, day, 180, ahead=60)
    levels = fit_levels(history)
    customers = found_customers(history, levels)
    whole = whole_forecast(levels, customers, WEEKLY, history.n, later.days)
    closed = Ahead(levels.parts, history.n)
    assert whole is not None
    assert whole.each.sum() == pytest.approx(closed.purchases(60.0).sum(), rel=0.05)
    assert whole.weekly.sum() == pytest.approx(
        whole.each.sum() * closed.purchases(56.0).sum() / closed.purchases(60.0).sum(), rel=0.02
    )
    assert whole.active == pytest.approx(closed.active(60.0).sum(), rel=0.05)
    assert np.corrcoef(whole.each, closed.purchases(60.0))[0, 1] > 0.99
    assert whole.missed < 0.02


@pytest.mark.slow
@pytest.mark.statistical
def test_segments_are_played_apart_and_a_scheme_goes_on(monkeypatch):
    """Half of the customers buy three times as often as the others, and some 1.5 times as often as by themselves."""
    monkeypatch.setattr("loyaltysim.calibration.whole_model.PLAYED", 4_000)
    monkeypatch.setattr("loyaltysim.calibration.whole_model.FEWEST_PLAYED", 2_000)
    often, on = simulated((2.0, 30.0, 0.8, 300.0), 150, customers=250, seed=5)
    rarely, day = simulated((2.0, 90.0, 0.8, 300.0), 150, customers=250, seed=6)
    customer, day = np.concatenate([often, rarely + 250]), np.concatenate([on, day])
    history, _ = history_of(customer, day, 150)
    number = (np.arange(history.n) >= 250).astype(np.int64)
    lift = Lift(np.where(np.arange(history.n) % 2, 1.5, 1.0), np.full(history.n, history.end))
    segments = Segments(number, ("often", "rarely"), 0)
    levels = fit_segments(fit_levels(history, WEEKLY, lift), segments)
    whole = whole_forecast(levels, found_customers(history, levels), WEEKLY, history.n, 30)
    assert whole is not None
    closed = Ahead(levels.parts, history.n).purchases(30.0)
    for part in levels.parts:
        assert whole.each[part.rows].sum() == pytest.approx(closed[part.rows].sum(), rel=0.1)
    slow = replace(levels, parts=tuple(replace(part, speed=None) for part in levels.parts))
    alone = Ahead(slow.parts, history.n).purchases(30.0)
    under = np.arange(history.n) % 2 == 1
    assert np.array_equal(closed[~under], alone[~under])
    assert closed[under].sum() == pytest.approx(1.5 * alone[under].sum(), rel=0.05)
