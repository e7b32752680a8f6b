"""Points of the unit cube from which sensitivity is told, by SALib: trajectories, and Saltelli's samples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltysim.experiments.plan import read_value
from loyaltysim.experiments.points import Point
from loyaltysim.randomness import generator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from loyaltysim.comparison.effects import FloatArray
    from loyaltysim.experiments.design import Axis

LEVELS = 4
"""Values of a parameter in the screening, from end to end (Morris 1991); more where a list is longer."""


def levels_of(axes: Mapping[str, Axis]) -> int:
    """Give the number of values in the screening: even, as it asks for, and enough for the longest list."""
    longest = max(len(axis.alone()) for axis in axes.values())
    return max(LEVELS, longest + longest % 2)


def step_of(axes: Mapping[str, Axis]) -> float:
    """Give the share of the way from end to end that a parameter goes in a step of the screening."""
    levels = levels_of(axes)
    return levels / (2 * (levels - 1))


def trajectories(axes: Mapping[str, Axis], count: int, seed: int) -> FloatArray:
    """Draw points for the screening, shape (count x (parameters + 1), parameters).

    References
    ----------
    Morris (1991), Factorial sampling plans for preliminary computational experiments, Technometrics 33.
    """
    from SALib.sample import morris  # noqa: PLC0415 -- an extra, needed here only

    drawn = morris.sample(
        problem_of(axes), count, num_levels=levels_of(axes), seed=seed_of(seed, "morris")
    )
    return np.asarray(drawn, dtype=np.float64)


def saltelli(axes: Mapping[str, Axis], count: int, seed: int) -> FloatArray:
    """Draw points for Sobol' indices, shape (count x (parameters + 2), parameters).

    References
    ----------
    Saltelli et al. (2010), Variance based sensitivity analysis of model output, Comput. Phys. Commun. 181.
    """
    from SALib.sample import sobol  # noqa: PLC0415 -- an extra, needed here only

    drawn = sobol.sample(
        problem_of(axes), count, calc_second_order=False, seed=seed_of(seed, "sobol")
    )
    return np.asarray(drawn, dtype=np.float64)


def points_at(axes: Mapping[str, Axis], shares: FloatArray) -> tuple[Point, ...]:
    """Turn places in the unit cube, shape (points, parameters), into points."""
    return tuple(
        Point(
            number,
            {path: axis.at(float(x)) for (path, axis), x in zip(axes.items(), row, strict=True)},
        )
        for number, row in enumerate(shares)
    )


def numbers_at(axes: Mapping[str, Axis], shares: FloatArray) -> dict[str, FloatArray]:
    """Give the values of the parameters that are numbers everywhere, each shape (points,)."""
    points = points_at(axes, shares)
    columns = {path: [read_value(p.values[path].content) for p in points] for path in axes}
    return {
        path: np.array(column, dtype=np.float64)
        for path, column in columns.items()
        if all(isinstance(one, int | float) and not isinstance(one, bool) for one in column)
    }


def problem_of(axes: Mapping[str, Axis]) -> dict[str, Any]:
    """Say in SALib's words what varies."""
    return {"num_vars": len(axes), "names": list(axes), "bounds": [[0.0, 1.0]] * len(axes)}


def seed_of(seed: int, purpose: str) -> int:
    """Give SALib a seed of its own, never 0, which it takes for none."""
    return int(generator(seed, f"sensitivity {purpose}").integers(1, 2**31))
