"""Tables of results from CSV with every bit: packages' readers differ in how they round."""

from __future__ import annotations

import csv
import math
import re
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_WHOLE = re.compile(r"-?\d+")
_BOOL = {"True": True, "False": False}


def read_exactly(path: Path) -> pd.DataFrame:
    """Read a table that loyaltysim wrote."""
    lines = csv.reader(path.read_text(encoding="utf-8").splitlines())
    header = next(lines, [])
    rows = list(lines)
    return pd.DataFrame({name: _column([row[i] for row in rows]) for i, name in enumerate(header)})


def _column(cells: Sequence[str]) -> list[object]:
    """Tell of what kind a column is: whole numbers, numbers, yes and no, or texts."""
    said = [cell for cell in cells if cell]
    if said and all(cell in _BOOL for cell in said):
        return [_BOOL.get(cell) for cell in cells]
    if len(said) == len(cells) and all(_WHOLE.fullmatch(cell) for cell in cells):
        return [int(cell) for cell in cells]
    try:
        return [float(cell) if cell else math.nan for cell in cells]
    except ValueError:
        return [cell or None for cell in cells]
