"""Points from a file: a column for each path, a row for each point."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from loyaltysim.errors import ScenarioError
from loyaltysim.scenario.text.datafiles import find_beside
from loyaltysim.scenario.text.nodes import Node, Place
from loyaltysim.scenario.text.scalars import resolve
from loyaltysim.scenario.text.source import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltysim.experiments.plans.design import Values


def read_points(named: str, node: Node, folder: Path) -> Iterator[Values]:
    """Read points from a file of comma-separated values.

    Parameters
    ----------
    named
        The file, as the plan names it.
    node
        Where it does so.
    folder
        Where the plan lies.

    Raises
    ------
    ScenarioError
        When the file cannot be used.
    """
    found = find_beside(named, folder, ("design", "csv"))
    if not isinstance(found, Path):
        raise ScenarioError(node.place.problem(found.message, found.hint, "design.csv"))
    file = str(folder / named)
    lines = csv.reader(read_text(found, file).splitlines())
    paths = [path.strip() for path in next(lines, [])]
    rows = [(number, row) for number, row in enumerate(lines, start=2) if any(row)]
    if not rows:
        raise ScenarioError(Place(file).problem("the file has no points", _FORM))
    _check_header(paths, file)
    for number, row in rows:
        if len(row) != len(paths):
            told = f"the line has {len(row)} values, and the first line names {len(paths)} paths"
            raise ScenarioError(Place(file, number).problem(told, _FORM))
        yield {
            path: Node(Place(file, number, column), resolve(cell.strip()), cell.strip())
            for path, cell, column in zip(paths, row, _columns(row), strict=True)
        }


_FORM = "write a line of paths, then a line of values for each point"


def _check_header(paths: list[str], file: str) -> None:
    for column, path in enumerate(paths):
        if not path or path in paths[:column]:
            told = f"column {column + 1} has no path" if not path else f"{path} is there twice"
            raise ScenarioError(Place(file, 1).problem(told, _FORM))


def _columns(row: list[str]) -> Iterator[int]:
    """Give the column of the text at which each value begins, where nothing is quoted."""
    at = 1
    for cell in row:
        yield at
        at += len(cell) + 1
