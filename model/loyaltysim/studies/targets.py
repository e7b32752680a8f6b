"""The findings to which constants may be fitted, and no others, and how far the model is from them."""

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
    Means = dict[tuple[str, str], float]

FARTHEST = 20.0
"""Standard errors beyond which, or where nothing can be estimated, a finding is as far off as can be."""


@dataclass(frozen=True)
class Target:
    """One finding to which constants may be fitted.

    Distances are in standard errors, the band being taken for the 95% interval of the finding. They are
    counted from the published number, or from the middle of the band where only a sign is known.
    """

    study: Study
    name: str
    finding: Finding

    @property
    def family(self) -> str:
        """Its family of effects."""
        return self.study.design.family

    @property
    def band(self) -> tuple[float, float]:
        """Both ends of the band as distances."""
        low, high = (self._distance(end) for end in self.finding.band)
        return low, high

    def residual(self, value: float) -> float:
        """Measure the distance of a number; as far as can be for NaN."""
        off = self._distance(value)
        return FARTHEST if np.isnan(off) else min(max(off, -FARTHEST), FARTHEST)

    def _distance(self, value: float) -> float:
        low, high = self.finding.band
        published = self.finding.published
        centre = (low + high) / 2.0 if published is None else published
        return (value - centre) / max((high - low) / 2.0, 1e-9) * NORMAL_95


def targets_of(studies: Sequence[Study]) -> tuple[Target, ...]:
    """Give the findings to which constants may be fitted: the fit sees no others."""
    return tuple(
        Target(study, name, finding)
        for study in studies
        for name, finding in study.design.findings.items()
        if finding.use == "fit"
    )


def pieces_of(
    targets: Sequence[Target],
    constants: Constants,
    seeds: Sequence[int],
    studies: Sequence[str] = (),
) -> list[Piece]:
    """Give the replays that the targets need, one a study and seed.

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
        for seed in seeds
        for ours in by_study.values()
    ]


def means_of(replays: Sequence[Replay]) -> Means:
    """Average what was found over seeds, by study and finding."""
    found: dict[tuple[str, str], list[float]] = {}
    for replay in replays:
        for name, estimate in replay.estimates.items():
            found.setdefault((replay.study, name), []).append(estimate.value)
    return {key: float(np.mean(values)) for key, values in found.items()}


def residuals(targets: Sequence[Target], replays: Sequence[Replay]) -> Values:
    """Measure all distances, shape (targets,); NaN for those of studies that were not replayed."""
    found = means_of(replays)
    return np.array(
        [
            one.residual(found[key]) if (key := (one.study.name, one.name)) in found else np.nan
            for one in targets
        ]
    )
