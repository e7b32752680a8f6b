"""Numbers and names in sentences."""

import math

import pytest

from loyaltysim.comparison.measures.effects import Effect
from loyaltysim.comparison.verdict.wording import (
    bounds,
    exactly,
    gap,
    interval,
    level,
    quoted,
    share,
    span,
)


def effect(low, high):
    return Effect((low + high) / 2, low, high, 0.1, 30)


def test_names_are_quoted_and_joined():
    assert quoted(["a"]) == '"a"'
    assert quoted(["a", "b"]) == '"a" and "b"'
    assert quoted(["a, b", "c", "d"]) == '"a, b", "c" and "d"'


def test_levels_and_gaps_have_units():
    assert level(0.71234, "share", "EUR") == "71.2%"
    assert level(4.2, "money", "USD") == "USD 4.20"
    assert gap(-0.0123, "share", "EUR") == "1.2 percentage points"
    assert gap(-4.2, "money", "EUR") == "EUR 4.20"
    assert share(0.867) == "87%"


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.004, "0.00"), (-0.004, "0.00"), (9.99, "9.99"), (123.45, "123.45"), (1234.5, "1,234")],
)
def test_no_false_precision_and_no_minus_nought(value, text):
    told = "less than EUR 0.01" if text == "0.00" else f"EUR {text}"
    assert gap(abs(value), "money", "EUR") == told
    assert interval(effect(value, value), "money").split(" to ")[0] == text


def test_a_difference_too_small_to_be_written_is_not_nought():
    assert gap(0.00004, "share", "EUR") == "less than 0.01 percentage points"
    assert gap(0.00006, "share", "EUR") == "0.01 percentage points"
    assert gap(0.0, "share", "EUR") == "0.0 percentage points"
    assert gap(0.0, "money", "EUR") == "EUR 0.00"


def test_bounds_that_read_the_same_are_one_number():
    assert bounds(0.682101, 0.682104, "share") == "68.210"
    assert interval(effect(3.333, 3.334), "money") == "3.33"
    assert bounds(-0.001, 0.001, "money") == "0.00"


def test_bounds_of_shares_that_would_read_the_same_have_more_digits():
    assert bounds(0.00213, 0.00244, "share") == "0.21 to 0.24"
    assert bounds(0.6821, 0.6824, "share") == "68.21 to 68.24"


def test_spans_name_their_unit_once():
    assert span(effect(-0.002, 0.01), "share", "EUR") == "-0.2 to 1.0 percentage points"
    assert span(effect(1.0, 2.0), "money", "EUR") == "EUR 1.00 to 2.00"
    assert span(effect(math.nan, math.nan), "share", "EUR") == "no interval from one market"


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.005, "share", "0.5 percentage points"),
        (0.0025, "share", "0.25 percentage points"),
        (0.01, "share", "1 percentage point"),
        (0.1, "money", "EUR 0.10"),
        (0.125, "money", "EUR 0.125"),
    ],
)
def test_what_was_stated_is_repeated_as_it_was_stated(value, unit, text):
    assert exactly(value, unit, "EUR") == text


def test_a_bound_that_would_read_like_the_line_has_more_digits():
    assert bounds(0.00496, 0.007, "share", 0.005) == "0.496 to 0.700"
    assert bounds(0.00499999, 0.007, "share", 0.005) == "0.500 to 0.700"
    assert bounds(0.0046, 0.007, "share", 0.005) == "0.46 to 0.70"
    assert bounds(0.005, 0.007, "share", 0.005) == "0.5 to 0.7"
    assert bounds(0.006, 0.007, "share", 0.005) == "0.6 to 0.7"
    assert bounds(0.006, 0.007, "share") == "0.6 to 0.7"
