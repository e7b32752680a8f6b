"""What became of a column's texts: values, faults to refuse the file for, and notes to tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltysim.calibration.logs.cells import SHOWN
from loyaltysim.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from loyaltysim.calibration.logs.cells import Cells


@dataclass(frozen=True)
class TextFault:
    """One thing that is wrong with some of a column's texts; `{}` in the message is the first."""

    message: str
    bad: NDArray[np.bool_]
    hint: str = ""


@dataclass(frozen=True)
class Reading:
    """A column's different texts as values, shape (texts,)."""

    values: NDArray[Any]
    faults: tuple[TextFault, ...] = ()
    notes: tuple[str, ...] = ()


def problems(
    cells: Cells, name: str, faults: Iterable[TextFault], rows: NDArray[np.bool_]
) -> list[Problem]:
    """Tell the faults of a column's texts, each once.

    Parameters
    ----------
    cells
        The table.
    name
        Of the column.
    faults
        Of the column's texts.
    rows
        Which rows count, shape (rows,); a fault that none of them has is not told.
    """
    column, told = cells.columns[name], []
    for fault in faults:
        hit = column.holds(fault.bad) & rows
        if hit.any():
            text = str(column.texts[column.codes[np.argmax(hit)]])
            message = fault.message.replace("{}", repr(text[:40]))
            told.append(problem_at(cells, hit, message, fault.hint))
    return told


def problem_at(cells: Cells, rows: NDArray[np.bool_], message: str, hint: str = "") -> Problem:
    """Tell one problem at its first line, with the lines of the first few rows that have it."""
    count = int(np.sum(rows))
    lines = cells.lines(np.flatnonzero(rows)[:SHOWN])
    if count > 1:
        noun = "lines" if cells.file.encoding else "rows"
        more = ", ..." if count > len(lines) else ""
        message += f" ({count:,} times: {noun} {', '.join(map(str, lines))}{more})"
    return Problem(message, hint=hint, file=str(cells.file.path), line=lines[0])
