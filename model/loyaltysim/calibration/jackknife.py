"""Means of customers and of others alike, and how sure they are: a jackknife over groups of customers.

Of each group and cell of occasions only numbers and sums are needed; what is left without a group is the whole less its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.calibration.dilution import Effect
from loyaltysim.randomness import Luck

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Float64 = NDArray[np.float64]
    Int64 = NDArray[np.int64]
    Mask = NDArray[np.bool_]

_GROUPS, _SEED = 50, 1997


def compared(
    customer: Int64, cell: Int64, sides: tuple[Mask, Mask], values: tuple[Float64, ...]
) -> tuple[Float64, Float64]:
    """Give means of both sides, of the second cell by cell as often as the first stands in it.

    Parameters
    ----------
    customer, cell
        Of each occasion, each of shape (k,).
    sides
        Which occasions are those of customers under a scheme, and of others, each of shape (k,).
    values
        What is averaged, each of shape (k,).

    Returns
    -------
    Of each side the means of each value, of all and without each group in turns, shape (values, 1 + groups).
    """
    group = _groups(customer)
    cells = np.unique(cell[sides[0]])
    tables = [_left(group, cell, cells, side, values) for side in sides]
    (number, ours), (there, theirs) = tables
    both = (number > 0) & (there > 0)
    total = np.maximum((number * both).sum(axis=1), 1.0)
    mean = np.divide(theirs, there, out=np.zeros_like(theirs), where=there > 0)
    return (ours * both).sum(axis=2) / total, (mean * number).sum(axis=2) / total


def _left(
    group: Int64, cell: Int64, cells: Int64, side: Mask, values: tuple[Float64, ...]
) -> tuple[Float64, Float64]:
    """Count one side's occasions in each cell and sum their values, of all and without each group."""
    rows = np.flatnonzero(side & np.isin(cell, cells))
    place = group[rows] * cells.size + np.searchsorted(cells, cell[rows])

    def left(weights: Float64 | None) -> Float64:
        own = np.bincount(place, weights, _GROUPS * cells.size).reshape(_GROUPS, cells.size)
        whole = own.sum(axis=0)
        return np.vstack([whole, whole - own])

    return left(None), np.array([left(each[rows]) for each in values])


def _groups(customer: Int64) -> Int64:
    """Part customers into groups at random."""
    luck = Luck(_SEED, range(1), int(customer.max(initial=0)) + 1)
    group: Int64 = (luck.traits("group") * _GROUPS).astype(np.int64)[customer]
    return group


def jackknifed(estimates: Float64) -> Effect:
    """Give the first estimate, and its standard error by those without each group."""
    without = estimates[1:]
    spread = np.sum((without - without.mean()) ** 2) * (_GROUPS - 1) / _GROUPS
    return Effect(float(estimates[0]), float(np.sqrt(spread)))
