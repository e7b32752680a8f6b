"""Which constants decide the ranking of two schemes, and from where on they turn it round."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
from scipy.special import ndtri

from loyaltysim.behaviour.constants import constants_table
from loyaltysim.language import cite, in_figures, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from loyaltysim.comparison.measures.effects import FloatArray

_TOLD = {
    (True, True): "flips when {name} is below about {where}",
    (True, False): "flips when {name} is above about {where}",
    (False, True): "tends to flip when {name} is below about {where}",
    (False, False): "tends to flip when {name} is above about {where}",
}
"""By whether the cut is clean, and on which side of it the lead turns."""
_FALSE_ALARM = 0.05
_CLEAN = 0.9
"""Share of draws on the right side of the cut from which on it "flips", not "tends to flip"."""
COUNTS = ("days", "acts")
"""Units that are said after a number; of shares and ratios the number is enough."""


class Named(NamedTuple):
    """What a constant, or a parameter, is called in a sentence."""

    told: str
    unit: str = ""


def by_meaning(constant: str) -> Named:
    """Call a constant by what it means, with its name for those who want to look it up."""
    known = {row.name: row for row in constants_table()}
    if constant not in known:  # results may have been kept by another version
        return Named(constant)
    row = known[constant]
    meaning, _ = cite(row.meaning)
    return Named(f"{meaning} ({constant})", say(row.unit) if row.unit in COUNTS else "")


@dataclass(frozen=True)
class Flip:
    """A constant that turns the lead round, and how."""

    constant: str
    direction: str
    """A sentence such as "flips when pull of a new game (play) is below about 0.7"."""

    correlation: float
    """Rank correlation of the lead with the constant."""


def find_flips(
    leads: FloatArray,
    constants: Mapping[str, FloatArray],
    named: Callable[[str], Named] = Named,
) -> tuple[Flip, ...]:
    """Name the constants whose value tells on which side the lead falls.

    A constant is named if its rank correlation with the lead is larger than any of so many constants
    shows by chance (in 19 of 20 analyses), and if one cut of its values parts the draws with a lead
    from those without better than calling all of them the same.

    Parameters
    ----------
    leads
        Leader minus runner-up in each draw, any unit, shape (draws,).
    constants
        Values of each constant, shape (draws,).
    named
        Gives what each is called.

    Returns
    -------
    The constants, the strongest first; none if the lead never turns.
    """
    if (leads > 0).all() or not (leads > 0).any():
        return ()
    varying = {name: values for name, values in constants.items() if np.ptp(values) > 0}
    least = _chance_correlation(len(leads), len(varying))
    flips = (
        _flip(name, named, leads, varying[name], correlation)
        for name, correlation in rank_correlations(leads, varying).items()
        if abs(correlation) > least
    )
    found = [flip for flip in flips if flip is not None]
    return tuple(sorted(found, key=lambda flip: -abs(flip.correlation)))


def rank_correlations(values: FloatArray, others: Mapping[str, FloatArray]) -> Mapping[str, float]:
    """Give Spearman's correlation of values with each of others; all must vary."""
    ranks = pd.DataFrame(others).rank()
    return {str(name): c for name, c in ranks.corrwith(pd.Series(values).rank()).items()}


def _chance_correlation(draws: int, constants: int) -> float:
    """Give the size that the largest of so many correlations stays below by chance in 19 of 20 cases."""
    return float(-ndtri(_FALSE_ALARM / (2 * max(constants, 1)))) / math.sqrt(draws - 1)


def _flip(
    name: str,
    named: Callable[[str], Named],
    leads: FloatArray,
    values: FloatArray,
    correlation: float,
) -> Flip | None:
    """Cut a constant's values where draws with and without a lead part best."""
    order = np.argsort(values, kind="stable")
    ahead = (leads > 0)[order]
    above = ahead if correlation > 0 else ~ahead
    # a cut behind each draw but the last is right about `not above` before it and `above` after it
    right = np.cumsum(~above)[:-1] + above.sum() - np.cumsum(above)[:-1]
    right = np.where(np.diff(values[order]) > 0, right, -1)  # nothing parts draws of one value
    best = int(np.argmax(right))
    if right[best] <= max(ahead.sum(), (~ahead).sum()):
        return None
    clean, below = right[best] >= _CLEAN * len(leads), correlation > 0
    told, unit = named(name)
    where = f"{in_figures(f'{values[order][best : best + 2].mean():.2g}')} {unit}".strip()
    return Flip(name, say(_TOLD[bool(clean), below], name=told, where=where), correlation)
