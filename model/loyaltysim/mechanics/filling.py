"""Filling a bar: which of its steps are done, and how much of it is filled."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.hooks import StateColumn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from loyaltysim.hooks import Rows, View
    from loyaltysim.hooks.arrays import Mask

NEVER = 2**30  # a day that never comes
STUCK_DAYS = 30
"""Days without a step after which an unfinished bar is told to be stuck."""
MEASURES: Mapping[str, str] = MappingProxyType(
    {
        "bar_filled": "members whose bar is full / members at the end",
        "bar_stuck": "members who did no step for the last 30 days and whose bar is not full / members at the end",
    }
)
"""What is told of bars."""


def step_columns(steps: int) -> Iterator[StateColumn]:
    """Declare for each step whether it was done."""
    for k in range(1, steps + 1):
        yield StateColumn(f"done_{k}", "yes or no", f"step {k} was done", dtype=np.bool_)


def steps_missing(view: View, rows: Rows | slice) -> NDArray[np.int32]:
    """Count the steps that each has not done, shape (rows,)."""
    done = [view.own[f"done_{k + 1}"][rows] for k in range(len(view.about))]
    missing: NDArray[np.int32] = len(done) - np.stack(done).sum(axis=0, dtype=np.int32)
    return missing


def share_filled(missing: NDArray[np.int32], steps: int, head_start: float) -> NDArray[np.float64]:
    """Give the share of the bar that is filled, shape (rows,)."""
    filled: NDArray[np.float64] = 1.0 - (1.0 - head_start) * missing / steps
    return filled


def bars(view: View) -> Mapping[str, Mask]:
    """Tell whose bar is full, and whose stands still."""
    full = steps_missing(view, slice(None)) == 0
    still = view.age - view.own["moved"] >= STUCK_DAYS
    return {"bar_filled": full, "bar_stuck": still & ~full}
