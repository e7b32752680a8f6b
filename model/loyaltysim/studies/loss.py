"""How far the model is from the findings to which constants may be fitted, and from no others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.normal import NORMAL_95
from loyaltysim.studies.store import Piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.studies.replay import Replay
    from loyaltysim.studies.study import Finding, Study

    Values = NDArray[np.float64]

FARTHEST = 20.0
"""Standard errors beyond which, or where nothing can be estimated, a finding is as far off as can be."""
ROBUST = 3.0
"""Standard errors from which on a finding pulls less and less (Cauchy's loss): one that the model cannot
reproduce must not bend all constants."""
OUTSIDE = 10.0
"""How many times the distance beyond the band counts: what was said before the first replay is what is to be met."""
MARGIN = 0.1
"""Share of half the band that is kept clear at its edges, for other luck moves findings by so much."""


@dataclass(frozen=True)
class Target:
    """One finding to which constants may be fitted."""

    study: Study
    name: str
    finding: Finding

    @property
    def family(self) -> str:
        """Its family of effects."""
        return self.study.design.family

    def residual(self, value: float) -> float:
        """Measure the distance in standard errors; 0 well inside the band where only a sign is known.

        The band is taken for the 95% interval of the finding.
        """
        low, high = self.finding.band
        aim = self.finding.published
        if aim is None:
            clear = MARGIN * (high - low) / 2.0
            aim = min(max(value, low + clear), high - clear)
        off = (value - aim) / self._error
        return FARTHEST if np.isnan(off) else _cut(off)

    @property
    def edges(self) -> tuple[float, float]:
        """Both ends of the band as distances, a little inside of it."""
        if self.finding.published is None:
            return 0.0, 0.0
        inner = (1.0 - MARGIN) * self._error * NORMAL_95
        middle = sum(self.finding.band) / 2.0 - self.finding.published
        return (middle - inner) / self._error, (middle + inner) / self._error

    @property
    def _error(self) -> float:
        low, high = self.finding.band
        return max((high - low) / 2.0, 1e-9) / NORMAL_95


def _cut(off: float) -> float:
    return min(max(off, -FARTHEST), FARTHEST)


def targets_of(studies: Sequence[Study]) -> tuple[Target, ...]:
    """Give the findings to which constants may be fitted: the fit sees no others."""
    return tuple(
        Target(study, name, finding)
        for study in studies
        for name, finding in study.design.findings.items()
        if finding.use == "fit"
    )


def pieces_of(
    targets: Sequence[Target], constants: Constants, seed: int, studies: Sequence[str] = ()
) -> list[Piece]:
    """Give the replays that the targets need, one a study.

    Parameters
    ----------
    studies
        Names of those that are wanted; all if left out.
    """
    by_study: dict[str, list[Target]] = {}
    for target in targets:
        if not studies or target.study.name in studies:
            by_study.setdefault(target.study.name, []).append(target)
    return [
        Piece(ours[0].study, constants, seed, tuple(one.name for one in ours), replications=0)
        for ours in by_study.values()
    ]


def residuals(targets: Sequence[Target], replays: Sequence[Replay]) -> Values:
    """Measure all distances, shape (targets,); NaN for those of studies that were not replayed."""
    found = {
        (replay.study, name): estimate.value
        for replay in replays
        for name, estimate in replay.estimates.items()
    }
    return np.array(
        [
            one.residual(found[key]) if (key := (one.study.name, one.name)) in found else np.nan
            for one in targets
        ]
    )


def edges_of(targets: Sequence[Target]) -> Values:
    """Give the ends of all bands as distances, shape (2, targets)."""
    return np.array([one.edges for one in targets], np.float64).reshape(-1, 2).T


def strained(off: Values, edges: Values) -> Values:
    """Count what lies beyond the band `OUTSIDE` times in the distances, shape (targets,)."""
    return off + (OUTSIDE - 1.0) * _beyond(off, edges)


def gradient(off: Values, edges: Values) -> Values:
    """Give how steeply the loss rises with each distance, shape (targets,)."""
    strain, steep = strained(off, edges), np.where(_beyond(off, edges) == 0.0, 1.0, OUTSIDE)
    return 2.0 * steep * strain * weights(strain)


def _beyond(off: Values, edges: Values) -> Values:
    low, high = edges
    return off - np.clip(off, low, high)


def weights(off: Values) -> Values:
    """Weigh findings by their distance, shape (targets,): Cauchy's loss as a least-squares step sees it."""
    return 1.0 / (1.0 + np.square(off / ROBUST))


def total(off: Values, z: Values, edges: Values) -> float:
    """Add up Cauchy's loss of the findings and the distance of the constants from their prior."""
    squared = np.square(strained(off, edges) / ROBUST)
    return float(ROBUST**2 * np.log1p(squared).sum() + np.square(z).sum())
