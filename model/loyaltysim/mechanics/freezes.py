"""Freezes: missed periods of a streak that are forgiven, so many in 30 days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.hooks import StateColumn

if TYPE_CHECKING:
    from loyaltysim.hooks import Rows, View

FREEZE_DAYS = 30


def freeze_column() -> StateColumn:
    """Declare how many are left."""
    return StateColumn("freezes", "freezes", "freezes left", dtype=np.int32)


def hand_out(view: View, freezes: int) -> None:
    """Give everybody new freezes every 30 days, and those who join their first."""
    own = view.own["freezes"]
    if view.age % FREEZE_DAYS == 0:
        own[:] = freezes
    own[view.joined] = freezes


def forgive(view: View, missed: Rows) -> Rows:
    """Use freezes for those who missed a period, and give those who have none left."""
    own = view.own["freezes"]
    forgiven = own[missed] > 0
    own[missed[forgiven]] -= 1
    broken: Rows = missed[~forgiven]
    return broken


def forgiven_share(freezes: int, every: int) -> float:
    """Give the share of periods of so many days that freezes forgive."""
    return min(1.0, freezes * every / FREEZE_DAYS)
