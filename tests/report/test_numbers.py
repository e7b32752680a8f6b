import math

import pytest

from loyaltysim.report import numbers


@pytest.mark.parametrize(
    ("write", "value", "text"),
    [
        (numbers.percent, 0.71249, "71.2%"),
        (numbers.percent, -0.00001, "0.0%"),
        (numbers.whole_percent, 1 / 3, "33%"),
        (numbers.points, 0.012, "+1.2 pp"),
        (numbers.points, -0.012, "-1.2 pp"),
        (numbers.points, -0.0004, "-0.04 pp"),
        (numbers.points, -0.00001, "0.00 pp"),
        (numbers.points, 0.0, "0.0 pp"),
        (numbers.amount, 4.2, "4.20"),
        (numbers.amount, 12345.6, "12,346"),
        (numbers.amount, -0.001, "0.00"),
        (numbers.signed_amount, 0.3, "+0.30"),
        (numbers.signed_amount, -1234.5, "-1,234"),
        (numbers.signed_amount, 0.0, "0.00"),
        (numbers.count, 20.456, "20.46"),
    ],
)
def test_numbers_are_written_for_people(write, value, text):
    assert write(value) == text
    assert write(math.nan) == "-"


@pytest.mark.parametrize(
    ("write", "low", "high", "text"),
    [
        (numbers.percent_interval, 0.709, 0.715, "70.9 to 71.5%"),
        (numbers.points_interval, -0.009, 0.015, "-0.9 to +1.5"),
        (numbers.points_interval, 0.0001, 0.0011, "+0.01 to +0.11"),
        (numbers.points_interval, 0.0, 0.0, "0.0"),
        (numbers.percent_interval, 0.6821, 0.6824, "68.2%"),
        (numbers.amount_interval, 5.921, 5.924, "+5.92"),
        (numbers.amount_interval, -0.31, 0.354, "-0.31 to +0.35"),
    ],
)
def test_intervals_name_both_ends_where_these_differ(write, low, high, text):
    assert write(low, high) == text
    assert write(math.nan, high) == "-"
    assert write(low, math.nan) == "-"
