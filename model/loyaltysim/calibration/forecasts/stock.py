"""Customers who were there before the log begins, told from new ones by what they do after their first purchase in it.

In a log that begins in the middle of business, a first purchase may be the first at all or not. At the log's beginning a
customer of the stock has a rate of the same distribution as a new one, since rates and staying are independent, and a
hazard of a gamma distribution of the same shape whose rate is larger by the time that he or she stayed so far: one `age` for all
(assumption). New customers come at a constant rate of stretched time (assumption). Of all who are first seen at time f, the share

    odds * D(f) / (odds * D(f) + 1),  D(f) = r/alpha (alpha / (alpha + f))^(r + 1) ((beta + age) / (beta + age + f))^s

is of the stock then; D is the density of a first purchase at f. The likelihood is that of what all did after their first purchase,
given that they made it: how many the log does not show, and how many come when, decides nothing. The stock is believed in where that
raises the likelihood by more than its two parameters may (Akaike 1974), and where the odds end inside their limits. At a limit
all customers are new, or all are of the stock: then age and beta come only as their sum, the likelihood is flat along it, and a criterion
that rests on a regular maximum says nothing.
"""

# ruff: noqa: N806 -- x, t_x and T are what the literature calls them

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, NamedTuple

import numpy as np
from scipy import optimize, special

from loyaltysim.calibration.forecasts.likelihood import L, LawFit, hessian, log_covariance, thinned

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from loyaltysim.calibration.forecasts.known import Record
    from loyaltysim.calibration.forecasts.law import Law
    from loyaltysim.calibration.forecasts.likelihood import Search

    Float64 = NDArray[np.float64]
    Loss = Callable[[Float64], float]

MOST, _ROUGHLY = 4_000, 800
"""Customers that decide the fit, and where its search begins."""
_LOWEST, _HIGHEST = np.log([1e-2, 1e-3]), np.log([30.0, 1e3])
"""Of age and odds, as shares of the log's length."""
_PRICE, _NEAR = 2.0, 1e-2
_BEGIN = np.log([0.5, 1.0])
_WORTH_A_LOOK = 0.5
"""Gain on a few customers from which all are looked at."""


class Beyond(NamedTuple):
    """What is fitted besides the law, times in days."""

    age: float
    """How long the customers of the stock had been customers."""
    odds: float
    """Customers of the stock at the log's beginning for each who comes in a day."""


@dataclass(frozen=True)
class StockFit(Generic[L]):
    """Customers of a log that began in the middle of business."""

    fit: LawFit[L]
    beyond: Beyond

    @property
    def aged(self) -> L:
        """Law of the stock when the log began."""
        return self.fit.parameters.aged(self.beyond.age)

    def chance(self, new: Record, old: Record) -> Float64:
        """Give the chance that each customer belongs to the stock, shape (n,)."""
        chance: Float64 = special.expit(
            np.subtract(*_both(self.fit.parameters, self.beyond, new, old))
        )
        return chance


def from_beginning(new: Record, seen: Float64) -> Record:
    """Count a customer's acts from the log's beginning on, the first one too, which was seen after some time."""
    x, t_x, T = new
    return x + 1.0, seen + t_x, seen + T


def find_stock(
    search: Search[L], new: Record, seen: tuple[Float64, float], plain: L
) -> StockFit[L] | None:
    """Tell whether a log has customers from before its beginning.

    Parameters
    ----------
    new
        x, t_x and T as of customers who are new with their first purchase, each of shape (n,).
    seen
        Time from the log's beginning to the first purchase, shape (n,), and the length of the log.
    plain
        Law as if everybody were new.
    """
    begin = _Begin(search, search.unit(seen[1]), seen[1])
    records = begin.records(new, seen[0])
    rough = begin.loss(thinned(records, _ROUGHLY))
    as_new = begin.logs(plain)
    near = begin.search(rough, np.append(as_new, _BEGIN))
    if rough(np.append(as_new, _LOWEST)) - rough(near) < _WORTH_A_LOOK:
        return None
    found = fit_stock(search, new, seen, begin.unlogged(near))
    gain = begin.loss(thinned(records, MOST))(np.append(as_new, _LOWEST)) + found.fit.log_likelihood
    both = _LOWEST[1] + _NEAR < np.log(found.beyond.odds / seen[1]) < _HIGHEST[1] - _NEAR
    return found if both and gain > _PRICE else None


def fit_stock(
    search: Search[L], new: Record, seen: tuple[Float64, float], near: tuple[L, Beyond]
) -> StockFit[L]:
    """Find parameters, age and odds of highest likelihood.

    Parameters
    ----------
    new
        x, t_x and T as of customers who are new with their first purchase, each of shape (n,).
    seen
        Time from the log's beginning to the first purchase, shape (n,), and the length of the log.
    near
        Where the search begins; all times in the same unit.
    """
    begin = _Begin(search, search.unit(seen[1]), seen[1])
    loss = begin.loss(thinned(begin.records(new, seen[0]), MOST))
    law, beyond = near
    found = begin.search(loss, np.append(begin.logs(law), np.log(np.array(beyond) / seen[1])))
    law, beyond = begin.unlogged(found)
    own = found[:-2]
    covariance = log_covariance(hessian(loss, found))[: own.size, : own.size]
    errors = np.array(law.values) * np.sqrt(np.diag(covariance))
    limits = search.at_limit(own), covariance, search.at_least(own)
    fit = LawFit(law, search.make(errors.tolist()), -loss(found), *limits)
    return StockFit(fit, beyond)


@dataclass(frozen=True)
class _Begin(Generic[L]):
    """Parameters and records in the unit of time in which is searched."""

    law: Search[L]
    unit: float
    whole: float

    def records(self, new: Record, seen: Float64) -> Float64:
        return np.column_stack([*new, seen]) / [1.0, self.unit, self.unit, self.unit]

    def logs(self, law: L) -> Float64:
        logs: Float64 = np.log(np.array(law.values) / self.law.scale(self.unit))
        return logs

    def unlogged(self, logs: Float64) -> tuple[L, Beyond]:
        law = self.law.make((np.exp(logs[:-2]) * self.law.scale(self.unit)).tolist())
        return law, Beyond(*(np.exp(logs[-2:]) * self.whole).tolist())

    def loss(self, records: Float64) -> Loss:
        """Make the negative log-likelihood of records."""
        rows, counts = np.unique(records, axis=0, return_counts=True)
        new: Record = (rows[:, 0], rows[:, 1], rows[:, 2])
        whole = self.whole / self.unit
        seen = rows[:, 3]
        old = from_beginning(new, seen)

        def loss(logs: Float64) -> float:
            law = self.law.make(np.exp(logs[:-2]).tolist())
            beyond = Beyond(*(np.exp(logs[-2:]) * whole).tolist())
            either = np.logaddexp(*_both(law, beyond, new, old))
            first = np.log(beyond.odds) + law.aged(beyond.age).log_first(seen)
            return -float(counts @ (either - np.logaddexp(first, 0.0)))

        return loss

    def search(self, loss: Loss, start: Float64) -> Float64:
        low, high = np.append(self.law.low, _LOWEST), np.append(self.law.high, _HIGHEST)
        found = optimize.minimize(
            loss,
            np.clip(start, low, high),
            method="L-BFGS-B",
            bounds=list(zip(low, high, strict=True)),
            options={"ftol": 1e-7, "gtol": 1e-3},
        )
        logs: Float64 = found.x
        return logs


def _both(law: Law, beyond: Beyond, new: Record, old: Record) -> tuple[Float64, Float64]:
    """Give the logs of the densities of each record, of the stock and of new customers."""
    stock = np.log(beyond.odds) + law.aged(beyond.age).log_likelihood(*old)
    return stock, law.log_likelihood(*new)
