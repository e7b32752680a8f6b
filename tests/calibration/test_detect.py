"""Which column is which, by name and by content."""

import pandas as pd
import pytest
from tests.calibration.logs import COLUMNS, FIRST, write

from loyaltysim.calibration.logs.detect import detect_columns
from loyaltysim.calibration.logs.log import read_log
from loyaltysim.errors import InputError

CASES = {
    "Customer ID,InvoiceDate,Quantity,Unit Price,Total": ("17850,2010-12-01 08:26,6,2.5,15.0", "Customer ID", "InvoiceDate", "Total"),
    "household_id,basket,timestamp,amount,retail_disc": ("900,311,2017-01-01 11:53:26,0.5,0", "household_id", "timestamp", "amount"),
    "what,card,x": ("2024-03-31,A1,z", "card", "what", None),
    "bonnummer;klantnummer;datum;stuksprijs;bedrag": ("1;K1;31-12-2024;1,50;4,50", "klantnummer", "datum", "bedrag"),
    "Beleg;Kundennr.;Datum;Betrag": ("1;K1;31.12.2024;4,50", "Kundennr.", "Datum", "Betrag"),
    "ticket;no_client;date_achat;prix unitaire;montant": ("1;K1;31/12/2024;1,50;4,50", "no_client", "date_achat", "montant"),
    "member;bought;paid": ("7;31.12.2024;1.234,50 €", "member", "bought", "paid"),
}  # fmt: skip


@pytest.mark.parametrize("header", CASES)
def test_columns_are_told(tmp_path, header):
    row, customer, date, amount = CASES[header]
    mark = ";" if ";" in header else ","
    other = row.replace(row.split(mark)[header.split(mark).index(customer)], "other")
    found = detect_columns(write(tmp_path, [row, other], header), {})
    assert (found.customer, found.date, found.amount) == (customer, date, amount)


def test_what_the_user_names_is_not_guessed(tmp_path):
    path = write(tmp_path, ["a,2024-01-31,5,1", "b,2024-02-01,5,2"], "client,date,total,user")
    found = detect_columns(path, {"customer": "user"})
    assert (found.customer, found.amount) == ("user", "total")


def test_parquet_is_told_too(tmp_path):
    path = tmp_path / "sales.parquet"
    pd.DataFrame({"buyer": ["a", "b"], "when": ["2024-01-31"] * 2, "paid": [1.0, 2.0]}).to_parquet(
        path
    )
    found = detect_columns(path, {})
    assert (found.customer, found.date, found.amount) == ("buyer", "when", "paid")


@pytest.mark.parametrize(
    ("header", "row", "kind"),
    [("a,when", "1,2024-01-31", "customer"), ("client,b", "1,x", "date")],
)
def test_a_column_that_nobody_can_tell_is_asked_for(tmp_path, header, row, kind):
    with pytest.raises(InputError) as told:
        detect_columns(write(tmp_path, [row], header), {})
    message = f"no column seems to hold the {kind}; name it with --{kind}; the header has"
    assert message in str(told.value)


@pytest.mark.parametrize(
    ("mark", "plain"),
    [("C536379", "536365"), ("true", "false"), ("refunded", "paid"), ("1", "0"), ("-3", "3")],
)
def test_what_is_cancelled_is_taken_back(tmp_path, mark, plain):
    rows = [f"a,{FIRST},10,{plain}", f"a,{FIRST},10,{mark}"]
    rows += [f"b,{FIRST},10,{plain}", f"b,{FIRST},4,{mark}", f"c,{FIRST},10,{plain}"]
    columns = COLUMNS.model_copy(update={"cancelled": "mark"})
    record = read_log(write(tmp_path, rows, "customer,date,amount,mark"), columns)
    assert record.customer.tolist() == ["b", "c"]
    assert record.mean_spend.tolist() == [6.0, 10.0]


def test_a_quantity_of_1_cancels_nothing(tmp_path):
    rows = [f"a,{FIRST},10,1", f"b,{FIRST},10,12", f"c,{FIRST},10,-1"]
    columns = COLUMNS.model_copy(update={"cancelled": "quantity"})
    record = read_log(write(tmp_path, rows, "customer,date,amount,quantity"), columns)
    assert record.customer.tolist() == ["a", "b"]


def test_negative_numbers_that_are_no_amount_are_told(tmp_path):
    rows = [f"a,{FIRST},10,1,7", f"b,{FIRST},-4,2,", f"c,{FIRST},8,3,x"]
    path = write(tmp_path, rows, "customer,date,x,till,y")
    columns = COLUMNS.model_copy(update={"amount": None})
    (note,) = read_log(path, columns).source.notes
    assert note.startswith('the column "x" has negative numbers, as refunds have, but no column')
    assert read_log(path, columns.model_copy(update={"amount": "x"})).source.notes == ()


@pytest.mark.parametrize("mark", ["retour", "Storno", "geannuleerd", "annulé", "remboursé", "ja"])
def test_refunds_are_called_so_in_other_languages_too(tmp_path, mark):
    rows = [f"a,{FIRST},10,verkoop", f"b,{FIRST},10,{mark}"]
    columns = COLUMNS.model_copy(update={"cancelled": "soort"})
    record = read_log(write(tmp_path, rows, "customer,date,amount,soort"), columns)
    assert record.customer.tolist() == ["a"]
