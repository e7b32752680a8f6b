"""The table of sensitivity: a row for each scheme, effect and parameter."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from loyaltysim.experiments.indices import elementary_effects, variance_shares

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from loyaltysim.comparison.effects import FloatArray
    from loyaltysim.experiments.aims import AimName
    from loyaltysim.experiments.design import Axis
    from loyaltysim.experiments.indices import Indices
    from loyaltysim.experiments.player import Effects


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
        told = (math.nan if one is None else one[scheme][aim] for one in self.effects)
        return np.fromiter(told, dtype=np.float64, count=len(self.effects))


@dataclass(frozen=True)
class Looked:
    """All that was played."""

    axes: Mapping[str, Axis]
    ends: Sequence[Effects | None]
    """The scenario as it is, then the lower and upper end of every parameter."""

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
    told = [math.nan if one is None else one[scheme][aim] for one in looked.ends]
    screened, shares = _screened(looked, scheme, aim), _shares(looked, scheme, aim)
    for number, (path, axis) in enumerate(looked.axes.items()):
        yield {
            "scheme": scheme,
            "effect": aim,
            "parameter": path,
            "low": axis.at(0.0).content,
            "high": axis.at(1.0).content,
            "as_is": told[0],
            "at_low": told[1 + 2 * number],
            "at_high": told[2 + 2 * number],
            **_screening(screened.get(path)),
            **_indices(shares.get(path)),
        }


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
