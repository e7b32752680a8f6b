"""Moves up and down, between levels or leagues: how often each one rose and fell."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.hooks import StateColumn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from loyaltysim.hooks import Rows, View
    from loyaltysim.hooks.arrays import Mask

MEASURES: Mapping[str, str] = MappingProxyType(
    {
        "ever_rose": "members who rose a level or league at least once / members at the end",
        "ever_fell": "members who fell a level or league at least once / members at the end",
    }
)
"""What is told of them."""


def move_columns() -> tuple[StateColumn, ...]:
    """Declare how often each one rose and fell."""
    return (
        StateColumn("promotions", "moves", "moves up so far", dtype=np.int32),
        StateColumn("demotions", "moves", "moves down so far", dtype=np.int32),
    )


def count_moves(view: View, up: Rows, down: Rows) -> None:
    """Count one move for each of the rows."""
    view.own["promotions"][up] += 1
    view.own["demotions"][down] += 1


def moved(view: View) -> Mapping[str, Mask]:
    """Tell who ever rose, and who ever fell."""
    return {"ever_rose": view.own["promotions"] > 0, "ever_fell": view.own["demotions"] > 0}
