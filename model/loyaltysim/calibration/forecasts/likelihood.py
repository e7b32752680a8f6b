"""The parameters under which a purchase record is most likely, and how surely they are known."""

# ruff: noqa: N803, N806 -- x, t_x and T are what the literature calls them

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np
from scipy import optimize

from loyaltysim.calibration.forecasts.law import Law
from loyaltysim.calibration.forecasts.pareto_nbd import ParetoNBD

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from loyaltysim.calibration.forecasts.known import Record

    Float64 = NDArray[np.float64]
    Loss = Callable[[Float64], float]

_STEP = 1e-3
_AT = 1e-3
"""How near the log of a parameter is to a limit at which it ended."""
YEAR = 365.25
LEAST_LOST = 0.005
"""Share of customers lost in their first year below which a record shows nobody leaving (assumption)."""
MOST = 20_000
_ROUGHLY = 2_000


L = TypeVar("L", bound=Law)


@dataclass(frozen=True)
class LawFit(Generic[L]):
    """A fitted law: what was found, and how surely.

    `standard_errors` belong to the parameters, by the delta method; infinite where the record
    says nothing of a parameter. `at_limit` names the parameters that ended at a limit of the search,
    `at_least` those of them that ended at the lower one.
    """

    parameters: L
    standard_errors: L
    log_likelihood: float
    at_limit: tuple[str, ...]
    log_covariance: Float64
    """Covariance of the logs of the parameters; infinite where the record says nothing."""
    at_least: tuple[str, ...] = ()

    @property
    def tells_leaving(self) -> bool:
        """Whether the record tells how customers leave: some do, and not nearly all of them at once.

        At their upper limits the parameters say that all leave alike: how often is told then, too.
        """
        lost, leaving = self.parameters.lost(YEAR), set(self.parameters.leaving)
        return not leaving & set(self.at_least) and bool(lost >= LEAST_LOST)


ParetoFit = LawFit[ParetoNBD]


@dataclass(frozen=True)
class Search(Generic[L]):
    """Where the parameters of a law are looked for: logs between `low` and `high`, from several `starts` on."""

    make: Callable[[Sequence[float]], L]
    """Makes the law from its parameters."""
    low: Float64
    high: Float64
    starts: Float64
    timed: tuple[bool, ...]
    """Which parameters are times: these are looked for in units of the time observed."""

    def unit(self, time: float) -> float:
        """Give the unit of time in which is searched; 1 where no parameter is a time."""
        return time if any(self.timed) else 1.0

    def scale(self, unit: float) -> Float64:
        """Give what each parameter is measured in."""
        return np.where(self.timed, unit, 1.0)

    def at_limit(self, logs: Float64) -> tuple[str, ...]:
        """Name the parameters that ended at a limit."""
        return self._named(logs, (logs < self.low + _AT) | (logs > self.high - _AT))

    def at_least(self, logs: Float64) -> tuple[str, ...]:
        """Name the parameters that ended at their lower limit."""
        return self._named(logs, logs < self.low + _AT)

    def _named(self, logs: Float64, which: NDArray[np.bool_]) -> tuple[str, ...]:
        """Name parameters among those that were looked for at all."""
        names = self.make(np.exp(logs).tolist()).names
        free = which & (self.low < self.high)
        return tuple(name for name, out in zip(names, free, strict=True) if out)

    def leaving_as(self, law: L, time: float) -> Search[L]:
        """Give a search for the other parameters, where customers leave as a law says.

        Parameters
        ----------
        time
            What is searched in is the unit of this time.
        """
        logs = np.log(np.array(law.values) / self.scale(self.unit(time)))
        held = np.isin(law.names, law.leaving)
        return replace(
            self, low=np.where(held, logs, self.low), high=np.where(held, logs, self.high)
        )


# Shapes between no variation and almost all customers silent; times relative to the observed time.
# The search begins with mixed, nearly loyal, and quickly lost customers.
PARETO = Search(
    lambda values: ParetoNBD(*values),
    np.log([5e-3, 2e-3, 5e-3, 2e-3]),
    np.log([100.0, 100.0, 100.0, 100.0]),
    np.log([[0.5, 0.3, 0.5, 0.3], [1.0, 1.0, 0.5, 3.0], [1.0, 0.3, 2.0, 0.3]]),
    (False, True, False, True),
)


def fit_pareto_nbd(
    x: Float64, t_x: Float64, T: Float64, near: ParetoNBD | None = None
) -> ParetoFit:
    """Find the Pareto/NBD of highest likelihood; see `fit_law`."""
    return fit_law(PARETO, (x, t_x, T), near)


def fit_law(search: Search[L], history: Record, near: L | None = None) -> LawFit[L]:
    """Find the parameters of highest likelihood.

    A few thousand customers decide between several starts, and up to `MOST` the result.

    Parameters
    ----------
    history
        x (repeat acts), t_x (time from the first to the last act) and T (time since the first act, with a mean above 0),
        each of shape (n,).
    near
        Where the search begins, if it is known to be near the end; times in the unit of the history.

    Returns
    -------
    The fit, with times in the unit of the history.
    """
    x, t_x, T = history
    unit = search.unit(float(np.mean(T)))
    record = thinned(np.column_stack([x, t_x / unit, T / unit]), MOST)
    loss, scale = _loss(search, record), search.scale(unit)
    begin = _roughly(search, record) if near is None else np.log(np.array(near.values) / scale)
    best = _search(search, loss, np.clip(begin, search.low, search.high), finely=True)
    parameters = np.exp(best.x) * scale
    covariance = log_covariance(hessian(loss, best.x))
    return LawFit(
        search.make(parameters.tolist()),
        search.make((parameters * np.sqrt(np.diag(covariance))).tolist()),
        -float(best.fun) - float(np.sum(record[:, 0]) * np.log(unit)),
        search.at_limit(best.x),
        covariance,
        search.at_least(best.x),
    )


def _roughly(search: Search[L], record: Float64) -> Float64:
    """Find the best of several starts on a few customers."""
    rough = _loss(search, thinned(record, _ROUGHLY))
    found = [_search(search, rough, start, finely=False) for start in search.starts]
    begin: Float64 = min(found, key=lambda end: float(end.fun)).x
    return begin


def thinned(record: Float64, most: int) -> Float64:
    """Take evenly spaced rows where there are more than enough."""
    if len(record) <= most:
        return record
    return record[np.linspace(0, len(record) - 1, most).astype(np.intp)]


def _loss(search: Search[L], record: Float64) -> Loss:
    """Make the negative log-likelihood; customers with the same record are counted once."""
    rows, counts = np.unique(record, axis=0, return_counts=True)
    x, t_x, T = rows.T

    def loss(logs: Float64) -> float:
        law = search.make(np.exp(logs).tolist())
        return -float(counts @ law.log_likelihood(x, t_x, T))

    return loss


def _search(
    search: Search[L], loss: Loss, start: Float64, *, finely: bool
) -> optimize.OptimizeResult:
    return optimize.minimize(
        loss,
        start,
        method="L-BFGS-B",
        jac="3-point" if finely else "2-point",
        bounds=list(zip(search.low, search.high, strict=True)),
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
