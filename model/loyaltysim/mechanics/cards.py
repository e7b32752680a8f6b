"""Cards: what is on one, when it was begun, and when it is too old."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.hooks import StateColumn

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.hooks import Rows, View

NEVER = -1


def card_columns() -> tuple[StateColumn, ...]:
    """Declare stamps on the card, cards filled, and the day of the first own stamp."""
    begun = "age of the instance on the day of the first own stamp"
    return (
        StateColumn("stamps", "stamps", "stamps on the card", dtype=np.int32),
        StateColumn("given", "stamps", "stamps given on the card in hand", dtype=np.int32),
        StateColumn("cards", "cards", "cards filled", dtype=np.int32),
        StateColumn("begun", "day", begun, NEVER, dtype=np.int32),
    )


def stamp(view: View, rows: Rows) -> NDArray[np.int32]:
    """Stamp cards, which begins empty ones, and give the stamps on each, shape (rows,)."""
    own = view.own
    empty = rows.compress(own["begun"].take(rows) == NEVER)
    stamps: NDArray[np.int32] = own["stamps"].take(rows)
    stamps += 1
    own["begun"][empty], own["stamps"][rows] = view.age, stamps
    return stamps


def renew(view: View, rows: Rows, given: int) -> None:
    """Put new cards in the place of those in hand; the charm of a head start is spent on the first."""
    own = view.own
    own["stamps"][rows], own["given"][rows], own["begun"][rows] = given, 0, NEVER


def too_old(view: View, days: int) -> Rows:
    """Find whose cards were begun so many days ago."""
    begun = view.own["begun"]
    return np.flatnonzero((begun != NEVER) & (view.age - begun >= days) & view.here)


def days_left(view: View, rows: Rows, days: int) -> NDArray[np.int32]:
    """Give the days that cards have left, today included, of so many from the first stamp."""
    begun = view.own["begun"].take(rows)
    left: NDArray[np.int32] = days - np.where(begun == NEVER, 0, view.age - begun)
    return left
