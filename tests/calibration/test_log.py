"""A log becomes a record: what counts as a purchase, and who counts as a customer."""

import gzip

import numpy as np
import pandas as pd
import pytest
from tests.calibration.logs import COLUMNS, regulars, write

from loyaltysim.calibration.logs.log import read_log
from loyaltysim.calibration.logs.record import Source
from loyaltysim.calibration.logs.textfile import content_of
from loyaltysim.scenario.blocks.fit import LogColumns


def one(record):
    return record.x.tolist(), record.t_x.tolist(), record.T.tolist(), record.mean_spend.tolist()


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_the_hash_is_that_of_what_was_read(tmp_path, pack):
    path = tmp_path / "sales"
    path.write_bytes(pack("\n".join(["customer,date,amount", *regulars()]).encode()))
    assert read_log(path, COLUMNS).source.content == content_of(path)


def test_recency_frequency_and_money(tmp_path):
    path = write(
        tmp_path, ["a,2024-01-01,10", "a,2024-01-11,30", "b,2024-01-05,7", "b,2024-01-31,9"]
    )
    record = read_log(path, COLUMNS)
    assert record.customer.tolist() == ["a", "b"]
    assert one(record) == ([1, 1], [10, 26], [30, 26], [20, 8])


def test_rows_of_a_day_are_one_purchase(tmp_path):
    path = write(tmp_path, ["a,2024-01-01 09:00,10", "a,2024-01-01 17:00,5", "a,2024-01-02,1"])
    record = read_log(path, COLUMNS)
    assert one(record) == ([1], [1], [1], [8])
    assert record.source.counts["rows merged with another of the same customer and day"] == 1


def test_what_is_taken_back_counts_against_the_day(tmp_path):
    rows = [
        "a,2024-01-01,10",
        "a,2024-01-02,20",
        "a,2024-01-02,-5",
        "a,2024-01-03,8",
        "a,2024-01-03,-8",
    ]
    record = read_log(write(tmp_path, [*rows, "a,2024-01-04,-10"]), COLUMNS)
    assert one(record) == ([1], [1], [3], [12.5])
    assert record.source.counts["rows with a negative amount"] == 3
    assert (
        record.source.counts["days left out because as much was taken back as bought, or more"] == 2
    )


def test_thirds_that_are_taken_back_leave_nothing(tmp_path):
    rows = ["a,2024-01-01,5", "a,2024-01-02,0.1", "a,2024-01-02,0.2", "a,2024-01-02,-0.3"]
    assert read_log(write(tmp_path, rows), COLUMNS).x.tolist() == [0]


def test_a_free_purchase_is_a_purchase(tmp_path):
    record = read_log(write(tmp_path, ["a,2024-01-01,0", "a,2024-01-02,4"]), COLUMNS)
    assert one(record) == ([1], [1], [1], [2])


def test_customers_who_only_took_back_are_no_customers(tmp_path):
    record = read_log(write(tmp_path, ["a,2024-01-01,5", "b,2024-01-02,-5"]), COLUMNS)
    assert record.customer.tolist() == ["a"]


def test_rows_without_a_customer_are_dropped_and_counted(tmp_path):
    rows = [
        "a,2024-01-01,5",
        ",2024-01-02,5",
        "NaN,2024-01-03,oops",
        "a,2024-01-04,5",
        "a,2024-01-05,1",
    ]
    record = read_log(write(tmp_path, rows), COLUMNS)
    assert record.x.tolist() == [2]
    assert record.source.counts["rows without a customer dropped"] == 2


def test_blank_rows_are_passed_over(tmp_path):
    record = read_log(
        write(tmp_path, ["a,2024-01-01,5", "", ",,", " , , ", "a,2024-01-02,5"]), COLUMNS
    )
    assert record.x.tolist() == [1]
    assert record.source.counts["rows without a customer dropped"] == 0


def test_spaces_around_values_do_not_make_two_customers(tmp_path):
    record = read_log(write(tmp_path, ["a ,2024-01-01,5", " a, 2024-01-02 , 5"]), COLUMNS)
    assert record.n == 1


def test_the_order_of_rows_does_not_matter(tmp_path):
    rows = ["b,2024-01-05,7", "a,2024-01-11,30", "a,2024-01-01,10", "b,2024-01-31,9"]
    forward = read_log(write(tmp_path, rows), COLUMNS)
    backward = read_log(write(tmp_path, rows[::-1]), COLUMNS)
    assert one(forward) == one(backward)


def test_amounts_may_be_left_out(tmp_path):
    path = write(tmp_path, ["a,2024-01-01", "a,2024-01-02"], header="who,when")
    record = read_log(path, LogColumns(customer="who", date="when", amount=None))
    assert record.x.tolist() == [1]
    assert np.isnan(record.mean_spend).all()


def test_quoted_values_may_hold_anything(tmp_path):
    rows = ['"a, the ""first""",2024-01-01,"1,234.50"', '"b\nc",2024-01-02,5']
    record = read_log(write(tmp_path, rows), COLUMNS)
    assert record.customer.tolist() == ['a, the "first"', "b\nc"]
    assert record.mean_spend.tolist() == [1234.5, 5]


@pytest.mark.parametrize("mark", [";", "\t", "|"])
def test_other_delimiters(tmp_path, mark):
    path = write(
        tmp_path, [f"a{mark}2024-01-01{mark}12,50"], header=f"customer{mark}date{mark}amount"
    )
    record = read_log(path, COLUMNS)
    assert record.mean_spend.tolist() == [12.5]
    assert record.source.notes == ("amounts were read with a decimal comma",)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1"]
)
def test_encodings(tmp_path, encoding):
    text = "customer,date,amount\r\nJosé,2024-01-01,5\r\nJosé,2024-01-02,5\r\n"
    if encoding == "latin-1":
        text = text.replace("é", "\x81é")  # a byte that Windows' code page does not have
    data = text.encode(encoding)
    path = tmp_path / "sales.csv"
    path.write_bytes((b"\xff\xfe" if encoding == "utf-16-le" else b"") + data)
    record = read_log(path, COLUMNS)
    assert record.customer.tolist() == ["Jos\x81é" if encoding == "latin-1" else "José"]
    noted = [f"read as {encoding}" in note for note in record.source.notes]
    assert noted == ([True] if encoding in {"cp1252", "latin-1"} else [])


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;"])
def test_excels_line_with_the_separator(tmp_path, first):
    rows = ["a,b;2024-01-01;12,50", "c;2024-01-01;7"]
    path = write(tmp_path, ["customer;date;amount", *rows], header=first)
    record = read_log(path, COLUMNS)
    assert record.customer.tolist() == ["a,b", "c"]
    assert record.mean_spend.tolist() == [12.5, 7.0]


def test_excels_unicode_text_has_tabs_and_its_separator_too(tmp_path):
    path = tmp_path / "sales.txt"
    path.write_bytes("sep=\t\r\ncustomer\tdate\tamount\r\na\t45292\t1,5\r\n".encode("utf-16"))
    record = read_log(path, COLUMNS)
    assert record.mean_spend.tolist() == [1.5]


def test_packed_logs_are_known_by_their_bytes(tmp_path):
    path = tmp_path / "sales.csv"
    path.write_bytes(gzip.compress(b"customer,date,amount\na,2024-01-01,5\n"))
    assert read_log(path, COLUMNS).n == 1


def test_parquet_with_types(tmp_path):
    frame = pd.DataFrame(
        {
            "customer": pd.array([7, 7, None], dtype="Int64"),
            "date": pd.to_datetime(
                ["2024-01-01 23:30", "2024-01-02 00:30", "2024-01-03 00:00"]
            ).tz_localize("Europe/Berlin"),
            "amount": [10.0, 1e-3, 2.0],
        }
    )
    frame.to_parquet(tmp_path / "sales.parquet")
    record = read_log(tmp_path / "sales.parquet", COLUMNS)
    assert record.customer.tolist() == ["7"]
    assert one(record) == ([1], [1], [1], [pytest.approx(5.0005)])
    assert record.source.counts["rows without a customer dropped"] == 1


def test_what_was_read_is_told(tmp_path):
    rows = ["a,2024-01-01,5", "a,2024-01-01,5", ",2024-01-02,5", "b,2024-01-02,5"]
    path = write(tmp_path, rows)
    assert str(read_log(path, COLUMNS).source) == (
        f"{path}: 4 rows; 2 customers; 2 purchase days; 1 row without a customer dropped; "
        "1 row merged with another of the same customer and day; rows without a customer, such as "
        "guests', are 25% of the money; they are in no figure of the fit"
    )


@pytest.mark.parametrize("guest", ["Guest", "guest checkout", "ANONYMOUS", "walk-in", ""])
def test_guests_are_counted_and_left_out(tmp_path, guest):
    rows = ["a,2024-01-01,5", "a,2024-01-02,5", f"{guest},2024-01-02,20", f"{guest},2024-01-03,10"]
    record = read_log(write(tmp_path, rows), COLUMNS)
    assert record.customer.tolist() == ["a"]
    name = "rows of guests dropped" if guest else "rows without a customer dropped"
    assert record.source.counts[name] == 2
    assert "rows without a customer, such as guests', are 75% of the money" in str(record.source)


def test_of_one_there_is_no_plural():
    counts = {
        "rows without a customer dropped": 1,
        "purchase days": 1,
        "customers": 2,
        "rows of guests dropped": 0,
    }
    source = Source("x.csv", 3, counts)
    assert source.counted == ("1 row without a customer dropped", "1 purchase day", "2 customers")
