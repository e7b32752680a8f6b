"""How many acts a goal still takes, and how much a deadline makes of the next, the same for every goal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltysim.units import ROUNDING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.hooks import Amount

NEVER = 1e9
"""Acts that nobody lives to do."""


def pressing(needed: NDArray[Any], days_left: Amount, room: Amount) -> NDArray[np.float64]:
    """Give how a deadline presses: min(1, n / days left)^2, 0 where nothing is needed or too much.

    Parameters
    ----------
    needed
        Acts still needed, the next one included, shape (rows,).
    days_left
        Days in which they must be done, today included.
    room
        Acts that can be done in these days (`View.room`).
    """
    pressed: NDArray[np.float64] = needed / np.maximum(days_left, 1)
    np.minimum(pressed, 1.0, out=pressed)
    pressed *= pressed
    pressed *= (needed > 0) & (needed <= room)
    return pressed


def acts_for(missing: Amount, each: Amount) -> NDArray[np.float64]:
    """Give the acts that make up for what is missing, at most a billion, which is never.

    Parameters
    ----------
    missing, each
        What is missing and what one act brings, in the same unit, each 0 or more, a number or of shape
        (rows,).
    """
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        acts = np.fmin(np.asarray(missing, np.float64) / each, NEVER)  # nothing by nothing is never
    whole: NDArray[np.float64] = np.ceil(acts * (1.0 - ROUNDING))
    return np.maximum(whole, 0.0)
