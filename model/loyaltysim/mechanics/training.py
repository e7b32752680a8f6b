"""Training: people who know how to put things."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pydantic import Field

from loyaltysim.hooks import NEUTRAL
from loyaltysim.mechanics.parameters import Misfit, Misfits
from loyaltysim.mechanics.persuading import Persuading
from loyaltysim.mechanics.principles import Persuasion, principles_for

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.hooks import Rows, View

LESS_EFFORT = 0.3
"""Share of what it asks that customers do not feel with somebody who is trained (assumption)."""
MORE_WARMTH = 0.5
"""Share of the warmth that is missing which training brings (assumption)."""


def easier(demands: tuple[float, ...], trained: float) -> tuple[float, ...]:
    """Give what it asks when so many are trained."""
    return tuple(demand * (1.0 - LESS_EFFORT * trained) for demand in demands)


def warmer(warmth: float, trained: float) -> float:
    """Give how personal it is when so many are trained."""
    return warmth + MORE_WARMTH * trained * (1.0 - warmth)


class Training(Persuading):
    """What is the same of all who can be trained."""

    trained: float = Field(
        default=0.0,
        ge=0,
        le=1,
        description="share of the meetings that are with somebody trained in words that make it feel easy, and in the principles of persuasion",
    )

    def misfits(self) -> Misfits:
        """Find a principle that nobody is trained in."""
        yield from super().misfits()
        if self.policy is not Persuasion.NONE and not self.trained:
            named = "persuasion" if self.principle is None else "principle"
            yield Misfit("nobody is trained in it; say also trained: 1", at=(named,))

    def told(self, view: View, rows: Rows) -> NDArray[np.int8] | None:
        """Give the principle that a meeting carries for each customer, none with the untrained; None where none ever does."""
        choose = principles_for(view, self.policy, self.principle)
        if choose is None:
            return None
        trained = view.luck("trained").take(rows) < self.trained
        return np.where(trained, choose(rows), np.int8(NEUTRAL))
