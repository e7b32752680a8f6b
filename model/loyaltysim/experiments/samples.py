"""Points of the unit cube from which sensitivity is told, by SALib: trajectories, and Saltelli's samples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltysim.experiments.points import Point
from loyaltysim.randomness import generator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from loyaltysim.comparison.effects import FloatArray
    from loyaltysim.experiments.design import Axis

LEVELS = 4
"""Values of a parameter in the screening, from end to end (Morris 1991)."""


def trajectories(axes: Mapping[str, Axis], count: int, seed: int) -> FloatArray:
    """Draw points for the screening, shape (count x (parameters + 1), parameters).

    References
    ----------
    Morris (1991), Factorial sampling plans for preliminary computational experiments, Technometrics 33.
    """
    from SALib.sample import morris  # noqa: PLC0415 -- an extra, needed here only

    drawn = morris.sample(problem_of(axes), count, num_levels=LEVELS, seed=seed_of(seed, "morris"))
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


def problem_of(axes: Mapping[str, Axis]) -> dict[str, Any]:
    """Say in SALib's words what varies."""
    return {"num_vars": len(axes), "names": list(axes), "bounds": [[0.0, 1.0]] * len(axes)}


def seed_of(seed: int, purpose: str) -> int:
    """Give SALib a seed of its own, never 0, which it takes for none."""
    return int(generator(seed, f"sensitivity {purpose}").integers(1, 2**31))
