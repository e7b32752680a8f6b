"""What points tell of sensitivity: elementary effects, and shares of the variance with their intervals."""

from __future__ import annotations

import math
import warnings
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.experiments.sensitivity.samples import LEVELS, STEP, problem_of, seed_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from loyaltysim.comparison.measures.effects import FloatArray
    from loyaltysim.experiments.plans.design import Axis

    Indices = Mapping[str, Mapping[str, float]]

RESAMPLES = 1000
"""Of the bootstrap from which intervals come."""
FEWEST = 2
"""Trajectories, or base samples, of which something can be told."""


def elementary_effects(
    axes: Mapping[str, Axis], shares: FloatArray, values: FloatArray, seed: int
) -> Indices:
    """Give by parameter the mean elementary effect, its mean size and its spread.

    An elementary effect is how far the value goes when one parameter goes from end to end, at the rate of
    a step, or from one value of a list to another; `mu_star`, the mean of its size, comes with the half-width
    of its 95% interval.

    Parameters
    ----------
    shares
        Places in the unit cube, shape (points, parameters), trajectory after trajectory.
    values
        What came of them, NaN where a point failed, shape (points,); a trajectory with a failure is left out.
    """
    from SALib.analyze import morris  # noqa: PLC0415 -- an extra, needed here only

    kept = _whole(values, len(axes) + 1)
    names = ("mu", "mu_star", "mu_star_half", "sigma")
    if kept.sum() < FEWEST * (len(axes) + 1):
        return {path: dict.fromkeys(names, math.nan) for path in axes}
    found = morris.analyze(
        problem_of(axes),
        shares[kept],
        values[kept],
        num_resamples=RESAMPLES,
        num_levels=LEVELS,
        seed=seed_of(seed, "morris intervals"),
    )
    columns = [np.ma.getdata(found[key]) for key in ("mu", "mu_star", "mu_star_conf", "sigma")]
    rates = np.array([STEP if axis.span is None else 1.0 for axis in axes.values()])
    return _by_path(axes, names, [rates * column for column in columns])


def variance_shares(axes: Mapping[str, Axis], values: FloatArray, seed: int) -> Indices:
    """Give by parameter the Sobol' indices: the first order, and the total with all that it does with others.

    Each comes with the half-width of its 95% interval. Where nothing varies there are none (NaN).

    Parameters
    ----------
    values
        What came of Saltelli's samples, NaN where a point failed, shape (points,); a sample with a failure
        is left out.
    """
    from SALib.analyze import sobol  # noqa: PLC0415 -- an extra, needed here only

    kept = values[_whole(values, len(axes) + 2)]
    names = ("first", "first_half", "total", "total_half")
    if len(kept) < FEWEST * (len(axes) + 2) or not np.ptp(kept) > 0:
        return {path: dict.fromkeys(names, math.nan) for path in axes}
    with warnings.catch_warnings():  # a resample of few points may not vary
        warnings.filterwarnings("ignore", category=RuntimeWarning)
        found = sobol.analyze(
            problem_of(axes),
            kept,
            calc_second_order=False,
            num_resamples=RESAMPLES,
            seed=seed_of(seed, "sobol intervals"),
        )
    return _by_path(axes, names, [found[key] for key in ("S1", "S1_conf", "ST", "ST_conf")])


def _whole(values: FloatArray, size: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Tell which points belong to a group of so many without a failure, shape (points,)."""
    good = np.isfinite(values).reshape(-1, size).all(axis=1)
    return np.repeat(good, size)


def _by_path(
    axes: Mapping[str, Axis], names: tuple[str, ...], columns: list[FloatArray]
) -> Indices:
    return {
        path: {name: float(column[row]) for name, column in zip(names, columns, strict=True)}
        for row, path in enumerate(axes)
    }
