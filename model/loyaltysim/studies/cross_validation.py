"""Leave one family of effects out of the fit, and ask the model what it then says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.studies.measures import Constant
from loyaltysim.studies.uncertainty import without_family

if TYPE_CHECKING:
    from loyaltysim.studies.distances import Distances
    from loyaltysim.studies.joint_fit import Fitted
    from loyaltysim.studies.targets import Means, Target


@dataclass(frozen=True)
class LeftOut:
    """One family, predicted by all others.

    Parameters
    ----------
    own
        Constants that no other family informs, and that were not measured as such: where there are
        any, the family cannot be predicted without its own data.
    agree
        How many of its findings lie in their bands with constants fitted to the other families alone.
    unfitted
        How many do so at the priors, where nothing was fitted at all.
    findings
        How many findings it has that inform constants.
    """

    family: str
    own: tuple[str, ...]
    agree: int
    unfitted: int
    findings: int


def leave_out_each(fitted: Fitted, distances: Distances) -> tuple[LeftOut, ...]:
    """Leave out each family in turns that informs constants.

    Parameters
    ----------
    distances
        Those that were fitted.
    """
    families = sorted({one.family for one in _informing(fitted)})
    places = [(without_family(fitted, one), _of(fitted, one)) for one in families]
    priors = np.zeros_like(fitted.z), _informing(fitted)
    prior, *found = distances.means_at([priors, *places], "leaving out each family")
    return tuple(
        _left_out(fitted, family, means, prior)
        for family, means in zip(families, found, strict=True)
    )


def _left_out(fitted: Fitted, family: str, means: Means, prior: Means) -> LeftOut:
    targets = _of(fitted, family)
    agree, unfitted = (
        sum(one.finding.agrees(some[one.study.name, one.name]) for one in targets)
        for some in (means, prior)
    )
    return LeftOut(family, own(fitted, family), agree, unfitted, len(targets))


def own(fitted: Fitted, family: str) -> tuple[str, ...]:
    """Name the fitted constants that only this family informs."""
    elsewhere = {
        name
        for one in fitted.targets
        if one.family != family or isinstance(one.finding.measure, Constant)
        for name in one.finding.informs
    }
    mine = {name for one in _of(fitted, family) for name in one.finding.informs}
    return tuple(name for name in fitted.space.names if name in mine - elsewhere)


def families_of(fitted: Fitted, constant: str) -> tuple[str, ...]:
    """Name the families whose findings inform a constant."""
    return tuple(sorted({one.family for one in fitted.targets if constant in one.finding.informs}))


def _informing(fitted: Fitted) -> list[Target]:
    """Give the findings that say which constants they inform: whatever is fitted, the others come out the same."""
    return [one for one in fitted.targets if one.finding.informs]


def _of(fitted: Fitted, family: str) -> list[Target]:
    return [one for one in _informing(fitted) if one.family == family]
