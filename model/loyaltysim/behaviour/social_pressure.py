"""The pressure of what others do: norms, rivals, teams and supporters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltysim.hooks import ReferenceKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.table import Real
    from loyaltysim.hooks import Reference


@dataclass(frozen=True, slots=True)
class Onlooker:
    """The customers who compare themselves; arrays of shape (rows,)."""

    competitiveness: Real
    sociability: Real


def pressure(reference: Reference, onlooker: Onlooker, constants: Constants) -> Any:  # noqa: ANN401 -- a number or an array
    """Give the pressure of one reference.

    Notes
    -----
    A norm pulls towards itself (level - own) and is forgotten (Schultz et al. 2007; Allcott & Rogers
    2014). A rival matters most when near (Garcia, Tor & Gonzalez 2006), and more when ahead. The
    forms for teams and supporters are assumptions.
    """
    level, own = np.asarray(reference.level, np.float64), np.asarray(reference.own, np.float64)
    match reference.kind:
        case ReferenceKind.RIVAL:
            felt = onlooker.competitiveness * _rivalry(level, own, constants)
        case ReferenceKind.TEAM:
            felt = onlooker.sociability * level
        case ReferenceKind.SUPPORT:
            felt = onlooker.sociability * (constants.support * level)
        case _:
            memory = np.exp(-np.asarray(reference.days_since_told) / constants.report_days)
            felt = onlooker.sociability * ((level - own) * memory)
    return felt if reference.stands is None else felt * reference.stands


def _rivalry(level: Any, own: Any, constants: Constants) -> Any:  # noqa: ANN401 -- a number or an array
    both = level + own
    ahead = np.divide(level - own, both, out=np.zeros_like(both), where=both > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        distance = np.abs(np.log(level) - np.log(own))
    near = np.where((level > 0) & (own > 0), np.exp(-distance / constants.rival_width), 0.0)
    return near + ahead


def pressed(pressures: Iterable[Any], constants: Constants) -> Any:  # noqa: ANN401 -- a number or an array
    """Give the factor on motivation: exp(kN s), s the sum of the pressures, from -1 to 1.

    Notes
    -----
    It multiplies (Goldstein, Cialdini & Griskevicius 2008); that several together are no more than the
    strongest possible one is an assumption, as added pressure runs away.
    """
    return np.exp(constants.social_pressure * np.clip(sum(pressures), -1.0, 1.0))
