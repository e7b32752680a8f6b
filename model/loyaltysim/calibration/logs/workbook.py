"""The first sheet of an Excel workbook as texts; needs openpyxl, which is an extra."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from loyaltysim.errors import InputError, Problem
from loyaltysim.extras import need

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from types import ModuleType

HALF_READ = (
    "where Excel did not know the form of the dates, it may have swapped day and month in those that it knew; "
    "load the text file into Excel with this column as text, or give the text file itself"
)
Row = tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A header and the rows below it, as texts."""

    header: Row
    rows: tuple[Row, ...]
    first: int
    """Row of the sheet in which the first of `rows` stands."""
    dates: tuple[frozenset[int], ...]
    """Columns of each row that hold a date of Excel's."""
    note: str


def read_sheet(path: Path, most: int | None = None) -> Sheet:
    """Read the first sheet that holds anything.

    Parameters
    ----------
    most
        Rows below the header, at most; all if left out.

    Raises
    ------
    InputError
        When openpyxl is missing, or the workbook is damaged or empty.
    """
    openpyxl = _openpyxl(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and other things that are not read
        try:
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
            return _first_sheet(book, path, most)
        except InputError:
            raise
        except Exception as error:  # whatever a damaged workbook makes openpyxl raise
            message = f"the Excel workbook cannot be read ({error})"
            raise InputError(Problem(message, "save the sheet as CSV", file=str(path))) from None


def _openpyxl(path: Path) -> ModuleType:
    need("an Excel workbook", "openpyxl", instead="save the sheet as CSV", file=str(path))
    import openpyxl  # noqa: PLC0415 - an extra

    module: ModuleType = openpyxl
    return module


def _first_sheet(book: Any, path: Path, most: int | None) -> Sheet:  # noqa: ANN401 - openpyxl has no types
    sheets = book.worksheets
    for sheet in sheets:
        sheet.reset_dimensions()
        filled = (
            (number, cells)
            for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1)
            if any(value is not None for value in cells)
        )
        head = next(filled, None)
        if head is None:
            continue
        note = f"sheet {sheet.title!r} of {len(sheets)} was read" if len(sheets) > 1 else ""
        return _sheet(head, islice(sheet.iter_rows(head[0] + 1, values_only=True), most), note)
    raise InputError(Problem("the workbook is empty", file=str(path)))


def _sheet(head: tuple[int, tuple[Any, ...]], body: Iterable[tuple[Any, ...]], note: str) -> Sheet:
    number, titles = head
    header = tuple(_text(title) for title in titles)
    while header and not header[-1]:
        header = header[:-1]
    width = len(header)
    cells = [(*row[:width], *(None,) * (width - len(row))) for row in body]
    while cells and not any(value is not None for value in cells[-1]):
        cells.pop()
    dates = tuple(frozenset(_dates(row)) for row in cells)
    rows = tuple(tuple(_text(value) for value in row) for row in cells)
    return Sheet(header, rows, number + 1, dates, note)


def _dates(row: tuple[Any, ...]) -> Iterator[int]:
    return (place for place, value in enumerate(row) if isinstance(value, date))


def _text(value: Any) -> str:  # noqa: ANN401 - whatever stands in a cell
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def refuse_half_read(path: Path, sheet: Sheet, place: int) -> None:
    """Refuse a column in which Excel took some texts for dates, and left others as they were.

    Raises
    ------
    InputError
        When both are in it.
    """
    texts = [
        number
        for number, row in enumerate(sheet.rows)
        if row[place] and place not in sheet.dates[number]
    ]
    if texts and any(place in row for row in sheet.dates):
        text, row = sheet.rows[texts[0]][place], sheet.first + texts[0]
        message = f"{text[:40]!r} in row {row} is text, but other dates are Excel's own"
        raise InputError(Problem(message, HALF_READ, file=str(path)))
