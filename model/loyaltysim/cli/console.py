"""Where commands write: tables wide enough when no terminal decides, and documents for scripts."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console

PAPER = 100
"""Characters of a line in a file or a pipe, unless COLUMNS says otherwise."""
NARROWEST = 40
"""Characters below which tables can no longer be read."""


def console(*, stderr: bool = False) -> Console:
    """Make the writer of rich text to standard output, or to standard error."""
    from rich.console import Console

    # names come from scenario files, so nothing in them may be read as markup
    out = Console(stderr=stderr, markup=False, emoji=False, highlight=False)
    if not out.is_terminal:
        out.width = _paper()
    return out


def _paper() -> int:
    columns = os.environ.get("COLUMNS", "")
    return max(int(columns), NARROWEST) if columns.isdecimal() and len(columns) < 5 else PAPER


def records(table: pd.DataFrame) -> list[dict[str, object]]:
    """Give the rows of a table as a document holds them; what cannot be known is null."""
    import json

    rows: list[dict[str, object]] = json.loads(table.to_json(orient="records", double_precision=15))
    return rows


def print_document(document: object) -> None:
    """Print one JSON document, and nothing else, to standard output."""
    import json

    click.echo(json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False))
