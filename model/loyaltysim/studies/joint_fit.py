"""One set of constants for all studies: the least loss, step by step in a region where slopes are trusted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.studies.linear_fit import Linear
from loyaltysim.studies.loss import Loss

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.studies.distances import Distances
    from loyaltysim.studies.space import Space
    from loyaltysim.studies.targets import Target

    Values = NDArray[np.float64]

REGIONS = (1.0, 0.3, 0.1)
"""By how many prior standard deviations a step moves constants at most, tried in turn until it helps."""
ALONE = 1.0
"""By how many of them a constant is moved at most where it is moved alone."""
SHARES = (1.0, 0.5)
"""How much of such a move is tried, in turn until it helps."""
ENOUGH = 0.0005
"""Share of the loss below which nothing is worth another try."""


@dataclass(frozen=True)
class Fitted:
    """Where the fit ended.

    Parameters
    ----------
    z
        The constants, shape (constants,).
    off
        Distances of the findings in standard errors, shape (targets,).
    slopes
        What a prior standard deviation of each constant does to each distance, shape (targets, constants).
    losses
        The loss at the start and after each step.
    """

    space: Space
    targets: tuple[Target, ...]
    z: Values
    off: Values
    slopes: Values
    losses: tuple[float, ...]


@dataclass(frozen=True)
class Place:
    """A set of constants, and what it costs."""

    z: Values
    off: Values
    loss: float


class JointFit:
    """Fits constants to targets."""

    def __init__(self, distances: Distances) -> None:
        self._distances = distances
        self._loss = Loss.of(distances.targets)

    def run(self, start: Values, steps: int) -> Fitted:
        """Go from a start to where the loss no longer falls.

        Parameters
        ----------
        steps
            How many steps at most.
        """
        here = self._place(start, self._distances.at(start, "replaying studies"))
        losses = [here.loss]
        for number in range(1, steps + 1):
            slopes = self._distances.slopes_at(here.z, f"step {number}: slopes")
            there = self._step(here, slopes, number)
            if here.loss - there.loss < ENOUGH * here.loss:
                return self._fitted(here, slopes, losses)
            here = there
            losses.append(here.loss)
        slopes = self._distances.slopes_at(here.z, "slopes at the end")
        return self._fitted(here, slopes, losses)

    def _fitted(self, here: Place, slopes: Values, losses: list[float]) -> Fitted:
        space, targets = self._distances.space, self._distances.targets
        return Fitted(space, targets, here.z, here.off, slopes, tuple(losses))

    def _place(self, z: Values, off: Values) -> Place:
        return Place(z, off, self._loss.total(off, z))

    def _step(self, here: Place, slopes: Values, number: int) -> Place:
        """Find a better place, by moving all constants together or else one after the other."""
        linear = Linear(here.z, here.off, slopes, self._loss)
        low, high = self._distances.space.bounds
        for region in REGIONS:
            z = linear.best(np.maximum(low, here.z - region), np.minimum(high, here.z + region))
            there = self._place(z, self._distances.at(z, f"step {number}: all together"))
            if there.loss < here.loss:
                return there
        return self._one_after_the_other(here, slopes, number)

    def _one_after_the_other(self, here: Place, slopes: Values, step: int) -> Place:
        """Move single constants as long as that helps, first those that promise most.

        Slopes are not the same everywhere, and luck is in them: of many constants moved together some
        finding leaves its band where none was said to. Each move is small in effect and is measured.
        """
        gains = [here.loss - self._alone(here, slopes, one)[1] for one in range(len(here.z))]
        for one in np.argsort(gains)[::-1]:
            best, promised = self._alone(here, slopes, int(one))
            if here.loss - promised >= ENOUGH * here.loss:
                here = self._moved(here, best, int(one), step)
        return here

    def _moved(self, here: Place, best: Values, one: int, step: int) -> Place:
        """Move one constant as far towards its best place as it helps."""
        label = f"step {step}: {self._distances.space.names[one]}"
        for share in SHARES:
            z = here.z + share * (best - here.z)
            there = self._place(z, self._distances.with_one_moved(z, here.off, one, label))
            if there.loss < here.loss:
                return there
        return here

    def _alone(self, here: Place, slopes: Values, one: int) -> tuple[Values, float]:
        """Give where one constant is best put if the others stay, and the loss that is promised there."""
        low, high = (end[[one]] for end in self._distances.space.bounds)
        there = here.z[[one]]
        linear = Linear(there, here.off, slopes[:, [one]], self._loss)
        z = here.z.copy()
        z[one] = linear.best(np.maximum(low, there - ALONE), np.minimum(high, there + ALONE))[0]
        off = here.off + slopes[:, one] * (z[one] - here.z[one])
        return z, self._loss.total(off, z)
