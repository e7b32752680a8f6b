"""Pareto/NBD: how often customers of unknown rate and hazard are expected to act.

Schmittlein, Morrison & Colombo (1987, *Management Science* 33(1), 1-24) in the notation of Fader &
Hardie (2005, "A note on deriving the Pareto/NBD model and related expressions"). Time may be in any
unit, if alpha and beta are in the same.
"""

# ruff: noqa: N803, N806 -- x, t_x and T are what the literature calls them

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import scipy
from scipy import special

from loyaltysim.calibration.forecasts.known import Moments
from loyaltysim.calibration.forecasts.named import Named
from loyaltysim.customers.posterior import log_left, log_stayed, p_alive

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.calibration.forecasts.known import Record
    from loyaltysim.randomness import Luck

    Float64 = NDArray[np.float64]

_QUANTILES = (np.arange(24) + 0.5) / 24


class _Gammas(NamedTuple):
    r: float
    alpha: float
    s: float
    beta: float


class ParetoNBD(_Gammas, Named):
    """Shapes and rates of the gamma distributions of acts (r, alpha) and of leaving (s, beta)."""

    __slots__ = ()

    @property
    def title(self) -> str:
        """What the law is called where weeks are better or worse for all."""
        return "with weekly levels"

    @property
    def leaving(self) -> tuple[str, ...]:
        """Names of those that say how customers leave."""
        return "s", "beta"

    def real(self, speed: float) -> tuple[float, ...]:
        """Give the parameters in real days."""
        r, alpha, s, beta = self
        return r, alpha / speed, s, beta / speed

    def aged(self, age: float) -> ParetoNBD:
        """Give the law of customers who stayed for some time."""
        return self._replace(beta=self.beta + age)

    def log_likelihood(self, x: Float64, t_x: Float64, T: Float64) -> Float64:
        """Give each customer's log-likelihood, shape (n,)."""
        return log_likelihood(self, x, t_x, T)

    def log_first(self, seen: Float64) -> Float64:
        """Give the log of the density of a first act at each time of customers who were there before."""
        r, alpha, s, beta = self
        rate = np.log(r / alpha) - (r + 1.0) * np.log1p(seen / alpha)
        density: Float64 = rate - s * np.log1p(seen / beta)
        return density

    def alive(self, record: Record) -> Float64:
        """Give the chance that each is still a customer, shape (n,)."""
        return p_alive(self, *record)

    def rate(self, record: Record) -> Float64:
        """Give the acts a day expected of each one who is still there, shape (n,)."""
        return (self.r + record[0]) / (self.alpha + record[2])

    def stay(self, record: Record, t: float) -> Float64:
        """Give the time that each one who is still there is expected to be there within t."""
        return expected_stay(self.s, self.beta + record[2], t)

    def active(self, record: Record, t: float) -> Float64:
        """Give the chance of at least one act within t, shape (n,)."""
        return chance_active(self, record, t)

    def lost(self, time: float) -> float:
        """Give the share of new customers who leave within a time."""
        return float(-np.expm1(-self.s * np.log1p(time / self.beta)))

    def moments(self, record: Record) -> Moments:
        """Give what is known of each one's rate and hazard: both are gamma-distributed."""
        x, _, T = record
        rate, rate_square = _gamma(self.r + x, self.alpha + T)
        return Moments(rate, rate_square, *_gamma(np.full_like(T, self.s), self.beta + T))

    def weekly(self, x: Float64, last: Float64, edges: Float64) -> Float64:
        """Give rate x presence of each customer in each week, shape (n, weeks)."""
        return rate_while_there(self, x, last, edges)

    def bought(self, seen: Float64, edges: Float64, luck: Luck, draw: int) -> Float64:
        """Draw rates and lives, and give the chance to act between each two times."""
        rate, end = self._drawn(seen, luck, f" {draw}")
        there = np.diff(np.minimum(edges, end[:, None]), axis=1)
        return -np.expm1(-rate[:, None] * there)

    def counts(self, seen: Float64, T: Float64, luck: Luck, most: int) -> Float64:
        """Draw rates and lives, and give the shares with 0, 1, ... acts after the first one."""
        rate, end = self._drawn(seen, luck)
        shares = scipy.stats.poisson.pmf(np.arange(most)[:, None], rate * np.minimum(T, end))
        mean: Float64 = np.asarray(shares).mean(axis=1)
        return mean

    def _drawn(self, seen: Float64, luck: Luck, draw: str = "") -> tuple[Float64, Float64]:
        """Draw rate and time of leaving of customers of whom the first act is known."""
        rate = special.gammaincinv(self.r + (seen > 0), luck.traits(f"rate{draw}"))
        hazard = special.gammaincinv(self.s, luck.traits(f"hazard{draw}")) / (self.beta + seen)
        end = -np.log(luck.traits(f"end{draw}")) / np.maximum(hazard, 1e-300)
        return rate / (self.alpha + seen), end

    def to_play(self, record: Record) -> tuple[ParetoNBD, Record]:
        """Give customers who act at any time: these do."""
        return self, record


def _gamma(shape: Float64, per: Float64) -> tuple[Float64, Float64]:
    """Give the means of a gamma-distributed number and of its square."""
    return shape / per, shape * (shape + 1.0) / per**2


def log_likelihood(parameters: ParetoNBD, x: Float64, t_x: Float64, T: Float64) -> Float64:
    """Give each customer's log-likelihood.

    Parameters
    ----------
    parameters
        Of the population.
    x
        Repeat acts, shape (n,).
    t_x
        Time from the first to the last act, shape (n,).
    T
        Time since the first act, shape (n,).

    Returns
    -------
    Natural logarithm, shape (n,).
    """
    r, alpha, s, beta = parameters
    common = special.gammaln(r + x) - special.gammaln(r) + r * np.log(alpha) + s * np.log(beta)
    stayed = log_stayed(parameters, x, T)
    logs: Float64 = common + np.logaddexp(stayed, log_left(parameters, x, t_x, T))
    return logs


def expected_repeats_given(
    parameters: ParetoNBD, record: tuple[Float64, Float64, Float64], t: Float64 | float
) -> Float64:
    """Give the acts expected in the next time t of customers with a record.

    Parameters
    ----------
    parameters
        Of the population.
    record
        x (repeat acts), t_x and T (time), each of shape (n,).
    t
        Time ahead.

    Returns
    -------
    Acts, shape (n,).
    """
    r, alpha, s, beta = parameters
    x, t_x, T = record
    rate = (r + x) / (alpha + T)
    return p_alive(parameters, x, t_x, T) * rate * expected_stay(s, beta + T, t)


def expected_stay(s: float, beta: Float64 | float, t: Float64 | float) -> Float64:
    """Integrate (beta/(beta + u))^s from 0 to t; finite and smooth also at s = 1."""
    stretch = np.log1p(np.asarray(t, dtype=np.float64) / beta)
    stay: Float64 = beta * stretch * special.exprel((1.0 - s) * stretch)
    return stay


def chance_active(parameters: ParetoNBD, record: Record, ahead: float) -> Float64:
    """Give the chance of at least one act in the time ahead, shape (n,).

    1 less the chance of none, over 24 quantiles of how long a customer who is there stays on.
    """
    r, alpha, s, beta = parameters
    x, t_x, T = record
    none = np.zeros_like(x)
    for quantile in _QUANTILES:
        longest = np.expm1(min(-np.log1p(-quantile) / s, 500.0))
        stays = np.minimum((beta + T) * longest, ahead)
        none += np.exp(-(r + x) * np.log1p(stays / (alpha + T))) / len(_QUANTILES)
    return p_alive(parameters, x, t_x, T) * (1.0 - none)


def rate_while_there(parameters: ParetoNBD, x: Float64, last: Float64, edges: Float64) -> Float64:
    """Give rate x presence of each customer in each week, given the record, shape (customers, weeks).

    The posterior mean (Fader & Hardie 2005), the time of leaving summed over weeks.
    """
    r, alpha, s, beta = parameters
    within = np.maximum(edges, last)
    middle, width = (within[:, 1:] + within[:, :-1]) / 2.0, np.diff(within, axis=1)
    end = edges[:, -1:]
    with np.errstate(divide="ignore"):
        left = (
            np.log(s * width) - (r + x) * np.log(alpha + middle) - (s + 1) * np.log(beta + middle)
        )
    stayed = -(r + x) * np.log(alpha + end) - s * np.log(beta + end)
    most = np.maximum(left.max(axis=1, keepdims=True), stayed)
    left, stayed = np.exp(left - most), np.exp(stayed - most)
    whole = left.sum(axis=1, keepdims=True) + stayed
    leaving = left / whole * (r + x) / (alpha + middle)
    staying = stayed / whole * (r + x) / (alpha + end)
    later = np.cumsum(leaving[:, ::-1], axis=1)[:, ::-1]
    rate: Float64 = later - leaving / 2.0 + staying
    return rate
