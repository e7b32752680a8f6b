"""The columns that were asked for, as text, from comma-separated values, an Excel workbook or Parquet."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
from pyarrow import compute, parquet
from pyarrow import csv as arrow_csv

from loyaltysim.calibration.logs.textfile import content_of, inspect, refuse_size
from loyaltysim.calibration.logs.workbook import read_sheet, refuse_half_read
from loyaltysim.errors import InputError, Problem, closest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from loyaltysim.calibration.logs.textfile import TextFile

    Advice = Callable[[Mapping[str, str], Sequence[str]], str]

SHOWN = 5
_NOTHING = ("", "nan", "null", "none", "n/a", "na", "#n/a", "nil", "nat")
_TIME_OF_DAY = r"^(.*\d)[ T]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp][Mm])?$"
_DELIMITERS = ",;\t|"
_TEXT = pa.dictionary(pa.int32(), pa.string())


class MissingColumnError(InputError):
    """A column is missing from a header, which is kept to guess which is meant."""

    def __init__(self, header: Sequence[str], problems: Sequence[Problem]) -> None:
        super().__init__(*problems)
        self.header = header


@dataclass(frozen=True)
class Column:
    """One column: the different texts in it, and which of them each row holds."""

    texts: NDArray[np.object_]
    codes: NDArray[np.int64]

    def missing(self) -> NDArray[np.bool_]:
        """Tell which texts stand for nothing, shape (texts,)."""
        return np.isin([str(text).lower() for text in self.texts], _NOTHING)

    def holds(self, wanted: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Tell which rows hold one of the texts that a mask selects, shape (rows,)."""
        return wanted[self.codes]


@dataclass(frozen=True)
class Cells:
    """Columns of a file by the name they were asked for, and where their rows stand."""

    file: TextFile
    columns: dict[str, Column]
    rows: int
    delimiter: str = ""
    first: int = 1
    """Row of a workbook's sheet in which the first of `rows` stands, or 1."""
    content: str = ""
    """Hash of the file that was read."""

    def blank(self) -> NDArray[np.bool_]:
        """Tell which rows are empty in all columns, shape (rows,)."""
        empty = np.ones(self.rows, dtype=bool)
        for column in self.columns.values():
            empty &= column.holds(column.missing())
        return empty

    def lines(self, rows: NDArray[np.int64]) -> list[int]:
        """Give the line of the file in which each of some rows begins; ascending.

        A row of Parquet or of a workbook has no line; its number in the file or sheet stands for it.
        """
        if not self.file.encoding:
            return [int(row) + self.first for row in rows]
        wanted, found = set(rows.tolist()), []
        for row, (line, _) in enumerate(_parsed(self.file, self.delimiter)):
            if row - 1 in wanted:
                found.append(line)
            if len(found) == len(wanted):
                break
        return found


def read_cells(
    path: Path,
    wanted: dict[str, str],
    optional: Sequence[str] = (),
    *,
    advise: Advice | None = None,
) -> Cells:
    """Read some columns of a table.

    Parameters
    ----------
    path
        CSV (also with semicolons, tabs or bars; also packed with gzip), .xlsx or Parquet.
    wanted
        The header of each column by the name it goes by here.
    optional
        Names of columns that may be absent.
    advise
        Writes what to say where a column is missing, from what was wanted and the header; the header is told if it is left out.

    Raises
    ------
    InputError
        When the file is no table, or columns are missing or doubled.
    """
    file = inspect(path)
    read = _from_workbook if file.workbook else _from_parquet if file.parquet else _from_csv
    try:
        return read(file, wanted, optional)
    except MissingColumnError as missing:
        hint = advise(wanted, missing.header) if advise is not None else ""
        *others, last = missing.problems
        raise InputError(*others, replace(last, hint=hint)) from None


def read_head(path: Path, rows: int) -> tuple[list[str], list[list[str]]]:
    """Read the names of all columns and the first rows, to tell which column is which.

    Raises
    ------
    InputError
        When the file is no table.
    """
    file = inspect(path)
    if file.parquet:
        return _parquet_head(file, rows)
    if file.workbook:
        sheet = read_sheet(file.path, rows)
        return list(sheet.header), [list(row) for row in sheet.rows]
    delimiter, header = _header(file)
    body = (row for number, (_, row) in enumerate(_parsed(file, delimiter)) if number)
    return header, [row for row in islice(body, rows) if len(row) == len(header)]


def _parquet_head(file: TextFile, rows: int) -> tuple[list[str], list[list[str]]]:
    try:
        with file.open_bytes() as stream:
            source = parquet.ParquetFile(pa.PythonFile(stream))
            names = list(source.schema_arrow.names)
            batch = next(source.iter_batches(batch_size=rows), None)
            values = [] if batch is None else [column.to_pylist() for column in batch.columns]
    except (pa.ArrowException, OSError) as error:
        message = f"the Parquet file cannot be read ({error})"
        raise InputError(Problem(message, file=str(file.path))) from None
    return names, [
        ["" if one is None else str(one) for one in row] for row in zip(*values, strict=True)
    ]


def _from_csv(file: TextFile, wanted: dict[str, str], optional: Sequence[str]) -> Cells:
    delimiter, header = _header(file)
    places = _places(file, header, wanted, optional)
    invalid: list[object] = []
    table, content = _parse(file, delimiter, len(header), sorted(places.values()), invalid)
    if invalid:
        raise InputError(*_ragged(file, delimiter, len(header)))
    columns = {
        name: _column(table[str(place)], days=name == "date") for name, place in places.items()
    }
    return _filled(Cells(file, columns, table.num_rows, delimiter, content=content))


def _header(file: TextFile) -> tuple[str, list[str]]:
    """Read the header line and tell the delimiter from it: the one that occurs most often."""
    with file.open_text() as stream:
        if file.separator:
            stream.readline(2**20)
        line = stream.readline(2**20)
    delimiter = file.separator or max(_DELIMITERS, key=line.count)
    return delimiter, [name.strip() for name in next(csv.reader([line], delimiter=delimiter), [])]


def _places(
    file: TextFile, header: list[str], wanted: dict[str, str], optional: Sequence[str]
) -> dict[str, int]:
    """Find the place of each wanted column, or say all that is wrong with the header."""
    problems, missing = [], False
    for name, title in wanted.items():
        if header.count(title) > 1:
            problems.append(f"the header has {title!r} {header.count(title)} times")
        elif title not in header and name not in optional:
            problems.append(_missing(title, header))
            missing = not _seems_data(header)
    if problems:
        told = [Problem(text, file=str(file.path), line=1) for text in problems]
        raise MissingColumnError(header, told) if missing else InputError(*told)
    return {name: header.index(title) for name, title in wanted.items() if title in header}


def _missing(title: str, header: list[str]) -> str:
    near = closest(title, header)
    advice = f"did you mean {near!r}?" if near else f"the header has {', '.join(header[:20])}"
    if _seems_data(header):
        advice = "the first line seems to be data, but must name the columns"
    return f"no column is named {title!r}; {advice}"


def _seems_data(header: list[str]) -> bool:
    return bool(header) and all(name[:1].isdigit() for name in header if name)


def _parse(
    file: TextFile, delimiter: str, width: int, places: list[int], invalid: list[object]
) -> tuple[pa.Table, str]:
    """Let Arrow parse the rows below the header, hashing the file; rows of another width end up in `invalid`."""

    def keep(row: object) -> str:
        if len(invalid) < SHOWN:
            invalid.append(row)
        return "skip"

    names = [str(place) for place in places]
    with file.open_hashed() as (stream, hashing):
        table = arrow_csv.read_csv(
            stream,
            read_options=arrow_csv.ReadOptions(
                column_names=[str(place) for place in range(width)],
                skip_rows=2 if file.separator else 1,
                encoding=file.encoding.removesuffix("-sig"),
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=delimiter, newlines_in_values=True, invalid_row_handler=keep
            ),
            convert_options=arrow_csv.ConvertOptions(
                include_columns=names, column_types=dict.fromkeys(names, _TEXT)
            ),
        )
        return table, hashing.content()


def _parsed(file: TextFile, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Walk through the rows, header first, with the line in which each begins; for messages."""
    with file.open_text() as stream:
        reader, begins = csv.reader(stream, delimiter=delimiter), 1
        for row in reader:
            if row and not (file.separator and begins == 1):
                yield begins, row
            begins = reader.line_num + 1


def _ragged(file: TextFile, delimiter: str, width: int) -> list[Problem]:
    problems = []
    for line, row in _parsed(file, delimiter):
        if len(row) != width:
            hint = "put quotes around a value that holds a comma" if delimiter == "," else ""
            message = f"{len(row)} values where the header has {width}"
            problems.append(Problem(message, hint=hint, file=str(file.path), line=line))
        if len(problems) == SHOWN:
            break
    return problems or [Problem("a quotation mark is never closed", file=str(file.path))]


def _from_workbook(file: TextFile, wanted: dict[str, str], optional: Sequence[str]) -> Cells:
    sheet = read_sheet(file.path)
    file = replace(file, note=sheet.note)
    places = _places(file, list(sheet.header), wanted, optional)
    if "date" in places:
        refuse_half_read(file.path, sheet, places["date"])
    values = list(zip(*sheet.rows, strict=True)) or [()] * len(sheet.header)
    columns = {
        name: _column(pa.chunked_array([pa.array(values[place], pa.string())]), days=name == "date")
        for name, place in places.items()
    }
    content = content_of(file.path)
    return _filled(Cells(file, columns, len(sheet.rows), first=sheet.first, content=content))


def _from_parquet(file: TextFile, wanted: dict[str, str], optional: Sequence[str]) -> Cells:
    try:
        with file.open_bytes() as stream:
            source = parquet.ParquetFile(pa.PythonFile(stream))
            places = _places(file, source.schema_arrow.names, wanted, optional)
            titles = [wanted[name] for name in places]
            refuse_size(file.path, _unpacked(source.metadata, titles), source.metadata.num_rows)
            table = source.read(titles)
    except (pa.ArrowException, OSError) as error:
        message = f"the Parquet file cannot be read ({error})"
        raise InputError(Problem(message, file=str(file.path))) from None
    columns = {name: _column(table[wanted[name]], days=name == "date") for name in places}
    return _filled(Cells(file, columns, table.num_rows, content=content_of(file.path)))


def _unpacked(metadata: parquet.FileMetaData, titles: Sequence[str]) -> int:
    """Count the bytes of some columns, as the file's own list has them."""
    groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    parts = [group.column(place) for group in groups for place in range(group.num_columns)]
    asked = tuple(f"{title}." for title in titles)  # with what is nested in them
    read = [part for part in parts if f"{part.path_in_schema}.".startswith(asked)]
    return sum(part.total_uncompressed_size for part in read)


def _column(values: pa.ChunkedArray, *, days: bool) -> Column:
    """Give the different texts in their own order, so that the order of rows plays no part."""
    if not pa.types.is_dictionary(values.type):
        values = values.cast(pa.string()).fill_null("").dictionary_encode()
    whole = values.unify_dictionaries().combine_chunks()
    trimmed = compute.utf8_trim_whitespace(whole.dictionary)
    if days:  # far fewer texts are left, and a time without a zone does not change the day
        trimmed = compute.replace_substring_regex(trimmed, _TIME_OF_DAY, r"\1")
    different = compute.unique(trimmed)
    texts = different.take(compute.array_sort_indices(different))
    codes = compute.index_in(trimmed, texts).take(whole.indices)
    return Column(
        np.array(texts.to_pylist(), dtype=object),
        codes.to_numpy(zero_copy_only=False).astype(np.int64),
    )


def _filled(cells: Cells) -> Cells:
    if not cells.rows:
        message = "has a header but no rows"
        raise InputError(Problem(message, file=str(cells.file.path)))
    return cells
