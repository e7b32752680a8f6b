"""What it costs to be away from the findings to which constants are fitted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from loyaltysim.studies.targets import Target

    Values = NDArray[np.float64]

ROBUST = 3.0
"""Standard errors from which on a finding pulls less and less (Cauchy's loss): one that the model cannot
reproduce must not bend all constants."""
OUTSIDE = 10.0
"""How many times the distance beyond the band counts: what was said before the first replay is what is to be met."""
MARGIN = 0.1
"""Share of half the band that is kept clear at its edges, for other luck moves findings by so much."""


@dataclass(frozen=True)
class Loss:
    """What distances of findings cost, and constants far from their prior.

    Parameters
    ----------
    edges
        Ends of the bands as distances, a little inside of them, shape (2, targets).
    aims
        Ends of what costs nothing, of the same shape: the published number, or all between the edges
        where only a sign is known.
    """

    edges: Values
    aims: Values

    @classmethod
    def of(cls, targets: Sequence[Target]) -> Self:
        """Give the loss of some findings."""
        bands = np.array([one.band for one in targets], np.float64).reshape(-1, 2).T
        clear = MARGIN * (bands[1] - bands[0]) / 2.0
        edges = np.stack([bands[0] + clear, bands[1] - clear])
        known = [one.finding.published is not None for one in targets]
        return cls(edges, np.where(known, 0.0, edges))

    def some(self, keep: NDArray[np.bool_]) -> Loss:
        """Give the loss of some of the findings alone."""
        return Loss(self.edges[:, keep], self.aims[:, keep])

    def missed(self, off: Values) -> Values:
        """Tell how far findings are from what costs nothing, shape (targets,)."""
        return off - np.clip(off, *self.aims)

    def strained(self, off: Values) -> Values:
        """Count what lies beyond the band `OUTSIDE` times in that, shape (targets,)."""
        return self.missed(off) + (OUTSIDE - 1.0) * self._beyond(off)

    def total(self, off: Values, z: Values) -> float:
        """Add up Cauchy's loss of the findings and the distance of the constants from their prior."""
        return float(self.each(off, z))

    def each(self, off: Values, z: Values) -> Values:
        """Give the total of each of several places, shape (places,), or of one.

        Parameters
        ----------
        off
            Distances of the findings, along the last axis.
        z
            The constants, along the last axis.
        """
        squared = np.square(self.strained(off) / ROBUST)
        cost: Values = ROBUST**2 * np.log1p(squared).sum(axis=-1) + np.square(z).sum(axis=-1)
        return cost

    def gradient(self, off: Values) -> Values:
        """Give how steeply the loss rises with each distance, shape (targets,)."""
        strain = self.strained(off)
        steep = np.where(self._beyond(off) == 0.0, 1.0, OUTSIDE)
        return 2.0 * steep * strain * weights(strain)

    def known(self, off: Values) -> Values:
        """Weigh what each finding tells of constants, shape (targets,): nothing where it would not mind others."""
        missed, aimed = self.missed(off), self.aims[0] == self.aims[1]
        return np.where(aimed | (missed != 0.0), weights(missed), 0.0)

    def _beyond(self, off: Values) -> Values:
        return off - np.clip(off, *self.edges)


def weights(off: Values) -> Values:
    """Weigh findings by their distance, shape (targets,): Cauchy's loss as a least-squares step sees it."""
    return 1.0 / (1.0 + np.square(off / ROBUST))
