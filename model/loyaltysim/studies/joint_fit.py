"""One set of constants for all studies: the least loss, step by step in a region where slopes are trusted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.studies.evidence import replays
from loyaltysim.studies.linear_fit import Linear
from loyaltysim.studies.loss import Loss
from loyaltysim.studies.targets import pieces_of, residuals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from loyaltysim.comparison.playing.runner import Progress
    from loyaltysim.studies.replay import Replay
    from loyaltysim.studies.space import Space
    from loyaltysim.studies.store import Piece, ReplayStore
    from loyaltysim.studies.targets import Target

    Values = NDArray[np.float64]

STEP = 0.5
"""By how many prior standard deviations a constant is moved to see what it does: far more than luck moves."""
REGIONS = (1.0, 0.5, 0.25, 0.12, 0.06)
"""By how many prior standard deviations a step moves a constant at most, tried in turn until it helps."""
ENOUGH = 0.0005
"""Share of the loss below which a step is not worth another."""


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


class JointFit:
    """Fits constants to targets.

    Parameters
    ----------
    space
        The constants.
    targets
        The findings, and nothing else of the studies.
    seeds
        What counts is the mean of the numbers over these; what constants do to them is measured on the first.
    """

    def __init__(
        self,
        space: Space,
        targets: Sequence[Target],
        store: ReplayStore,
        *,
        seeds: Sequence[int],
        jobs: int,
        progress: Progress,
    ) -> None:
        self.space, self.targets, self.seeds = space, tuple(targets), tuple(seeds)
        self._loss = Loss.of(self.targets)
        self._store, self._jobs, self._progress = store, jobs, progress

    def run(self, start: Values, steps: int) -> Fitted:
        """Go from a start to where the loss no longer falls.

        Parameters
        ----------
        steps
            How many steps at most.
        """
        z, off = start, self.off_at(start)
        losses = [self._loss.total(off, z)]
        for number in range(steps):
            slopes = self.slopes_at(z, f"step {number + 1}: slopes")
            there = self._step(z, off, slopes, f"step {number + 1}")
            if there is None or losses[-1] - there[2] < ENOUGH * losses[-1]:
                return Fitted(self.space, self.targets, z, off, slopes, tuple(losses))
            z, off, loss = there
            losses.append(loss)
        slopes = self.slopes_at(z, "slopes at the end")
        return Fitted(self.space, self.targets, z, off, slopes, tuple(losses))

    def off_at(self, z: Values, label: str = "replaying studies") -> Values:
        """Measure the distances at a place, shape (targets,)."""
        wanted = pieces_of(self.targets, self.space.constants_at(z), self.seeds)
        return residuals(self.targets, self._replays(wanted, label))

    def slopes_at(self, z: Values, label: str) -> Values:
        """Measure what each constant does to the distances, shape (targets, constants).

        A constant is tried in those studies only whose findings say that they are informed by it.
        """
        here = pieces_of(self.targets, self.space.constants_at(z), self.seeds[:1])
        tries = [self._try(z, number) for number in range(len(z))]
        pieces = [*here, *(piece for _, some in tries for piece in some)]
        found = iter(self._replays(pieces, label))
        off = residuals(self.targets, [next(found) for _ in here])
        slopes = np.zeros((len(off), len(z)))
        for number, (moved, some) in enumerate(tries):
            there = residuals(self.targets, [next(found) for _ in some])
            seen = ~np.isnan(there)
            slopes[seen, number] = (there[seen] - off[seen]) / (moved - z[number])
        return slopes

    def _try(self, z: Values, number: int) -> tuple[float, list[Piece]]:
        """Give where one constant is moved to, and the replays that show what it does."""
        name = self.space.names[number]
        moved = z.copy()
        moved[number] += STEP if z[number] <= 0 else -STEP
        studies = {one.study.name for one in self.targets if name in one.finding.informs}
        wanted = pieces_of(
            self.targets, self.space.constants_at(moved), self.seeds[:1], sorted(studies)
        )
        return float(moved[number]), wanted

    def _step(
        self, z: Values, off: Values, slopes: Values, label: str
    ) -> tuple[Values, Values, float] | None:
        """Find a better place; None where there is none."""
        loss, linear = self._loss.total(off, z), Linear(z, off, slopes, self._loss)
        low, high = self.space.bounds
        for region in REGIONS:
            there = linear.best(np.maximum(low, z - region), np.minimum(high, z + region))
            off_there = self.off_at(there, label)
            loss_there = self._loss.total(off_there, there)
            if loss_there < loss:
                return there, off_there, loss_there
        return None

    def _replays(self, pieces: list[Piece], label: str) -> list[Replay]:
        return list(
            replays(pieces, self._store, jobs=self._jobs, progress=self._progress, label=label)
        )
