"""Quantities as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyaltysim.units import DAYS_IN, per_day, read_days, read_number, read_rate, read_share


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("100_000", 100_000),
        ("-3", -3),
        ("4.20", 4.2),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e-3", 0.001),
        ("1_000.5", 1000.5),
        ("012", 12),
    ],
)
def test_reads_numbers(text, number):
    assert read_number(text) == number
    assert type(read_number(text)) is type(number)


@pytest.mark.parametrize(
    "text", ["", "_1", "1_", "1__0", "1 000", "1,000", "nan", "inf", "0x10", "5%", "٣", "1e", "--1"]
)
def test_refuses_what_is_no_number(text):
    assert read_number(text) is None


def test_reads_a_number_of_any_length():
    assert read_number("9" * 5000) == float("inf")


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("35%", 0.35),
        ("0.5pp", 0.005),
        ("0.5 pp", 0.005),
        ("5 percent", 0.05),
        ("1 percentage point", 0.01),
    ],
)
def test_reads_shares(text, share):
    assert read_share(text) == share


@pytest.mark.parametrize("text", ["35", "%", "5 p", "5%%", "five percent"])
def test_refuses_what_is_no_share(text):
    assert read_share(text) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("30 days", 30),
        ("1 day", 1),
        ("12 weeks", 84),
        ("0.5 weeks", 3.5),
        ("1 month", 30),
        ("6 months", 183),
        ("1 year", 365),
        ("2years", 730),
        ("30d", 30),
        ("26w", 182),
        ("26 w", 182),
        ("6mo", 183),
        ("1y", 365),
    ],
)
def test_reads_durations(text, days):
    assert read_days(text) == days  # 730.5 is rounded to the even number


@pytest.mark.parametrize(
    "text", ["30", "days", "3 hours", "3 dayss", "1 week 2 days", "3m", "3ds", "3mos", "y", "3D"]
)
def test_refuses_what_is_no_duration(text):
    assert read_days(text) is None


def test_a_duration_without_end_is_no_crash():
    assert read_days("1e400 years") == float("inf")


@pytest.mark.parametrize(
    ("text", "rate"),
    [("4 per week", (4.0, "week")), ("1 a day", (1.0, "day")), ("0.5/month", (0.5, "month"))],
)
def test_reads_rates(text, rate):
    assert read_rate(text) == rate


@pytest.mark.parametrize("text", ["4", "4 per hour", "per week", "4 weeks"])
def test_refuses_what_is_no_rate(text):
    assert read_rate(text) is None


def test_a_rate_per_day_adds_up_over_its_unit():
    assert per_day(4, "week") * 7 == pytest.approx(4)
    assert per_day(12, "year") == pytest.approx(per_day(1, "month"))
    assert DAYS_IN["month"] == 30.4375


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_reads_every_number_that_python_writes(number):
    assert read_number(repr(number)) == number


@given(st.text())
def test_never_raises(text):
    for read in (read_number, read_share, read_days, read_rate):
        read(text)
