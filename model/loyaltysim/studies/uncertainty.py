"""How well the findings know the constants: Laplace's approximation to the posterior."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.studies.linear_fit import Linear
from loyaltysim.studies.loss import Loss

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.studies.joint_fit import Fitted

    Values = NDArray[np.float64]

IDENTIFIED = 0.3
"""Share of a constant's prior variance that the findings must take away before it counts as identified."""


@dataclass(frozen=True)
class Uncertainty:
    """What is known of the fitted constants.

    Parameters
    ----------
    covariance
        Of z, shape (constants, constants).
    learnt
        Share of each constant's prior variance that the findings take away, shape (constants,).
    effective
        Effective number of fitted parameters: the trace of the influence matrix.
    """

    covariance: Values
    learnt: Values
    effective: float

    @property
    def identified(self) -> NDArray[np.bool_]:
        """Which constants the findings identify, shape (constants,)."""
        return self.learnt >= IDENTIFIED


def uncertainty_of(fitted: Fitted) -> Uncertainty:
    """Approximate the posterior by a normal distribution at its top."""
    known = Loss.of(fitted.targets).known(fitted.off)
    information = fitted.slopes.T @ (known[:, None] * fitted.slopes)
    covariance = np.asarray(np.linalg.inv(information + np.eye(len(fitted.z))), np.float64)
    return Uncertainty(
        covariance, 1.0 - np.diag(covariance), float(np.trace(information @ covariance))
    )


def without_family(fitted: Fitted, family: str) -> Values:
    """Give the constants as they would have been fitted without one family's findings.

    By the slopes at the end of the whole fit, as if distances were linear in the constants.
    """
    keep = np.array([one.family != family for one in fitted.targets])
    loss = Loss.of(fitted.targets).some(keep)
    others = Linear(fitted.z, fitted.off[keep], fitted.slopes[keep], loss)
    return others.best(*fitted.space.bounds)
