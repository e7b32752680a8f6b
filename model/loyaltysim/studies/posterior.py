"""Sets of constants that are consistent with the findings: draws from the posterior where distances are linear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.randomness import normal, uniform_draws
from loyaltysim.studies.linear_fit import Linear
from loyaltysim.studies.loss import Loss

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.studies.joint_fit import Fitted
    from loyaltysim.studies.uncertainty import Uncertainty

    Values = NDArray[np.float64]

SWEEPS = 300
"""How often each draw is moved along every axis; it forgets where it began in some twenty."""
STRIDE = 2.4
"""Standard deviations of a move along one axis (Roberts, Gelman & Gilks 1997)."""
LEAST = 1e-12
"""Uniforms are kept so far from 0 and 1."""


def draws(fitted: Fitted, known: Uncertainty, number: int, seed: int) -> Iterator[Constants]:
    """Draw sets of constants, none beyond its bounds.

    Notes
    -----
    The density is exp(-loss/2), the loss of the fit itself, which rises sharply beyond the bands, and nothing outside the bounds:
    Metropolis et al. (1953), each draw a chain of its own, moved along the axes of Laplace's approximation in turns.
    """
    chains = _Chains.at_top(fitted, known, number)
    for sweep in range(SWEEPS):
        lots = uniform_draws(seed, f"ensemble:{sweep}", 2 * chains.z.size)
        chains.sweep(lots.reshape(-1, 2, number))
    for z in chains.z:
        yield fitted.space.constants_at(z)


@dataclass
class _Chains:
    """Places that wander independently of each other.

    Parameters
    ----------
    axes
        The moves, one a column and all of one draw, shape (constants, constants).
    z
        Where each chain is, shape (chains, constants).
    cost
        The loss there, shape (chains,).
    """

    linear: Linear
    bounds: tuple[Values, Values]
    axes: Values
    z: Values
    cost: Values

    @classmethod
    def at_top(cls, fitted: Fitted, known: Uncertainty, number: int) -> _Chains:
        """Begin where the fit ended."""
        linear = Linear(fitted.z, fitted.off, fitted.slopes, Loss.of(fitted.targets))
        variances, vectors = np.linalg.eigh(known.covariance)
        z = np.tile(np.clip(fitted.z, *fitted.space.bounds), (number, 1))
        axes = STRIDE * vectors * np.sqrt(variances)
        return cls(linear, fitted.space.bounds, axes, z, linear.loss_at(z))

    def sweep(self, lots: Values) -> None:
        """Try a move along every axis.

        Parameters
        ----------
        lots
            Uniforms that say how far, and whether worse places are taken, shape (constants, 2, chains).
        """
        low, high = self.bounds
        for axis, (far, dared) in zip(self.axes.T, np.clip(lots, LEAST, 1 - LEAST), strict=True):
            there = self.z + np.outer(normal(far), axis)
            cost = self.linear.loss_at(there)
            inside = ((there >= low) & (there <= high)).all(axis=1)
            taken = inside & (np.log(dared) < (self.cost - cost) / 2.0)
            self.z[taken], self.cost[taken] = there[taken], cost[taken]
