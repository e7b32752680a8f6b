"""Months that are better or worse year after year."""

from dataclasses import replace

import numpy as np
import pytest
from tests.calibration.sales import START, history_of, simulated

from loyaltysim.calibration.customers import found_customers
from loyaltysim.calibration.customers_file import customers_yaml
from loyaltysim.calibration.forecasts.levels import fit_levels
from loyaltysim.calibration.forecasts.models import weekly_expected
from loyaltysim.calibration.forecasts.pace import MONTHLY, WEEKLY, YEARLY
from loyaltysim.calibration.forecasts.parts import Ahead
from loyaltysim.calibration.forecasts.season import Season, season_of
from loyaltysim.scenario import parse_scenario

DAYS, AHEAD = 900, 168


def planted():
    week = np.arange(DAYS // 7 + 1)
    months = (START + 7 * week).astype("datetime64[D]").astype("datetime64[M]").astype(
        np.int64
    ) % 12
    return 1.0 + 0.5 * np.sin(2 * np.pi * months / 12)


@pytest.mark.slow
@pytest.mark.statistical
def test_a_planted_season_comes_back_and_betters_the_weeks_ahead():
    customer, day = simulated((1.2, 60.0, 0.6, 900.0), DAYS, customers=250, factors=planted())
    history, later = history_of(customer, day, DAYS, ahead=AHEAD)
    levels = fit_levels(history)
    months = np.array(levels.season.months)
    truth = 1.0 + 0.5 * np.sin(2 * np.pi * np.arange(12) / 12)
    assert np.corrcoef(months, truth)[0, 1] > 0.9
    ours = Ahead(levels.parts, history.n)
    with_it = weekly_expected(lambda t: ours.purchases(levels.season.stretch(t)), later.weekly.size)
    without = weekly_expected(ours.purchases, later.weekly.size)
    off = [np.abs(each - later.weekly).mean() for each in (with_it, without)]
    assert off[0] < 0.8 * off[1], off
    text = customers_yaml(found_customers(history, levels), "customers.yaml")
    text += "title: x\ndays: 30\nacts: {buy: {ticket: 8, margin: 50%}}\nschemes: {none: []}\n"
    calendar = parse_scenario(text, file="x.yaml").calendar
    assert calendar is not None
    assert str(calendar.launch()) == str(np.datetime64(history.end + 1, "D"))


def told(days, actual, pace=WEEKLY):
    """Give the season of a log whose weeks were all expected to be alike."""
    history, _ = history_of(np.array([0, 0]), np.array([START, START + days - 1]), days)
    levels = actual(history.weeks), np.full(history.weeks, 50.0), 100.0
    return season_of(history, levels, pace)[0]


def test_of_less_than_two_years_and_of_years_nothing_is_told():
    def up_and_down(weeks):
        return 50.0 + 40.0 * np.sin(np.arange(weeks) / 8.3)

    assert told(720, up_and_down).months == ()
    assert told(760, up_and_down).months != ()
    assert told(760, up_and_down, YEARLY).months == ()


def test_weeks_alike_have_no_season():
    assert told(1000, lambda weeks: np.full(weeks, 50.0)).months == ()


def test_months_of_a_log_of_months_are_its_own():
    def january(weeks):
        return np.where(np.arange(weeks) % 12 == 0, 100.0, 50.0)

    history, _ = history_of(np.array([0, 0]), np.array([START, START]), 1)
    history = replace(history, start=7 * 12 * 50 + 6, end=7 * (12 * 53 - 1) + 6)
    found, weeks = season_of(history, (january(36), np.full(36, 54.0), 400.0), MONTHLY)
    assert np.argmax(found.months) == 0
    assert weeks[[0, 12, 24]] == pytest.approx(found.months[0])


def test_time_ahead_goes_faster_in_good_months():
    season = Season((1.0,) * 12, np.cumsum([2.0, 1.0, 0.5]))
    assert [season.stretch(day) for day in (0.0, 0.5, 1.0, 3.0)] == [0.0, 1.0, 2.0, 3.5]
    assert Season().stretch(17.0) == 17.0
