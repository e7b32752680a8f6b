"""Counting by market in an instance's own columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.hooks import StateColumn

if TYPE_CHECKING:
    from loyaltysim.hooks import Rows, View


def tallied(name: str, unit: str, meaning: str) -> StateColumn:
    """Declare a column that counts by market what came of the instance."""
    return StateColumn(name, unit, meaning, per_market=True, counts=True)


def tally(view: View, column: str, rows: Rows, each: float = 1) -> None:
    """Add so much for each of the rows to a column that has one number per market."""
    if not rows.size:
        return
    counts = view.own[column]
    counts += each * np.bincount(view.market[rows], minlength=counts.size)
