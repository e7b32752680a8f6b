"""The window in which qualifying points count: a period, or one that moves on by a part of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.hooks import Rows, View

PARTS = 12
"""A rolling window moves on by so many parts."""


@dataclass(frozen=True, slots=True)
class Window:
    """So many days; `points` of a customer are the sum of its parts, each a column of its own."""

    days: int
    rolling: bool

    @property
    def part(self) -> int:
        """Days of one part, after each of which the oldest lapses."""
        return -(-self.days // PARTS) if self.rolling else self.days

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the parts' columns."""
        return tuple(f"part_{number}" for number in range(-(-self.days // self.part)))

    def end(self, view: View) -> int:
        """Give the days until the part ends, today included."""
        return self.part - view.age % self.part

    def deadline(self, view: View) -> int:
        """Give the days in which points that are earned from now on count together."""
        return self.days if self.rolling else self.end(view)

    def add(self, view: View, rows: Rows, points: NDArray[np.float64]) -> None:
        """Add points that were earned today."""
        np.add.at(view.own[self._column(view.age)], rows, points)
        np.add.at(view.own["points"], rows, points)

    def lapse(self, view: View) -> None:
        """Begin the next part in the place of the oldest."""
        view.own[self._column(view.age + 1)][:] = 0.0
        view.own["points"][:] = sum(view.own[name] for name in self.names)

    def _column(self, age: int) -> str:
        return self.names[age // self.part % len(self.names)]
