"""The constants that are fitted, in units of what was thought plausible before."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.behaviour.constants import constants_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from loyaltysim.behaviour.constants import Constants, Row
    from loyaltysim.studies.study import Study

    Values = NDArray[np.float64]

EDGE = 1.959964
"""Standard deviations from the middle of a constant's bounds to each bound: they are taken for the 95% interval
of a prior (assumption)."""


@dataclass(frozen=True)
class Space:
    """Some constants as numbers z, 0 in the middle of the bounds and +-1.96 at them.

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

    def z_of(self, constants: Constants) -> Values:
        """Place a set of constants, at the bounds where it lies beyond them, shape (constants,)."""
        placed = [_place(row, float(getattr(constants, row.name))) for row in self.rows]
        return np.clip(np.array(placed, np.float64), -EDGE, EDGE)

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
    rows = [row for row in constants_table() if row.name in informed and row.low < row.high]
    return Space(tuple(rows), base)


def _scale(row: Row) -> tuple[float, float]:
    """Give the middle of the bounds and half the way between them, in logarithms where they are."""
    low, high = (math.log(row.low), math.log(row.high)) if row.low > 0 else (row.low, row.high)
    return (low + high) / 2.0, (high - low) / 2.0


def _place(row: Row, value: float) -> float:
    middle, half = _scale(row)
    if row.low > 0:
        value = math.log(max(value, 1e-12))
    return (value - middle) / half * EDGE


def _value(row: Row, z: float) -> float:
    middle, half = _scale(row)
    value = middle + half * z / EDGE
    return float(f"{math.exp(value) if row.low > 0 else value:.4g}")
