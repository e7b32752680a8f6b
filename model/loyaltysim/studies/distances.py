"""How far findings are from the studies under any constants, and what each constant does to that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.studies.evidence import replays
from loyaltysim.studies.targets import means_of, pieces_of, residuals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from loyaltysim.comparison.playing.runner import Progress
    from loyaltysim.studies.replay import Replay
    from loyaltysim.studies.space import Space
    from loyaltysim.studies.store import Piece, ReplayStore
    from loyaltysim.studies.targets import Means, Target

    Values = NDArray[np.float64]

STEP = 0.5
"""By how many prior standard deviations a constant is moved to see what it does: far more than luck moves."""


class Distances:
    """Replays the studies of targets at places z of a space of constants.

    Parameters
    ----------
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
        self.space, self.targets, self._seeds = space, tuple(targets), tuple(seeds)
        self._store, self._jobs, self._progress = store, jobs, progress

    def at(self, z: Values, label: str) -> Values:
        """Measure the distances at a place, shape (targets,)."""
        return self._measured(self._pieces(z, self._seeds), label)

    def with_one_moved(self, z: Values, off: Values, number: int, label: str) -> Values:
        """Measure them where one constant was moved, only in those studies that it informs, shape (targets,).

        Parameters
        ----------
        off
            The distances before.
        """
        there = self._measured(self._pieces(z, self._seeds, number), label)
        return np.where(np.isnan(there), off, there)

    def slopes_at(self, z: Values, label: str) -> Values:
        """Measure what each constant does to the distances, shape (targets, constants).

        A constant is tried in those studies only whose findings say that they are informed by it.
        """
        first = self._seeds[:1]
        moved = [self._moved(z, number) for number in range(len(z))]
        wanted = [self._pieces(z, first)]
        wanted += [self._pieces(there, first, number) for number, there in enumerate(moved)]
        off, *tries = (residuals(self.targets, some) for some in self._replays_each(wanted, label))
        slopes = np.zeros((len(off), len(z)))
        for number, there in enumerate(tries):
            seen = ~np.isnan(there)
            step = moved[number][number] - z[number]
            slopes[seen, number] = (there[seen] - off[seen]) / step
        return slopes

    def means_at(
        self, places: Iterable[tuple[Values, Sequence[Target]]], label: str
    ) -> list[Means]:
        """Measure some targets at each of several places, all at once.

        Returns
        -------
        For each place the means of the numbers, by study and finding.
        """
        wanted = [
            pieces_of(targets, self.space.constants_at(z), self._seeds) for z, targets in places
        ]
        return [means_of(some) for some in self._replays_each(wanted, label)]

    def _moved(self, z: Values, number: int) -> Values:
        moved = z.copy()
        moved[number] += STEP if z[number] <= 0 else -STEP
        return moved

    def _pieces(self, z: Values, seeds: Sequence[int], number: int | None = None) -> list[Piece]:
        """Give the replays that are needed at a place; only those that inform a constant, if one is given."""
        constants = self.space.constants_at(z)
        if number is None:
            return pieces_of(self.targets, constants, seeds)
        name = self.space.names[number]
        studies = {one.study.name for one in self.targets if name in one.finding.informs}
        return pieces_of(self.targets, constants, seeds, sorted(studies))

    def _measured(self, pieces: list[Piece], label: str) -> Values:
        return residuals(self.targets, self._replays(pieces, label))

    def _replays_each(self, wanted: Sequence[list[Piece]], label: str) -> Iterator[list[Replay]]:
        """Give the replays of several lists of pieces, which are made all at once."""
        found = iter(self._replays([piece for some in wanted for piece in some], label))
        return ([next(found) for _ in some] for some in wanted)

    def _replays(self, pieces: list[Piece], label: str) -> list[Replay]:
        return list(
            replays(pieces, self._store, jobs=self._jobs, progress=self._progress, label=label)
        )
