"""The table of sensitivity: a row for each scheme, effect and parameter."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from loyaltysim.experiments.plans.points import cell_of
from loyaltysim.experiments.sensitivity.indices import elementary_effects, variance_shares

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from loyaltysim.comparison.measures.effects import FloatArray
    from loyaltysim.experiments.aims import AimName
    from loyaltysim.experiments.plans.design import Axis
    from loyaltysim.experiments.player import Effects
    from loyaltysim.experiments.sensitivity.indices import Indices
    from loyaltysim.scenario.text.nodes import Scalar


@dataclass(frozen=True)
class Sample:
    """Points of a design with what came of them."""

    axes: Mapping[str, Axis]
    """The parameters that vary."""

    shares: FloatArray
    """Places in the unit cube, shape (points, parameters)."""

    effects: Sequence[Effects | None]

    def values(self, scheme: str, aim: AimName) -> FloatArray:
        """Give an effect at every point, NaN where it failed, shape (points,)."""
        told = (_value(one, scheme, aim) for one in self.effects)
        return np.fromiter(told, dtype=np.float64, count=len(self.effects))


@dataclass(frozen=True)
class Looked:
    """All that was played."""

    axes: Mapping[str, Axis]
    as_is: Effects | None
    """Of the scenario as it is."""

    alone: Mapping[str, Sequence[Effects | None]]
    """At the places of every parameter (see `Axis.alone`), the others as they are."""

    morris: Sample | None
    sobol: Sample | None
    seed: int


def sensitivity_table(
    looked: Looked, schemes: Sequence[str], aims: Sequence[AimName]
) -> pd.DataFrame:
    """Give a row for each scheme, effect and parameter, with ends, screening and indices."""
    rows = [row for scheme in schemes for aim in aims for row in _rows(looked, scheme, aim)]
    return pd.DataFrame(rows)


def strongest(
    looked: Looked, schemes: Sequence[str], aims: Sequence[AimName], count: int
) -> list[str]:
    """Name the parameters that screening finds strongest for any of the effects of any of the schemes."""
    best = dict.fromkeys(looked.axes, 0.0)
    for scheme in schemes:
        for aim in aims:
            found = _screened(looked, scheme, aim)
            sizes = {path: found[path]["mu_star"] for path in best if found[path]["mu_star"] > 0}
            most = max(sizes.values(), default=1.0)
            best |= {path: max(best[path], size / most) for path, size in sizes.items()}
    ranked = sorted(best, key=lambda path: -best[path])[:count]
    return [path for path in looked.axes if path in ranked]


def _rows(looked: Looked, scheme: str, aim: AimName) -> Iterator[dict[str, object]]:
    screened, shares = _screened(looked, scheme, aim), _shares(looked, scheme, aim)
    for path, axis in looked.axes.items():
        low, high = _ends(axis, [_value(one, scheme, aim) for one in looked.alone[path]])
        yield {
            "scheme": scheme,
            "effect": aim,
            "parameter": path,
            "listed": axis.span is None,
            "low": low[0],
            "high": high[0],
            "as_is": _value(looked.as_is, scheme, aim),
            "at_low": low[1],
            "at_high": high[1],
            **_screening(screened.get(path)),
            **_indices(shares.get(path)),
        }


def _value(effects: Effects | None, scheme: str, aim: AimName) -> float:
    """Give an effect; NaN of a point that failed."""
    return math.nan if effects is None else effects[scheme][aim]


def _ends(axis: Axis, values: Sequence[float]) -> tuple[tuple[Scalar, float], tuple[Scalar, float]]:
    """Give the ends of a range, or the listed values with the least and the greatest effect, each with its effect."""
    told = [
        (cell_of(axis.at(share)), value) for share, value in zip(axis.alone(), values, strict=True)
    ]
    if axis.span is None:
        known = [one for one in told if not math.isnan(one[1])] or told
        told = sorted(known, key=lambda one: one[1])
    return told[0], told[-1]


def _screened(looked: Looked, scheme: str, aim: AimName) -> Indices:
    sample = looked.morris
    if sample is None:
        return {}
    return elementary_effects(sample.axes, sample.shares, sample.values(scheme, aim), looked.seed)


def _shares(looked: Looked, scheme: str, aim: AimName) -> Indices:
    sample = looked.sobol
    if sample is None:
        return {}
    return variance_shares(sample.axes, sample.values(scheme, aim), looked.seed)


def _screening(found: Mapping[str, float] | None) -> dict[str, float]:
    """Name the columns of the screening; NaN where there was none."""
    told = found or dict.fromkeys(("mu", "mu_star", "mu_star_half", "sigma"), math.nan)
    size, half = told["mu_star"], told["mu_star_half"]
    return {
        "mu": told["mu"],
        "mu_star": size,
        "mu_star_low": max(0.0, size - half),
        "mu_star_high": size + half,
        "sigma": told["sigma"],
    }


def _indices(found: Mapping[str, float] | None) -> dict[str, float]:
    """Name the columns of the Sobol' indices; NaN where there are none."""
    told = found or dict.fromkeys(("first", "first_half", "total", "total_half"), math.nan)
    return {
        f"{name}{end}": told[name] + sign * told[f"{name}_half"]
        for name in ("first", "total")
        for end, sign in (("", 0), ("_low", -1), ("_high", 1))
    }
