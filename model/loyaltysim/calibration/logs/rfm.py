"""A purchase record from a table that already has recency, frequency and money."""

# ruff: noqa: N806 -- x, t_x and T are what the literature calls them

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.calibration.logs.amounts import read_amounts
from loyaltysim.calibration.logs.cells import read_cells
from loyaltysim.calibration.logs.reading import Reading, TextFault, problem_at, problems
from loyaltysim.calibration.logs.record import Record, Source
from loyaltysim.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from loyaltysim.calibration.logs.cells import Cells

    Float64 = NDArray[np.float64]

HEADERS = ("customer", "x", "t_x", "T", "mean_spend")
_OPTIONAL = ("customer", "mean_spend")


def read_rfm(path: Path, *, unit_days: float = 7.0) -> Record:
    """Read a table of one row a customer: customer, x, t_x, T, mean_spend.

    `x` counts repeat purchase days; `t_x` and `T` are times from the first purchase to the last one
    and to the end of the record, and become whole days; `mean_spend` is 0 or empty where it is not
    known. The columns customer and mean_spend may be absent.

    Parameters
    ----------
    path
        CSV (also packed with gzip) or Parquet.
    unit_days
        Days in the table's unit of time.

    Raises
    ------
    InputError
        With all problems that were found.
    """
    cells = read_cells(path, {name: name for name in HEADERS}, optional=_OPTIONAL)
    rows = ~cells.blank()
    readings = {name: _read(cells, name) for name in cells.columns if name != "customer"}
    told = [
        problem
        for name, reading in readings.items()
        for problem in problems(cells, name, reading.faults, rows)
    ]
    if told:
        raise InputError(*told)
    values = {name: reading.values[cells.columns[name].codes] for name, reading in readings.items()}
    days = {name: np.rint(values[name] * unit_days) for name in ("t_x", "T")}
    spend = values.get("mean_spend", np.full(cells.rows, np.nan))
    _refuse_impossible(cells, rows, values["x"], days)
    return Record(
        customer=_customers(cells, rows),
        x=values["x"][rows],
        t_x=days["t_x"][rows],
        T=days["T"][rows],
        mean_spend=np.where(spend > 0.0, spend, np.nan)[rows],
        source=_source(cells, int(rows.sum()), readings),
    )


def _read(cells: Cells, name: str) -> Reading:
    """Read a column of numbers, none of them below 0."""
    column = cells.columns[name]
    reading = read_amounts(column.texts)
    absent = column.missing() if name == "mean_spend" else np.zeros(column.texts.size, bool)
    faults = (
        *(
            TextFault(f"{name}: {fault.message}", fault.bad & ~absent, fault.hint)
            for fault in reading.faults
        ),
        TextFault(f"{name}: {{}} is below 0", reading.values < 0.0),
        TextFault(
            f"{name}: {{}} is not a whole number",
            (reading.values != np.rint(reading.values)) & np.isfinite(reading.values)
            if name == "x"
            else absent & ~absent,
            "x counts purchases after the first",
        ),
    )
    return Reading(reading.values, faults, reading.notes)


def _refuse_impossible(
    cells: Cells, rows: NDArray[np.bool_], x: Float64, days: dict[str, Float64]
) -> None:
    """Refuse rows that no customer can have."""
    t_x, T = days["t_x"], days["T"]
    unit = "is `unit:` right, and does x count days?"
    cases = (
        (t_x > T, "t_x is larger than T", "t_x and T both begin at the first purchase"),
        ((x == 0) & (t_x > 0), "x is 0, but t_x is not", "without a repeat purchase t_x is 0"),
        ((x > 0) & (t_x == 0), "x is above 0, but t_x is 0", unit),
        ((x > t_x) & (t_x > 0), "x is larger than the number of days in t_x", unit),
    )
    told = [
        problem_at(cells, rows & wrong, message, hint)
        for wrong, message, hint in cases
        if (rows & wrong).any()
    ]
    if told:
        raise InputError(*told)


def _customers(cells: Cells, rows: NDArray[np.bool_]) -> NDArray[np.object_]:
    """Give the identifiers, which must differ; without the column, the numbers of the rows."""
    if "customer" not in cells.columns:
        return np.array([str(row + 1) for row in np.flatnonzero(rows)], dtype=object)
    column = cells.columns["customer"]
    order = np.argsort(column.codes, kind="stable")
    again = np.zeros(cells.rows, dtype=bool)
    again[order[1:]] = np.diff(column.codes[order]) == 0
    if (again & rows).any():
        hint = "give one row a customer, or read the log itself with `fit: {log: ...}`"
        message = "the customer has a row already"
        raise InputError(problem_at(cells, again & rows, message, hint))
    return column.texts[column.codes[rows]]


def _source(cells: Cells, customers: int, readings: dict[str, Reading]) -> Source:
    notes = [f"{name}: {note}" for name, reading in readings.items() for note in reading.notes]
    if cells.file.note:
        notes.insert(0, cells.file.note)
    counts = {"customers": customers}
    return Source(str(cells.file.path), cells.rows, counts, tuple(notes), cells.content)
