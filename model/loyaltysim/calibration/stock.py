"""Customers who were there before the log begins, told from new ones by what they do after their first purchase in it.

In a log that begins in the middle of business, a first purchase may be the first at all or not. At the log's beginning a
customer of the stock has a rate of the same gamma distribution as a new one, since rates and staying are independent, and a
hazard of a gamma distribution of the same shape whose rate is larger by the time that he or she stayed so far: one `age` for all
(assumption). New customers come at a constant rate of stretched time (assumption). Of all who are first seen at time f, the share

    odds * D(f) / (odds * D(f) + 1),  D(f) = r/alpha (alpha / (alpha + f))^(r + 1) ((beta + age) / (beta + age + f))^s

is of the stock then; D is the density of a first purchase at f. The likelihood is that of what all did after their first purchase,
given that they made it: how many the log does not show, and how many come when, decides nothing. The stock is believed in where that
raises the likelihood by more than its two parameters may (Akaike 1974), and where the log shows new customers beside it.
"""

# ruff: noqa: N806 -- x, t_x and T are what the literature calls them

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import optimize, special

from loyaltysim.calibration.likelihood import (
    HIGH,
    LOW,
    ParetoFit,
    at_limit,
    hessian,
    log_covariance,
    thinned,
)
from loyaltysim.calibration.pareto_nbd import ParetoNBD, log_likelihood

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Float64 = NDArray[np.float64]
    Record = tuple[Float64, Float64, Float64]
    Loss = Callable[[Float64], float]

MOST, _ROUGHLY = 4_000, 800
"""Customers that decide the fit, and where its search begins."""
_LOWEST = np.concatenate([LOW, np.log([1e-2, 1e-3])])
_HIGHEST = np.concatenate([HIGH, np.log([30.0, 1e3])])
_PRICE, _NEAR = 2.0, 1e-2
_BEGIN = np.log([0.5, 1.0])
_WORTH_A_LOOK = 0.5
"""Gain on a few customers from which all are looked at."""


class Beyond(NamedTuple):
    """What is fitted besides the Pareto/NBD, times in days."""

    age: float
    """How long the customers of the stock had been customers."""
    odds: float
    """Customers of the stock at the log's beginning for each who comes in a day."""


@dataclass(frozen=True)
class StockFit:
    """Customers of a log that began in the middle of business."""

    fit: ParetoFit
    beyond: Beyond

    @property
    def aged(self) -> ParetoNBD:
        """Parameters of the stock when the log began."""
        return aged(self.fit.parameters, self.beyond)

    def chance(self, new: Record, old: Record) -> Float64:
        """Give the chance that each customer belongs to the stock, shape (n,)."""
        chance: Float64 = special.expit(
            np.subtract(*_both(self.fit.parameters, self.beyond, new, old))
        )
        return chance


def aged(parameters: ParetoNBD, beyond: Beyond) -> ParetoNBD:
    """Give the parameters of customers who stayed for the age of the stock."""
    return parameters._replace(beta=parameters.beta + beyond.age)


def from_beginning(new: Record, whole: float) -> Record:
    """Count a customer's acts from the log's beginning on, the first one too."""
    x, t_x, T = new
    return x + 1.0, whole - T + t_x, np.full_like(T, whole)


def find_stock(new: Record, whole: float, plain: ParetoNBD) -> StockFit | None:
    """Tell whether a log has customers from before its beginning.

    Parameters
    ----------
    new
        x, t_x and T as of customers who are new with their first purchase, each of shape (n,).
    whole
        Length of the log.
    plain
        Parameters as if everybody were new.
    """
    records = np.column_stack(new) / [1.0, whole, whole]
    rough = _loss(thinned(records, _ROUGHLY))
    as_new = _logs_of(plain, whole)
    near = _search(rough, np.append(as_new, _BEGIN))
    if rough(np.append(as_new, _LOWEST[4:])) - rough(near) < _WORTH_A_LOOK:
        return None
    found = fit_stock(new, whole, _unlogged(near, whole))
    loss = _loss(thinned(records, MOST))
    gain = loss(np.append(as_new, _LOWEST[4:])) + found.fit.log_likelihood
    both = _LOWEST[5] + _NEAR < np.log(found.beyond.odds / whole) < _HIGHEST[5] - _NEAR
    return found if both and gain > _PRICE else None


def fit_stock(new: Record, whole: float, near: tuple[ParetoNBD, Beyond]) -> StockFit:
    """Find parameters, age and odds of highest likelihood.

    Parameters
    ----------
    new
        x, t_x and T as of customers who are new with their first purchase, each of shape (n,).
    whole
        Length of the log.
    near
        Where the search begins; all times in the same unit.
    """
    records = np.column_stack(new) / [1.0, whole, whole]
    loss = _loss(thinned(records, MOST))
    found = _search(loss, _logs(near, whole))
    parameters, beyond = _unlogged(found, whole)
    covariance = log_covariance(hessian(loss, found))[:4, :4]
    errors = np.array(parameters) * np.sqrt(np.diag(covariance))
    fit = ParetoFit(
        parameters, ParetoNBD(*errors.tolist()), -loss(found), at_limit(found[:4]), covariance
    )
    return StockFit(fit, beyond)


def _loss(records: Float64) -> Loss:
    """Make the negative log-likelihood of records in units of the log's length."""
    rows, counts = np.unique(records, axis=0, return_counts=True)
    new: Record = (rows[:, 0], rows[:, 1], rows[:, 2])
    old, seen = from_beginning(new, 1.0), 1.0 - rows[:, 2]

    def loss(logs: Float64) -> float:
        parameters, beyond = (
            ParetoNBD(*np.exp(logs[:4]).tolist()),
            Beyond(*np.exp(logs[4:]).tolist()),
        )
        either = np.logaddexp(*_both(parameters, beyond, new, old))
        first = np.log(beyond.odds) + _log_first(aged(parameters, beyond), seen)
        return -float(counts @ (either - np.logaddexp(first, 0.0)))

    return loss


def _search(loss: Loss, start: Float64) -> Float64:
    found = optimize.minimize(
        loss,
        np.clip(start, _LOWEST, _HIGHEST),
        method="L-BFGS-B",
        bounds=list(zip(_LOWEST, _HIGHEST, strict=True)),
        options={"ftol": 1e-7, "gtol": 1e-3},
    )
    logs: Float64 = found.x
    return logs


def _logs(near: tuple[ParetoNBD, Beyond], whole: float) -> Float64:
    return np.append(_logs_of(near[0], whole), np.log(np.array(near[1]) / whole))


def _unlogged(logs: Float64, whole: float) -> tuple[ParetoNBD, Beyond]:
    r, alpha, s, beta, age, odds = np.exp(logs).tolist()
    return ParetoNBD(r, alpha * whole, s, beta * whole), Beyond(age * whole, odds * whole)


def _logs_of(parameters: ParetoNBD, whole: float) -> Float64:
    r, alpha, s, beta = parameters
    return np.log([r, alpha / whole, s, beta / whole])


def _both(
    parameters: ParetoNBD, beyond: Beyond, new: Record, old: Record
) -> tuple[Float64, Float64]:
    """Give the logs of the densities of each record, of the stock and of new customers."""
    stock = np.log(beyond.odds) + log_likelihood(aged(parameters, beyond), *old)
    return stock, log_likelihood(parameters, *new)


def _log_first(parameters: ParetoNBD, seen: Float64) -> Float64:
    """Give the log of the density of a first purchase of the stock at each time."""
    r, alpha, s, beta = parameters
    rate = np.log(r / alpha) - (r + 1.0) * np.log1p(seen / alpha)
    density: Float64 = rate - s * np.log1p(seen / beta)
    return density
