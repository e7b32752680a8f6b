"""Where tables are written: standard output, wide enough for them when nobody's terminal decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

PAPER = 110
"""Characters of a line in a file or a pipe."""


def console() -> Console:
    """Make the writer of rich text to standard output."""
    from rich.console import Console

    # names come from scenario files, so nothing in them may be read as markup
    out = Console(markup=False, emoji=False, highlight=False)
    if not out.is_terminal:
        out.width = PAPER
    return out
