"""Dates as people write them."""

import numpy as np
import pytest

from loyaltysim.calibration.logs.dates import read_dates


def days(*texts, day_first=None):
    """Read texts that have nothing wrong."""
    reading = read_dates(np.array(texts, dtype=object), day_first=day_first)
    assert not any(fault.bad.any() for fault in reading.faults)
    return reading.values.astype("datetime64[D]").astype(str).tolist(), reading.notes


def faults(*texts, day_first=None):
    reading = read_dates(np.array(texts, dtype=object), day_first=day_first)
    return {fault.message: fault.bad.tolist() for fault in reading.faults if fault.bad.any()}


@pytest.mark.parametrize(
    "text",
    [
        "2024-02-01",
        "2024/2/1",
        "2024.02.01",
        "20240201",
        "2024-02-01 23:59",
        "2024-02-01T23:59:59.999",
        "2024-02-01T23:59:59Z",
        "2024-02-01 11:59:59 PM",
        "2024-02-01 24:00:00",
        "2024-02-01 00:10+02:00",
        "2024-02-01 00:10:00.000000+0200",
        "2024-02-01 00:10 UTC",
        "1.2.2024",
        "1 Feb 2024",
        "01-FEB-2024",
        "February 1, 2024",
        "Feb 1 2024 10:00",
    ],
)
def test_one_day_in_many_forms(text):
    assert days(text) == (["2024-02-01"], ())


def test_the_order_is_told_from_a_day_above_12():
    assert days("01/02/2024", "13/02/2024") == (
        ["2024-02-01", "2024-02-13"],
        ("dates were read with the day first",),
    )
    assert days("02/01/2024", "02/13/2024") == (
        ["2024-02-01", "2024-02-13"],
        ("dates were read with the month first",),
    )


def test_the_order_can_be_said():
    assert days("01/02/2024", day_first=True)[0] == ["2024-02-01"]
    assert days("02/01/2024", day_first=False)[0] == ["2024-02-01"]


def test_an_order_that_nothing_tells_is_a_fault():
    message = "{} may be day/month or month/day, and no date tells"
    assert faults("01/02/2024", "2024-05-06") == {message: [True, False]}


def test_two_orders_in_one_file_are_a_fault():
    message = "{} has the month first, but other dates have the day first"
    assert faults("13/02/2024", "02/13/2024") == {message: [False, True]}


def test_two_digits_of_a_year_are_read_as_posix_does():
    assert days("31/12/68", "31/12/99")[0] == ["2068-12-31", "1999-12-31"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2024-13-01",
        "2024-02-30",
        "2024-00-10",
        "1706745600",
        "4532",
        "80323",
        "1824",
        "1 Foo 2024",
    ],
)
def test_what_is_no_date_is_a_fault(text):
    assert faults(text) == {"{} is not a date": [True]}


def test_the_said_order_must_fit():
    assert faults("31/12/2024", day_first=False) == {"{} is not a date": [True]}


@pytest.mark.parametrize("text", ["1900-01-01", "1970-01-01", "9999-12-31", "2101-01-01"])
def test_absurd_years_are_a_fault(text):
    assert faults(text) == {"{} is an absurd date": [True]}


def test_the_day_is_taken_in_the_zone_that_is_written():
    assert days("2024-02-01T00:30+01:00")[0] == ["2024-02-01"]


def test_summer_time_is_no_second_zone():
    texts = ("2024-02-01T00:30+01:00", "2024-08-01T00:30+02:00")
    assert days(*texts) == (["2024-02-01", "2024-08-01"], ())


def test_several_zones_are_told_in_utc():
    found, notes = days("2024-02-01T00:30+09:00", "2024-02-01T22:30-05:00", "2024-02-01T12:00Z")
    assert found == ["2024-01-31", "2024-02-02", "2024-02-01"]
    assert notes == ("the dates have several time zones; days were told in UTC",)


def test_a_zone_for_some_dates_only_is_a_fault():
    message = "{} has no time zone, but other dates have one"
    assert faults("2024-02-01T10:00Z", "2024-02-01T10:00") == {message: [False, True]}


@pytest.mark.parametrize(
    ("texts", "wanted", "note"),
    [
        (
            ("45323", "45324.75"),
            ["2024-02-01", "2024-02-02"],
            "Excel's numbers of days (from 1900)",
        ),
        (("2024-02", "2024-11"), ["2024-02-01", "2024-11-01"], "months only"),
        (("202402", "202411"), ["2024-02-01", "2024-11-01"], "months only"),
        (("02/2024", "11/2024"), ["2024-02-01", "2024-11-01"], "months only"),
        (("Feb 2024", "November 2024"), ["2024-02-01", "2024-11-01"], "months only"),
        (("2024M2", "2024M11"), ["2024-02-01", "2024-11-01"], "months only"),
        (("2002", "2024"), ["2002-01-01", "2024-01-01"], "years only"),
    ],
)
def test_numbers_of_days_months_and_years(texts, wanted, note):
    found, notes = days(*texts)
    assert found == wanted
    assert note in notes[0]


@pytest.mark.parametrize("text", ["2024-13", "Foo 2024", "0/2024"])
def test_what_is_no_month_is_a_fault(text):
    assert faults(text, "2024-02") == {"{} is not a date": [True, True]}


def test_a_number_of_a_day_among_dates_is_a_fault():
    message = "{} is a number of a day as Excel has it, but other dates are written out"
    assert faults("13/02/2024", "45323") == {message: [False, True]}


def test_absurd_years_alone_are_a_fault():
    assert faults("1925", "2024") == {"{} is an absurd date": [True, False]}
