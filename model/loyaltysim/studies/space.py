"""The constants that are fitted, in units of what was thought plausible before."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.behaviour.constants import constants_table
from loyaltysim.normal import NORMAL_95

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from loyaltysim.behaviour.constants import Constants, Row
    from loyaltysim.studies.study import Study

    Values = NDArray[np.float64]


@dataclass(frozen=True)
class Space:
    """Some constants as numbers z, 0 at their prior values, in standard deviations of the prior.

    Constants whose bounds are above 0 are put in logarithms, as plausible draws are.

    Parameters
    ----------
    rows
        The constants, none of them fixed.
    base
        The values of all others.
    """

    rows: tuple[Row, ...]
    base: Constants

    @property
    def names(self) -> tuple[str, ...]:
        """Their names."""
        return tuple(row.name for row in self.rows)

    @property
    def bounds(self) -> tuple[Values, Values]:
        """The lowest and the highest place, each of shape (constants,)."""
        low = np.array([_place(row, row.low) for row in self.rows], np.float64)
        return low, np.array([_place(row, row.high) for row in self.rows], np.float64)

    def z_of(self, constants: Constants) -> Values:
        """Place a set of constants, at the bounds where it lies beyond them, shape (constants,)."""
        placed = [_place(row, float(getattr(constants, row.name))) for row in self.rows]
        return np.clip(np.array(placed, np.float64), *self.bounds)

    def constants_at(self, z: Values) -> Constants:
        """Give the set of constants at a place."""
        pairs = zip(self.rows, z, strict=True)
        return self.base.replace(**{row.name: _value(row, float(one)) for row, one in pairs})


def informed_space(studies: Sequence[Study], base: Constants) -> Space:
    """Give the constants that findings inform to which constants may be fitted, none of them fixed."""
    informed = {
        name
        for study in studies
        for finding in study.design.findings.values()
        if finding.use == "fit"
        for name in finding.informs
    }
    rows = [row for row in constants_table() if row.name in informed and row.is_free]
    return Space(tuple(rows), base)


def _scale(row: Row) -> tuple[float, float]:
    """Give the prior value and its standard deviation, in logarithms where they are.

    The bounds are taken for the 95% interval of the prior (assumption).
    """
    half = (_level(row, row.high) - _level(row, row.low)) / 2.0
    return _level(row, row.prior_value), half / NORMAL_95


def _level(row: Row, value: float) -> float:
    return math.log(max(value, 1e-12)) if row.low > 0 else value


def _place(row: Row, value: float) -> float:
    prior, deviation = _scale(row)
    return (_level(row, value) - prior) / deviation


def _value(row: Row, z: float) -> float:
    prior, deviation = _scale(row)
    value = prior + deviation * z
    return float(f"{math.exp(value) if row.low > 0 else value:.4g}")
