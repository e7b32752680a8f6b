"""Points of the unit cube from which sensitivity is told, by SALib: trajectories, and Saltelli's samples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltysim.experiments.plans.plan import read_value
from loyaltysim.experiments.plans.points import Point
from loyaltysim.randomness import generator

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from loyaltysim.comparison.measures.effects import FloatArray
    from loyaltysim.experiments.plans.design import Axis

LEVELS = 4
"""Places of a range in the screening, from end to end (Morris 1991)."""
STEP = LEVELS / (2 * (LEVELS - 1))
"""Share of the way from end to end that a range goes in a step of the screening."""


def trajectories(axes: Mapping[str, Axis], count: int, seed: int) -> FloatArray:
    """Draw points for the screening, shape (count x (parameters + 1), parameters).

    A list has no distances, so that it goes from any of its values to any other: from one to the next in orders drawn by lot,
    whereby as many trajectories as there are values, but for one, compare all of them.

    References
    ----------
    Morris (1991), Factorial sampling plans for preliminary computational experiments, Technometrics 33.
    """
    from SALib.sample import morris  # noqa: PLC0415 -- an extra, needed here only

    drawn = morris.sample(problem_of(axes), count, num_levels=LEVELS, seed=seed_of(seed, "morris"))
    shares = np.array(drawn, dtype=np.float64).reshape(count, len(axes) + 1, len(axes))
    for number, (path, axis) in enumerate(axes.items()):
        if axis.span is None:
            shares[:, :, number] = _from_one_to_another(axis, shares[:, :, number], seed, path)
    return shares.reshape(-1, len(axes))


def _from_one_to_another(axis: Axis, steps: FloatArray, seed: int, path: str) -> FloatArray:
    """Replace the two places of each trajectory by those of two listed values, shape (trajectories, points)."""
    pairs = _pairs(len(axis.alone()), generator(seed, f"screened list {path}"))
    places = np.array(axis.alone())[[next(pairs) for _ in steps]]
    stepped = (steps != steps[:, :1]).astype(np.intp)
    return np.take_along_axis(places, stepped, axis=1)


def _pairs(count: int, rng: np.random.Generator) -> Iterator[tuple[int, int]]:
    """Give pairs of different values: each next to the one after it, and the last to the first, in order after order."""
    while True:
        order = [int(number) for number in rng.permutation(count)]
        yield from zip(order, order[1:] + order[:1], strict=True)


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
