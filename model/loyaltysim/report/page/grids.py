"""Tables as plain values for templates, made of those that are printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text

from loyaltysim.report.labels import labelled_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.table import Table

    from loyaltysim.scenario import Scenario


@dataclass(frozen=True)
class Grid:
    """A table: its first column names the rows."""

    title: str
    note: str
    """What its headings mean."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: frozenset[int] = frozenset()
    """Columns that hold words, not numbers."""


def grid(table: Table, scenario: Scenario | None = None) -> Grid:
    """Take over a printed table, with the scenario's own words where there is one."""
    if scenario is not None:
        labelled_table(table, scenario)
    columns = [tuple(map(_plain, column.cells)) for column in table.columns]
    return Grid(
        _plain(table.title or ""),
        _plain(table.caption or ""),
        tuple(_plain(column.header) for column in table.columns),
        tuple(zip(*columns, strict=True)),
        frozenset(
            number
            for number, column in enumerate(table.columns)
            if number and column.justify != "right"
        ),
    )


def grids(tables: Iterable[Table | None], scenario: Scenario) -> list[Grid]:
    """Take over those printed tables that there are."""
    return [grid(table, scenario) for table in tables if table is not None]


def joined(parts: Sequence[Grid]) -> list[Grid]:
    """Join tables that were parted for want of room on a terminal: the same rows, more columns."""
    if not parts:
        return []
    first, *others = parts
    rows = first.rows
    for other in others:
        cells = {row[0]: row[1:] for row in other.rows}
        rows = tuple((*row, *cells[row[0]]) for row in rows)
    headings = (*first.headings, *(name for other in others for name in other.headings[1:]))
    return [Grid(first.title, parts[-1].note, headings, rows, first.words)]


def _plain(cell: object) -> str:
    text = cell.plain if isinstance(cell, Text) else str(cell)
    return " ".join(text.split())
