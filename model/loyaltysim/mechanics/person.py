"""Help by a person: warm, and the better for training."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from loyaltysim.mechanics.helper import Helper
from loyaltysim.mechanics.principles import Persuasion
from loyaltysim.mechanics.profile import learn
from loyaltysim.mechanics.training import Training, easier, warmer

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from loyaltysim.hooks import Rows, StateColumn, View


class Person(Training, Helper):
    """A helper who is a person of the firm."""

    human: ClassVar[bool] = True

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare also what a profile counts."""
        return (*super().columns(), *self.counts())

    def asked(self) -> tuple[float, ...]:
        """Give what it asks of customers."""
        return easier(self.effort.demands(), self.trained)

    def felt_warmth(self) -> float:
        """Give how personal it is."""
        return warmer(self.warmth, self.trained)

    def put(self, view: View, rows: Rows) -> NDArray[np.int8] | None:
        """Choose the principle for each one."""
        return self.told(view, rows)

    def hear(
        self, view: View, rows: Rows, told: NDArray[np.int8] | None, solved: NDArray[np.bool_]
    ) -> None:
        """Learn who takes a solution that is put in which way."""
        if self.policy is Persuasion.PROFILE:
            learn(view, rows, told, solved, self.resolves)
