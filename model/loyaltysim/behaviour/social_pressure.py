"""The pressure of what others do: norms, rivals, teams and supporters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltysim.hooks import ReferenceKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.table import Real
    from loyaltysim.hooks import Reference


PLAYED = frozenset({ReferenceKind.RIVAL, ReferenceKind.TEAM})
"""Competition, whose pull wears off as that of games and symbols does (Kim & Castelli 2021 find that effects of
games fade; that it does so at their rate is an assumption). Norms are forgotten instead, support stays."""
SMALLEST_SCORE = 1e-30
"""Below every score that is not 0."""


@dataclass(frozen=True, slots=True)
class Onlooker:
    """The customers who compare themselves; arrays of shape (rows,)."""

    competitiveness: Real
    sociability: Real

    def at(self, places: NDArray[np.intp]) -> Onlooker:
        """Give some of them by their places among the rows."""
        return Onlooker(self.competitiveness[places], self.sociability[places])


def pressure(reference: Reference, onlooker: Onlooker, constants: Constants) -> Any:  # noqa: ANN401 -- a number or an array
    """Give the pressure of one reference.

    Notes
    -----
    A norm pulls towards itself (level - own) and is forgotten (Schultz et al. 2007; Allcott & Rogers
    2014). A rival matters most when near (Garcia, Tor & Gonzalez 2006), and more when ahead. The
    forms for teams and supporters are assumptions.
    """
    dtype = onlooker.sociability.dtype
    level, own = np.asarray(reference.level, dtype), np.asarray(reference.own, dtype)
    match reference.kind:
        case ReferenceKind.RIVAL:
            felt = onlooker.competitiveness * _rivalry(level, own, constants)
        case ReferenceKind.TEAM:
            felt = onlooker.sociability * level
        case ReferenceKind.SUPPORT:
            felt = onlooker.sociability * (constants.support * level)
        case _:
            memory = np.exp(np.asarray(reference.days_since_told, dtype) / -constants.report_days)
            felt = onlooker.sociability * ((level - own) * memory)
    return felt if reference.stands is None else felt * reference.stands


def _rivalry(level: Real, own: Real, constants: Constants) -> Real:
    """Give exp(-|ln level - ln own| / w) + (level - own) / (level + own), 0 for two zeros."""
    ahead: Real = level - own
    ahead /= np.maximum(level + own, SMALLEST_SCORE)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        distance = np.abs(np.log(level / own))
        distance *= -1.0 / constants.rival_width
        near = np.exp(distance)
    ahead += np.fmax(near, 0.0)  # two zeros have no distance
    return ahead


def pressed(pressures: Iterable[Any], constants: Constants) -> Any:  # noqa: ANN401 -- a number or an array
    """Give the factor on motivation: exp(kN s), s the sum of the pressures, from -1 to 1.

    Notes
    -----
    It multiplies (Goldstein, Cialdini & Griskevicius 2008); that several together are no more than the
    strongest possible one is an assumption, as added pressure runs away.
    """
    return np.exp(constants.social_pressure * np.clip(sum(pressures), -1.0, 1.0))
