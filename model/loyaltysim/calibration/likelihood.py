"""The parameters under which a purchase record is most likely, and how surely they are known."""

# ruff: noqa: N803, N806 -- x, t_x and T are what the literature calls them

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import optimize

from loyaltysim.calibration.pareto_nbd import ParetoNBD, log_likelihood

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Float64 = NDArray[np.float64]
    Loss = Callable[[Float64], float]

# Shapes between no variation and almost all customers silent; times relative to the observed time.
LOW = np.log([5e-3, 2e-3, 5e-3, 2e-3])
HIGH = np.log([100.0, 100.0, 100.0, 100.0])
# Where the search begins: mixed, nearly loyal, and quickly lost customers.
_STARTS = np.log([[0.5, 0.3, 0.5, 0.3], [1.0, 1.0, 0.5, 3.0], [1.0, 0.3, 2.0, 0.3]])
_STEP = 1e-3
YEAR = 365.25
LEAST_LOST = 0.005
"""Share of customers lost in their first year below which a record shows nobody leaving (assumption)."""
MOST = 20_000
_ROUGHLY = 2_000


@dataclass(frozen=True)
class ParetoFit:
    """A fitted Pareto/NBD: what was found, and how surely.

    `standard_errors` belong to r, alpha, s and beta, by the delta method; infinite where the record
    says nothing of a parameter. `at_limit` names the parameters that ended at a limit of the search.
    """

    parameters: ParetoNBD
    standard_errors: ParetoNBD
    log_likelihood: float
    at_limit: tuple[str, ...]
    log_covariance: Float64
    """Covariance of the logs of the parameters, shape (4, 4); infinite where the record says nothing."""

    @property
    def tells_leaving(self) -> bool:
        """Whether the record tells how customers leave: parameters inside their limits, and some who do."""
        _, _, s, beta = self.parameters
        lost = -np.expm1(-s * np.log1p(YEAR / beta))
        return not {"s", "beta"} & set(self.at_limit) and bool(lost >= LEAST_LOST)


def fit_pareto_nbd(
    x: Float64, t_x: Float64, T: Float64, near: ParetoNBD | None = None
) -> ParetoFit:
    """Find the parameters of highest likelihood.

    A few thousand customers decide between several starts, and up to `MOST` the result.

    Parameters
    ----------
    x
        Repeat acts, shape (n,).
    t_x
        Time from the first to the last act, shape (n,).
    T
        Time since the first act, shape (n,), with a mean above 0.
    near
        Where the search begins, if it is known to be near the end; alpha and beta in the same unit.

    Returns
    -------
    The fit, with alpha and beta in the unit of time of the arguments.
    """
    unit = float(np.mean(T))
    record = thinned(np.column_stack([x, t_x / unit, T / unit]), MOST)
    loss, scale = _loss(record), np.array([1.0, unit, 1.0, unit])
    begin = _roughly(record) if near is None else np.log(np.array(near) / scale)
    best = _search(loss, np.clip(begin, LOW, HIGH), finely=True)
    parameters = np.exp(best.x) * scale
    covariance = log_covariance(hessian(loss, best.x))
    return ParetoFit(
        ParetoNBD(*parameters.tolist()),
        ParetoNBD(*(parameters * np.sqrt(np.diag(covariance))).tolist()),
        -float(best.fun) - float(np.sum(record[:, 0]) * np.log(unit)),
        at_limit(best.x),
        covariance,
    )


def _roughly(record: Float64) -> Float64:
    """Find the best of several starts on a few customers."""
    rough = _loss(thinned(record, _ROUGHLY))
    found = [_search(rough, start, finely=False) for start in _STARTS]
    begin: Float64 = min(found, key=lambda end: float(end.fun)).x
    return begin


def thinned(record: Float64, most: int) -> Float64:
    """Take evenly spaced rows where there are more than enough."""
    if len(record) <= most:
        return record
    return record[np.linspace(0, len(record) - 1, most).astype(np.intp)]


def _loss(record: Float64) -> Loss:
    """Make the negative log-likelihood; customers with the same record are counted once."""
    rows, counts = np.unique(record, axis=0, return_counts=True)
    x, t_x, T = rows.T

    def loss(logs: Float64) -> float:
        parameters = ParetoNBD(*np.exp(logs).tolist())
        return -float(counts @ log_likelihood(parameters, x, t_x, T))

    return loss


def _search(loss: Loss, start: Float64, *, finely: bool) -> optimize.OptimizeResult:
    return optimize.minimize(
        loss,
        start,
        method="L-BFGS-B",
        jac="3-point" if finely else "2-point",
        bounds=list(zip(LOW, HIGH, strict=True)),
        options={"ftol": 1e-13 if finely else 1e-7, "gtol": 1e-6 if finely else 1e-2},
    )


def log_covariance(curvature: Float64) -> Float64:
    """Give the covariance of the logs of parameters from the curvature at the optimum."""
    if np.linalg.eigvalsh(curvature)[0] <= 0.0:
        return np.diag(np.full(len(curvature), np.inf))
    return np.linalg.inv(curvature).astype(np.float64)


def hessian(loss: Loss, at: Float64) -> Float64:
    """Take second differences of a loss in every pair of directions."""
    steps = np.eye(at.size) * _STEP
    curvature = np.empty((at.size, at.size))
    for i, j in zip(*np.triu_indices(at.size), strict=True):
        near = loss(at + steps[i] + steps[j]) + loss(at - steps[i] - steps[j])
        far = loss(at + steps[i] - steps[j]) + loss(at - steps[i] + steps[j])
        curvature[i, j] = curvature[j, i] = (near - far) / (4.0 * _STEP**2)
    return curvature


def at_limit(logs: Float64) -> tuple[str, ...]:
    """Name the parameters that ended at a limit of the search."""
    beyond = (logs < LOW + 1e-3) | (logs > HIGH - 1e-3)
    return tuple(np.array(ParetoNBD._fields)[beyond].tolist())
