"""Help by a person: warm, and the better for training."""

from __future__ import annotations

from typing import ClassVar

from loyaltysim.mechanics.helper import Helper
from loyaltysim.mechanics.training import easier, trained_field, warmer


class Person(Helper):
    """A helper who is a person of the firm."""

    human: ClassVar[bool] = True

    trained: float = trained_field()

    def asked(self) -> tuple[float, ...]:
        """Give what it asks of customers."""
        return easier(self.effort.demands(), self.trained)

    def felt_warmth(self) -> float:
        """Give how personal it is."""
        return warmer(self.warmth, self.trained)
