"""Dates, and the factors of weekdays and months."""

from datetime import date

import numpy as np
import pytest

from loyaltysim.customers.calendar import A_MONDAY, Calendar, Rhythm

BUSY_SATURDAYS = Rhythm(weekdays=(1.0, 1.0, 1.0, 1.0, 1.0, 1.5, 0.0))


def test_an_ordinary_calendar_changes_nothing():
    assert {Calendar().rush(day) for day in range(-800, 800)} == {1.0}


def test_equal_numbers_are_no_pattern():
    flat = Calendar(need=Rhythm((2.0,) * 7, (3.0,) * 12))
    assert {flat.rush(day) for day in range(400)} == {1.0}


def test_without_a_calendar_the_launch_is_a_monday():
    assert A_MONDAY.weekday() == 0
    assert [Calendar().weekday(day) for day in (-1, 0, 6, 7)] == [6, 0, 6, 0]


def test_the_mean_over_a_week_is_1():
    calendar = Calendar(date(2027, 3, 3), BUSY_SATURDAYS)
    week = [calendar.rush(day) for day in range(7)]
    assert np.mean(week) == pytest.approx(1.0)
    # the third of March 2027 is a Wednesday
    assert week[3] / week[0] == 1.5
    assert week[4] == 0.0


def test_the_mean_over_four_years_is_1():
    december = (1.0,) * 11 + (1.4,)
    calendar = Calendar(date(2025, 1, 1), Rhythm(months=december))
    days = [calendar.rush(day) for day in range(1461)]
    assert np.mean(days) == pytest.approx(1.0)
    assert days[340] / days[0] == pytest.approx(1.4)


def test_both_patterns_multiply():
    december = (1.0,) * 11 + (2.0,)
    calendar = Calendar(date(2027, 12, 4), Rhythm(BUSY_SATURDAYS.weekdays, december))
    alone = [
        Calendar(date(2027, 12, 4), BUSY_SATURDAYS),
        Calendar(date(2027, 12, 4), Rhythm(months=december)),
    ]
    assert calendar.rush(0) == pytest.approx(alone[0].rush(0) * alone[1].rush(0))
