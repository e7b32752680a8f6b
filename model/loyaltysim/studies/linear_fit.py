"""The constants that would fit best if distances were linear in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import Bounds, minimize

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.studies.loss import Loss

    Values = NDArray[np.float64]

MOST_STEPS = 1_000
"""Steps of the solver at most; it needs some fifty."""


@dataclass(frozen=True)
class Linear:
    """Distances of findings as they would be if the slopes were the same everywhere.

    Parameters
    ----------
    z
        The place where they were measured, shape (constants,).
    off
        The distances there, shape (targets,).
    slopes
        What each constant does to them, shape (targets, constants).
    loss
        What they cost.
    """

    z: Values
    off: Values
    slopes: Values
    loss: Loss

    def best(self, low: Values, high: Values) -> Values:
        """Give the place of the least loss between two places, shape (constants,).

        Notes
        -----
        The loss itself is minimised, and not its curvature at `z`: it bends sharply where a finding
        leaves its band, so that a step by curvature runs over the edges of bands that it nears.
        """
        found = minimize(
            self._loss,
            np.clip(self.z, low, high),
            jac=True,
            method="SLSQP",
            bounds=Bounds(low, high),
            options={"maxiter": MOST_STEPS, "ftol": 1e-10},
        )
        return np.clip(np.asarray(found.x, np.float64), low, high)

    def loss_at(self, z: Values) -> Values:
        """Give the loss at several places, of shape (places, constants), shape (places,)."""
        return self.loss.each(self._off_at(z), z)

    def _off_at(self, z: Values) -> Values:
        off: Values = self.off + (z - self.z) @ self.slopes.T
        return off

    def _loss(self, z: Values) -> tuple[float, Values]:
        off = self._off_at(z)
        return self.loss.total(off, z), self.slopes.T @ self.loss.gradient(off) + 2.0 * z
