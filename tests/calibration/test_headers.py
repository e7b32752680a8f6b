"""Which columns were meant is guessed: the same, the nearest, the usual words, and what is left in order."""

import pytest

from loyaltysim.calibration.headers import columns_hint

WANTED = {"customer": "customer", "date": "date", "amount": "amount"}


@pytest.mark.parametrize(
    ("header", "meant"),
    [
        ("client,day,total", "client, date: day, amount: total"),
        ("total,day,client", "client, date: day, amount: total"),
        ("id,client,bought_on,paid", "client, date: bought_on, amount: paid"),
        ("a,b,c", "a, date: b, amount: c"),
        ("customer,day,Amounts", "customer, date: day, amount: Amounts"),
        ("client,day,sum: net", "client, date: day, amount: 'sum: net'"),
    ],
)
def test_the_columns_to_write_are_named(header, meant):
    assert columns_hint(WANTED, header.split(",")) == f"write columns: {{customer: {meant}}}"


def test_too_few_columns_are_no_guess():
    assert columns_hint(WANTED, ["client", "day"]) == ""
    assert columns_hint(WANTED, ["client", "client", "day", ""]) == ""
