"""Leave one family of effects out of the fit, and ask the model what it then says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from loyaltysim.studies.measures import Constant
from loyaltysim.studies.uncertainty import without_family

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    findings
        How many findings it has to which constants may be fitted.
    """

    family: str
    own: tuple[str, ...]
    agree: int
    findings: int


def leave_out_each(fitted: Fitted, distances: Distances) -> tuple[LeftOut, ...]:
    """Leave out each family in turns.

    Parameters
    ----------
    distances
        Those that were fitted.
    """
    families = sorted({one.family for one in fitted.targets})
    places = [(without_family(fitted, one), _of(fitted.targets, one)) for one in families]
    found = distances.means_at(places, "leaving out each family")
    return tuple(_left_out(fitted, *one) for one in zip(families, found, strict=True))


def _left_out(fitted: Fitted, family: str, means: Means) -> LeftOut:
    targets = _of(fitted.targets, family)
    agree = sum(one.finding.agrees(means[one.study.name, one.name]) for one in targets)
    return LeftOut(family, own(fitted, family), agree, len(targets))


def own(fitted: Fitted, family: str) -> tuple[str, ...]:
    """Name the fitted constants that only this family informs."""
    elsewhere = {
        name
        for one in fitted.targets
        if one.family != family or isinstance(one.finding.measure, Constant)
        for name in one.finding.informs
    }
    mine = {name for one in _of(fitted.targets, family) for name in one.finding.informs}
    return tuple(name for name in fitted.space.names if name in mine - elsewhere)


def families_of(fitted: Fitted, constant: str) -> tuple[str, ...]:
    """Name the families whose findings inform a constant."""
    return tuple(sorted({one.family for one in fitted.targets if constant in one.finding.informs}))


def _of(targets: Sequence[Target], family: str) -> list[Target]:
    return [one for one in targets if one.family == family]
