"""The two shapes of tables that reports use, and nothing about what stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

from loyaltysim.report.tables.fitting import Fitting

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NAMES = 14
"""Characters that names have at least, so that words are not cut."""


def plain_table(
    first: str,
    *columns: str,
    title: str | None = None,
    caption: str = "",
    wrap: bool = False,
    names: int = NAMES,
    keys: int = 1,
) -> Table:
    """Make an empty table: the first column for names, the others for numbers.

    Parameters
    ----------
    title
        What the table is about; printed above it.
    caption
        What its headings mean; printed below it.
    wrap
        Whether headings may go on over several rows, as names of schemes have to.
    names
        Characters that the first column has at least, unless all names are shorter.
    keys
        Columns at the beginning that say what a row is about: where a line has no room for all columns, the others go
        below with these again.
    """
    table = Fitting(title=title, caption=caption or None, keys=keys)
    table.add_column(first, overflow="fold", min_width=names)
    for column in columns:
        table.add_column(column, justify="right", overflow="fold", no_wrap=not wrap)
    return table


def word_table(*columns: str) -> Table:
    """Make an empty table of words; names in the first column are kept in one piece."""
    table = plain_table(columns[0])
    table.columns[0].no_wrap, table.columns[0].min_width = True, None
    for column in columns[1:]:
        table.add_column(column, overflow="fold")
    return table


def listing(lines: Iterable[Sequence[str]]) -> Table:
    """Lay out lines of several parts, the last of which may go on over several rows."""
    grid = Table.grid(padding=(0, 1))
    for line in lines:
        grid.add_row(*line)
    return grid


def bullets(lines: Iterable[str]) -> Table:
    """Lay out sentences with a dash before each."""
    return listing(("-", line) for line in lines)
