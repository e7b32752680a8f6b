"""Tables that are taken for scenarios, such as a sales log: told before they are parsed."""

from __future__ import annotations

import csv
import shlex
from typing import TYPE_CHECKING

from loyaltysim.errors import Problem, ScenarioError

if TYPE_CHECKING:
    from pathlib import Path

ENDINGS = frozenset({".csv", ".parquet", ".tsv", ".xlsx"})
_SEPARATORS = ";\t|,"
_BEGINNING = 65_536
"""Bytes in which the first two lines of a table end."""
_OF_YAML = ("#", "-", "[", "{", "%", "<")
"""What may begin a scenario, and no line of a table."""


def refuse_table(path: Path, file: str) -> None:
    """Stop at a table, by the ending of its name or by its first lines.

    Parameters
    ----------
    path
        Where it is.
    file
        How messages call it.

    Raises
    ------
    ScenarioError
        When it is one, with the command that reads sales logs.
    """
    beginning = _beginning(path)
    if beginning and (path.suffix.lower() in ENDINGS or looks_like_table(beginning)):
        hint = f"`loyaltysim fit {shlex.quote(file)}` reads a sales log"
        raise ScenarioError(Problem("this is a table, not a scenario", hint, file=file))


def looks_like_table(text: str) -> bool:
    r"""Tell whether the first two lines have the same number of columns, and are no keys.

    Examples
    --------
    >>> looks_like_table("name;amount\nA;5"), looks_like_table("title: One, two\ndays: 3, 4")
    (True, False)
    """
    lines = [line for line in text.splitlines() if line.strip()][:2]
    if len(lines) < 2 or any(map(_is_yaml, lines)):
        return False
    return any(_columns(lines[0], by) == _columns(lines[1], by) > 1 for by in _SEPARATORS)


def _is_yaml(line: str) -> bool:
    return line.startswith((*_OF_YAML, " ")) or ": " in line or line.rstrip().endswith(":")


def _columns(line: str, separator: str) -> int:
    return len(next(csv.reader([line], delimiter=separator)))


def _beginning(path: Path) -> str:
    """Read the first lines; nothing where there is no file, which is told where all of it is read."""
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as stream:
            return stream.read(_BEGINNING).decode("utf-8-sig", "replace")
    except (OSError, ValueError):
        return ""
