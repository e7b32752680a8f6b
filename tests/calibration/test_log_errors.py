"""Every refusal of a log: what is wrong, where, and what would be right."""

import contextlib
import gzip
import io
import zipfile

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.calibration.logs import COLUMNS, regulars, write

from loyaltysim.calibration.logs.log import read_log
from loyaltysim.calibration.logs.rfm import read_rfm
from loyaltysim.errors import InputError
from loyaltysim.scenario.blocks.fit import LogColumns

GOOD = "a,2024-01-01,5"
HEADER = "customer,date,amount\n"


def refusal(path, columns=COLUMNS, **options):
    with pytest.raises(InputError) as caught:
        read_log(path, columns, **options)
    for problem in caught.value.problems:
        assert problem.file == str(path)
    return str(caught.value).replace(str(path), "FILE")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            [GOOD, "b,soon,5", "c,then,5"],
            "FILE:3:1: 'soon' is not a date (2 times: lines 3, 4); write dates as 2024-12-31",
        ),
        ([GOOD, "b,2024-02-30,5"], "FILE:3:1: '2024-02-30' is not a date; there is no such day"),
        (["b,2024-02-30,5"], "FILE:2:1: '2024-02-30' is not a date; write dates as 2024-12-31"),
        (
            ["a,28/02/2026,5", "b,31/02/2026,5"],
            "FILE:3:1: '31/02/2026' is not a date; there is no such day with the day first",
        ),
        ([GOOD, "b,,5"], "FILE:3:1: '' is not a date; write dates as 2024-12-31"),
        (
            [GOOD, "b,1900-01-01,5"],
            "FILE:3:1: '1900-01-01' is an absurd date; years go from 1980 to 2100",
        ),
        (
            ["a,01/02/2024,5", "b,03/04/2024,5"],
            ("FILE:2:1: '01/02/2024' may be day/month or month/day, and no date tells "
            "(2 times: lines 2, 3); write dates as 2024-12-31, or say `day_first: true` or "
            "`day_first: false`"),
        ),
        (
            ["a,13/02/2024,5", "b,02/13/2024,5"],
            ("FILE:3:1: '02/13/2024' has the month first, but other dates have the day first; "
            "write dates as 2024-12-31"),
        ),
        (
            ["a,2024-01-01 10:00Z,5", "b,2024-01-01 10:00,5"],
            ("FILE:3:1: '2024-01-01' has no time zone, but other dates have one; "
            "give all dates a zone, or none"),
        ),
        ([GOOD, "b,2024-01-01,inf"], "FILE:3:1: 'inf' is not a finite number; write numbers as 1234.50"),
        ([GOOD, "b,2024-01-01,"], "FILE:3:1: '' is not a finite number; write numbers as 1234.50"),
        (
            [GOOD, 'b,2024-01-01,"1,5"', "c,2024-01-01,1.5"],
            ("FILE:3:1: '1,5' has a decimal comma, but other numbers have a decimal point; "
            "write numbers as 1234.50"),
        ),
        (
            [GOOD, "b,2024-01-01,1,234.50"],
            "FILE:3:1: 4 values where the header has 3; put quotes around a value that holds a comma",
        ),
        (
            [GOOD, *[",2024-01-01,5", "nan,2024-01-02,5"] * 5],
            ("FILE: 10 of 11 rows name no customer; is this the right column? Purchases without a "
            "customer say nothing of returning"),
        ),
        ([",,", ""], ("FILE: 0 of 0 rows name no customer; is this the right column? Purchases "
         "without a customer say nothing of returning")),
        (["a,2024-01-01,-5"], "FILE: no purchase is left: every day was taken back"),
        (
            [GOOD, "b,2024-01-03,5", "c,2042-01-02,5"],
            ("FILE:4:1: 2042-01-02 lies 6,574 days after all other dates; correct the date, or "
            "leave it out"),
        ),
        (
            [GOOD, "b,2024-01-03,5", "c,1994-01-02,5"],
            ("FILE:4:1: 1994-01-02 lies 10,956 days before all other dates; correct the date, or "
            "leave it out"),
        ),
        ([], "FILE: has a header but no rows"),
    ],
)  # fmt: skip
def test_contents(tmp_path, rows, message):
    assert refusal(write(tmp_path, rows)) == message


def test_all_problems_are_told_at_once(tmp_path):
    told = refusal(write(tmp_path, [GOOD, "b,soon,5", "c,2024-01-01,much"]))
    assert told.splitlines() == [
        "2 problems in FILE",
        "FILE:3:1: 'soon' is not a date; write dates as 2024-12-31",
        "FILE:4:1: 'much' is not a finite number; write numbers as 1234.50",
    ]


def test_only_the_first_few_lines_are_listed(tmp_path):
    told = refusal(write(tmp_path, [GOOD, *(f"b,never{n},5" for n in range(2000))]))
    assert "'never0' is not a date (2,000 times: lines 3, 4, 5, 6, 7, ...)" in told


def test_lines_are_counted_through_quoted_line_ends_and_blank_lines(tmp_path):
    told = refusal(write(tmp_path, ['"a\nb",2024-01-01,5', "", "b,soon,5"]))
    assert told.startswith("FILE:5:1: 'soon'")


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("customer,date,total", "FILE:1:1: no column is named 'amount'; the header has customer, date, total; write columns: {customer: customer, date: date, amount: total}"),
        ("customer,dates,amount", "FILE:1:1: no column is named 'date'; did you mean 'dates'?; write columns: {customer: customer, date: dates, amount: amount}"),
        ("Customer,date,amount", "FILE:1:1: no column is named 'customer'; did you mean 'Customer'?; write columns: {customer: Customer, date: date, amount: amount}"),
        ("customer,date,amount,date", "FILE:1:1: the header has 'date' 2 times"),
        (
            "17,2024-01-01,5.00",
            ("FILE:1:1: no column is named 'customer'; the first line seems to be data, but must name "
            "the columns"),
        ),
    ],
)  # fmt: skip
def test_headers(tmp_path, header, message):
    rows = ["a,2024-01-01,5" + ",x" * (header.count(",") - 2)]
    assert message in refusal(write(tmp_path, rows, header)).splitlines()


def test_a_quotation_mark_that_is_never_closed(tmp_path):
    assert refusal(write(tmp_path, [GOOD, 'b,"2024-01-01,5', GOOD])) == (
        "FILE:3:1: 2 values where the header has 3; put quotes around a value that holds a comma"
    )


def test_missing_file(tmp_path):
    assert refusal(tmp_path / "none.csv") == (
        "FILE: no such file; paths are read from the scenario's folder"
    )


def test_folder(tmp_path):
    assert refusal(tmp_path) == "FILE: is a folder; name the file in it"


@pytest.mark.parametrize("data", [b"", b" \n \n", gzip.compress(b"", mtime=0)])
def test_empty_file(tmp_path, data):
    path = tmp_path / "sales.csv"
    path.write_bytes(data)
    assert refusal(path) == "FILE: is empty; give a file with a header and a row for each purchase"


def _zip():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("sheet.xml", "x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (_zip(), "is a zip archive, not text; unpack it"),
        (b"PK\x03\x04 and then nothing", "the workbook or archive is damaged; save it anew"),
        (
            b"\xd0\xcf\x11\xe0",
            "is an old Excel workbook, or one with a password, not text; save it as .xlsx",
        ),
        (b"%PDF-1.7 \x00", "is a PDF, not text; give a CSV file"),
        (bytes(range(256)), "is binary, not text (or UTF-16 without a byte order mark); give CSV"),
        (HEADER.encode("utf-16-le"), "is binary, not text (or UTF-16 without a byte order mark)"),
        (b"\xff\xfea", "is not the utf-16 that its first bytes announce; save it as UTF-8"),
        (
            gzip.compress(HEADER.encode() * 99, mtime=0)[:-9],
            "the gzip archive is damaged or incomplete; pack",
        ),
        (b"PAR1 and then nothing", "the Parquet file cannot be read ("),
    ],
)
def test_what_is_not_text(tmp_path, data, message):
    path = tmp_path / "sales.csv"
    path.write_bytes(data)
    assert refusal(path).startswith(f"FILE: {message}")


def test_too_large(tmp_path, monkeypatch):
    monkeypatch.setattr("loyaltysim.calibration.logs.textfile.LARGEST", 2**20)
    monkeypatch.setattr("loyaltysim.calibration.logs.textfile._CHUNK", 2**16)
    path = tmp_path / "sales.csv"
    path.write_bytes(gzip.compress(HEADER.encode() + b"a" * 2**20))
    assert refusal(path) == (
        "FILE: is larger than 1,048,576 bytes unpacked; keep only customer, date and amount"
    )


@pytest.mark.parametrize(
    ("limit", "told"),
    [
        ("LARGEST", "is larger than 4,000 bytes unpacked; keep only customer, date and amount"),
        (
            "MOST_ROWS",
            "has more than 4,000 rows; keep a part of the customers, with all rows of each",
        ),
    ],
)
def test_too_large_for_parquet_is_told_before_it_is_read(tmp_path, monkeypatch, limit, told):
    """Equal rows take next to no room in the file, but they do in memory."""
    monkeypatch.setattr(f"loyaltysim.calibration.logs.textfile.{limit}", 4000)
    monkeypatch.setattr("pyarrow.parquet.ParquetFile.read", lambda *_: pytest.fail("it was read"))
    days = pd.date_range("2000-01-01", periods=5000)
    frame = pd.DataFrame({"customer": "a", "date": days, "amount": 5})
    frame.to_parquet(tmp_path / "sales.parquet")
    assert refusal(tmp_path / "sales.parquet") == f"FILE: {told}"


def test_columns_that_are_not_read_do_not_count(tmp_path, monkeypatch):
    monkeypatch.setattr("loyaltysim.calibration.logs.textfile.LARGEST", 4000)
    frame = pd.DataFrame({"customer": ["a"] * 40, "date": "2024-01-01", "amount": 5})
    frame["receipt"] = [f"{row:0>1000}" for row in range(40)]
    frame.to_parquet(tmp_path / "sales.parquet")
    assert read_log(tmp_path / "sales.parquet", COLUMNS).n == 1


def test_parquet_names_rows(tmp_path):
    frame = pd.DataFrame(
        {"customer": ["a", "b"], "date": ["2024-01-01", "soon"], "amount": [1, np.inf]}
    )
    frame.to_parquet(tmp_path / "sales.parquet")
    told = refusal(tmp_path / "sales.parquet")
    assert "FILE:2:1: 'soon' is not a date" in told
    assert "FILE:2:1: 'inf' is not a finite number" in told


def test_parquet_without_the_column(tmp_path):
    pd.DataFrame({"customers": ["a"], "date": ["2024-01-01"]}).to_parquet(tmp_path / "s.parquet")
    columns = LogColumns(customer="customer", date="date", amount=None)
    assert "did you mean 'customers'?" in refusal(tmp_path / "s.parquet", columns)


def test_records_that_cannot_carry_a_fit(tmp_path):
    path = write(tmp_path, [GOOD, "a,2024-01-05,5"])
    with pytest.raises(InputError, match=r"has 1 customer; a fit needs at least 30"):
        read_log(path, COLUMNS).require_enough()
    path = write(tmp_path, regulars(visits=1))
    with pytest.raises(
        InputError,
        match=r"has no customers who bought on more than one day; a fit needs at least 10",
    ):
        read_log(path, COLUMNS).require_enough()
    assert read_log(write(tmp_path, regulars()), COLUMNS).require_enough().n == 40


SOUP = st.text("ab,;\t|\"'\n\r -.:/0123456789€é\0", max_size=120)


@given(data=st.one_of(st.binary(max_size=300), SOUP.map(lambda text: (HEADER + text).encode())))
@settings(max_examples=300)
def test_no_file_does_worse_than_be_refused(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "fuzz.csv"
    path.write_bytes(data)
    with contextlib.suppress(InputError):
        record = read_log(path, COLUMNS)
        assert np.all((record.x >= 0) & (record.t_x <= record.T) & (record.x <= record.t_x))


RFM = "customer,x,t_x,T,mean_spend"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("b,-1,0,5,1", "FILE:3:1: x: '-1' is below 0"),
        ("b,1.5,2,5,1", "FILE:3:1: x: '1.5' is not a whole number; x counts purchases after the first"),
        ("b,nan,2,5,1", "FILE:3:1: x: 'nan' is not a finite number; write numbers as 1234.50"),
        ("b,1,2,,1", "FILE:3:1: T: '' is not a finite number; write numbers as 1234.50"),
        ("b,1,2,5,-1", "FILE:3:1: mean_spend: '-1' is below 0"),
        ("b,1,6,5,1", "FILE:3:1: t_x is larger than T; t_x and T both begin at the first purchase"),
        ("b,0,2,5,1", "FILE:3:1: x is 0, but t_x is not; without a repeat purchase t_x is 0"),
        ("b,1,0,5,1", "FILE:3:1: x is above 0, but t_x is 0; is `unit:` right, and does x count days?"),
        (
            "b,30,2,5,1",
            ("FILE:3:1: x is larger than the number of days in t_x; is `unit:` right, and does x "
            "count days?"),
        ),
        (
            "a,1,2,5,1",
            ("FILE:3:1: the customer has a row already; give one row a customer, or read the log "
            "itself with `fit: {log: ...}`"),
        ),
    ],
)  # fmt: skip
def test_rfm_rows(tmp_path, row, message):
    path = write(tmp_path, ["a,1,2,5,1", row], RFM)
    with pytest.raises(InputError) as caught:
        read_rfm(path)
    assert str(caught.value).replace(str(path), "FILE") == message


def test_rfm_columns(tmp_path):
    path = write(tmp_path, ["1,2"], "frequency,recency")
    with pytest.raises(InputError) as caught:
        read_rfm(path)
    assert [problem.message.partition(";")[0] for problem in caught.value.problems] == [
        f"no column is named {name!r}" for name in ("x", "t_x", "T")
    ]


def test_a_record_without_customers_or_spend_is_enough(tmp_path):
    record = read_rfm(write(tmp_path, ["1,14,30", "0,0,30", ",,"], "x,t_x,T"), unit_days=1.0)
    assert record.customer.tolist() == ["1", "2"]
    assert record.T.tolist() == [30, 30]
    assert np.isnan(record.mean_spend).all()
