"""Which columns were meant is guessed: the same, the nearest, the usual words, and what is left in order."""

import pytest

from loyaltysim.calibration.logs.headers import columns_hint, options_hint

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


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({"customer": "klantnr", "date": "datum"}, "write --customer klantnummer"),
        ({"customer": "klant", "date": "day"}, "write --customer klantnummer --date datum"),
        ({"customer": "klantnummer", "segment": "wijk, dorp"}, "write --segment 'wijk of dorp'"),
        ({"customer": "klantnummer", "segment": "city"}, ""),
        ({name: name for name in "abcdef"}, ""),
    ],
)
def test_the_options_to_write_are_those_of_the_columns_that_are_missing(wanted, told):
    header = ["bon", "klantnummer", "datum", "bedrag", "wijk of dorp"]
    assert options_hint(wanted, header) == told
