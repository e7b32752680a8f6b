"""Logs that know months or years only."""

import numpy as np
import pytest
from tests.calibration.sales import history_of, simulated

from loyaltysim.calibration.customers import found_customers
from loyaltysim.calibration.forecasts.history import split
from loyaltysim.calibration.forecasts.levels import fit_levels
from loyaltysim.calibration.forecasts.pace import MONTHLY, WEEKLY, YEARLY, paced
from loyaltysim.calibration.logs.purchases import Rows, purchase_days


def days_of(*dates):
    day = np.array(dates, dtype="datetime64[D]").astype(np.int64)
    return purchase_days(Rows(np.zeros(day.size, np.int64), day, None))


@pytest.mark.parametrize(
    ("dates", "pace"),
    [
        (("2024-01-01", "2024-02-01", "2024-04-01"), MONTHLY),
        (("2022-01-01", "2023-01-01", "2024-01-01"), YEARLY),
        (("2024-01-01", "2024-02-01", "2024-04-02"), WEEKLY),
        (("2024-01-01", "2024-02-01"), WEEKLY),
    ],
)
def test_the_pace_is_told_from_the_dates(dates, pace):
    assert paced(days_of(*dates))[1] == pace


def test_a_month_is_a_week_of_the_logs_calendar():
    days, pace = paced(days_of("2024-01-01", "2024-02-01", "2024-05-01"))
    assert np.diff(days.day).tolist() == [7, 21]
    history, later = split(days, pace.days(90))
    assert (history.weeks, later.weekly.tolist()) == (2, [0, 0, 1])
    assert pace.dates(history.edges()[1:]).astype(str).tolist() == ["2024-01-31", "2024-02-29"]
    assert pace.told(later.days) == "3 months"


def test_a_year_is_one_too():
    days, pace = paced(days_of("2019-01-01", "2021-01-01", "2024-01-01"))
    assert np.diff(days.day).tolist() == [14, 21]
    assert pace.dates(days.day).astype(str).tolist() == ["2019-12-31", "2021-12-31", "2024-12-31"]
    assert (pace.days(730), pace.told(14), pace.told(7)) == (14, "2 years", "1 year")


@pytest.mark.slow
@pytest.mark.statistical
def test_months_tell_nearly_the_same_rates_and_hazards_as_days():
    customer, day = simulated((1.5, 400.0, 0.8, 600.0), 900, customers=800, joining=400)
    by_day, _ = history_of(customer, day, 900)
    month = (
        day.astype("datetime64[D]").astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    )
    days, pace = paced(purchase_days(Rows(customer, month, None)))
    assert pace == MONTHLY
    by_month, _ = split(days)
    found = [
        found_customers(one, fit_levels(one, how), how).segments
        for one, how in ((by_day, WEEKLY), (by_month, pace))
    ]
    rate = [np.sum([s.share * s.rate[0] for s in one]) for one in found]
    leaving = [np.sum([s.share * s.attrition[0] for s in one]) for one in found]
    assert rate[1] == pytest.approx(rate[0], rel=0.08)
    assert leaving[1] == pytest.approx(leaving[0], rel=0.5)
