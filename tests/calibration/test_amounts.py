"""Amounts as people write them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyaltysim.calibration.logs.amounts import read_amounts


def read(*texts):
    return read_amounts(np.array(texts, dtype=object))


def faults(*texts):
    return {fault.message: fault.bad.tolist() for fault in read(*texts).faults if fault.bad.any()}


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12", 12),
        ("12.5", 12.5),
        (".5", 0.5),
        ("-12.50", -12.5),
        ("\u221212.50", -12.5),
        ("12.50-", -12.5),
        ("(12.50)", -12.5),
        ("+3", 3),
        ("$ 12.50", 12.5),
        ("-$12.50", -12.5),
        ("$-12.50", -12.5),
        ("12.50 EUR", 12.5),
        ("12.50\u00a0€", 12.5),
        ("1,234.50", 1234.5),
        ("1,234,567", 1234567),
        ("1'234.50", 1234.5),
        ("1 234.50", 1234.5),
        ("1e-3", 0.001),
        ("1.5E+2", 150),
    ],
)
def test_one_amount_in_many_forms(text, amount):
    assert read(text).values == pytest.approx([amount])
    assert not faults(text)


def test_a_decimal_comma_is_told_from_the_whole_column():
    reading = read("12,50", "1.234", "1.234,50", "7")
    assert reading.values == pytest.approx([12.5, 1234, 1234.5, 7])
    assert reading.notes == ("amounts were read with a decimal comma",)


def test_groups_of_three_are_thousands_beside_a_decimal_point():
    reading = read("1,234", "12.50")
    assert reading.values == pytest.approx([1234, 12.5])
    assert reading.notes == ()


def test_groups_of_three_alone_are_thousands_and_noted():
    reading = read("1,234", "999")
    assert reading.values == pytest.approx([1234, 999])
    assert reading.notes == ("amounts such as 1,234 were read as thousands",)


def test_three_decimals_stay_decimals():
    assert read("1.234", "5.125").values == pytest.approx([1.234, 5.125])


def test_comma_and_point_as_decimal_marks_are_a_fault():
    message = "{} has a decimal comma, but other numbers have a decimal point"
    assert faults("12,50", "12.50") == {message: [True, False]}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nan",
        "inf",
        "-inf",
        "twelve",
        "1,23,456.0",
        "12.34.56,7",
        "(12",
        "12)",
        "1e999",
        "9e15",
        "--",
    ],
)
def test_what_is_no_amount_is_a_fault(text):
    assert faults(text) == {"{} is not a finite number": [True]}


@given(st.lists(st.decimals(-(10**6), 10**6, places=2), min_size=1, max_size=20))
def test_all_amounts_come_back_from_either_notation(amounts):
    plain = [f"{amount:,.2f}" for amount in amounts]
    swapped = [text.translate(str.maketrans(",.", ".,")) for text in plain]
    wanted = [float(amount) for amount in amounts]
    assert read(*plain).values == pytest.approx(wanted)
    assert read(*swapped).values == pytest.approx(wanted)
