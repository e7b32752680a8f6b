"""The voucher that is still to be earned, as customers see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.hooks import Offer
from loyaltysim.units import ROUNDING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Float64 = NDArray[np.float64]


def next_voucher(
    worth: Float64, progress: Float64, step: Float64, goal: float, earns: NDArray[np.bool_]
) -> Offer:
    """Offer the next voucher: the act that earns it is followed by the one on which it is used.

    Parameters
    ----------
    worth
        What it will take off, in currency, shape (rows,).
    progress, step, goal
        What counts so far, what one act adds and what it takes, in acts or currency; shape (rows,) but for
        the last.
    earns
        For whom an act counts, shape (rows,).
    """
    missing, each = np.maximum(goal - progress, 0.0), np.where(earns, step, 1.0)
    left = np.maximum(np.ceil(missing / each - ROUNDING), 1.0)
    share = np.clip((missing - step) / goal, 0.0, 1.0)
    cycle = np.maximum(np.ceil(goal / each - ROUNDING), 1.0) + 1.0
    return Offer(worth, None, earns, left, share, goal=True, cycle=cycle)
