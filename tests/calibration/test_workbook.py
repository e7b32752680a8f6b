"""Excel workbooks: the first sheet that holds anything is a log like others."""

import sys
from datetime import date, datetime

import openpyxl
import pytest
from tests.calibration.logs import COLUMNS

from loyaltysim.calibration.logs.detect import detect_columns
from loyaltysim.calibration.logs.log import read_log
from loyaltysim.errors import InputError

HEADER = ("customer", "date", "amount")


def workbook(folder, *sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"part {number}")
        for row in rows:
            sheet.append(row)
    path = folder / "sales.xlsx"
    book.save(path)
    return path


def test_numbers_and_dates_are_read_as_they_are_meant(tmp_path):
    rows = [
        (17850, datetime.fromisoformat("2024-01-01 23:50"), 12.5),
        (17850.0, date(2024, 1, 3), 7),
    ]
    path = workbook(tmp_path, [HEADER, *rows, ("x", date(2024, 1, 4), -3)])
    assert detect_columns(path, {}) == COLUMNS
    record = read_log(path, COLUMNS)
    assert record.customer.tolist() == ["17850"]
    assert (record.x.tolist(), record.t_x.tolist(), record.T.tolist()) == ([1], [2], [3])
    assert record.mean_spend.tolist() == [9.75]


def test_empty_rows_and_sheets_are_passed_over(tmp_path):
    rows = [(), (), HEADER, ("a", "2024-01-01", 5), (None, None, None), ("b", "2024-01-02", 5), ()]
    path = workbook(tmp_path, [], rows, [HEADER])
    record = read_log(path, COLUMNS)
    assert record.customer.tolist() == ["a", "b"]
    assert record.source.notes == ("sheet 'part 1' of 3 was read",)
    assert "rows without a customer dropped" in record.source.counts


def refusal(path):
    with pytest.raises(InputError) as told:
        read_log(path, COLUMNS)
    return str(told.value).replace(str(path), "FILE")


def test_faults_are_told_by_the_row_of_the_sheet(tmp_path):
    rows = [(), HEADER, ("a", "2024-01-01", 5), ("b", "soon", 5), ("c", "later", 5)]
    told = refusal(workbook(tmp_path, rows))
    assert "FILE:4:1: 'soon' is not a date (2 times: rows 4, 5)" in told


def test_dates_of_which_excel_knew_only_some_are_refused(tmp_path):
    rows = [("a", date(2024, 2, 1), 5), ("b", "13/02/2024", 5)]
    told = refusal(workbook(tmp_path, [HEADER, *rows]))
    assert "FILE: '13/02/2024' in row 3 is text, but other dates are Excel's own" in told
    assert "it may have swapped day and month" in told


def test_an_empty_workbook_is_refused(tmp_path):
    assert refusal(workbook(tmp_path, [], [])) == "FILE: the workbook is empty"


def test_a_workbook_with_a_header_alone_is_refused(tmp_path):
    assert refusal(workbook(tmp_path, [HEADER])) == "FILE: has a header but no rows"


def test_a_damaged_workbook_is_refused(tmp_path):
    import zipfile

    path = tmp_path / "sales.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<nothing/>")
    assert refusal(path).startswith("FILE: the Excel workbook cannot be read (")


def test_without_openpyxl_it_is_said_what_to_install(tmp_path, monkeypatch):
    path = workbook(tmp_path, [HEADER, ("a", date(2024, 1, 1), 5)])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert refusal(path) == (
        "FILE: an Excel workbook needs the package openpyxl, which is not installed; "
        "pip install 'loyaltysim[excel]', or save the sheet as CSV"
    )
