"""BG/BB: customers who can buy once in each period, such as a log of months or years tells.

Fader, Hardie & Shang (2010), "Customer-base analysis in a discrete-time noncontractual setting", *Marketing Science* 29(6),
1086-1108. In each period a customer who is there buys with a chance of a beta distribution (alpha, beta); before each period he
or she leaves with a chance of another (gamma, delta). Periods are weeks of the log's calendar; one that was better for all
counts as more than one, and one without any sale as none (assumption): times need not be whole numbers of periods.
"""

# ruff: noqa: N803, N806 -- x, t_x and T are what the literature calls them

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import scipy
from scipy import special

from loyaltysim.calibration.forecasts.history import WEEK
from loyaltysim.calibration.forecasts.known import Moments
from loyaltysim.calibration.forecasts.likelihood import Search
from loyaltysim.calibration.forecasts.named import Named
from loyaltysim.calibration.forecasts.pareto_nbd import ParetoNBD

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.calibration.forecasts.known import Record
    from loyaltysim.randomness import Luck

    Float64 = NDArray[np.float64]

_OFTENEST = 0.999
"""Chance of a purchase in a period, at most, where it is told how many purchases that may have been (assumption)."""


class _Betas(NamedTuple):
    alpha: float
    beta: float
    gamma: float
    delta: float


class BGBB(_Betas, Named):
    """Shapes of the beta distributions of a purchase in a period (alpha, beta), and of leaving before it (gamma, delta)."""

    __slots__ = ()

    @property
    def title(self) -> str:
        """What the law is called where periods are better or worse for all."""
        return "BG/BB with levels"

    @property
    def leaving(self) -> tuple[str, ...]:
        """Names of those that say how customers leave."""
        return "gamma", "delta"

    def real(self, speed: float) -> tuple[float, ...]:  # noqa: ARG002 - no parameter is a time
        """Give the parameters, which are chances of a period."""
        return self.values

    def aged(self, age: float) -> BGBB:
        """Give the law of customers who stayed for some time."""
        return self._replace(delta=self.delta + age / WEEK)

    def log_likelihood(self, x: Float64, t_x: Float64, T: Float64) -> Float64:
        """Give each customer's log-likelihood, shape (n,)."""
        stayed, left = self._cases(x, t_x, T)
        common = special.betaln(self.alpha, self.beta) + special.betaln(self.gamma, self.delta)
        logs: Float64 = np.logaddexp(stayed, left) - common
        return logs

    def _cases(self, x: Float64, t_x: Float64, T: Float64) -> tuple[Float64, Float64]:
        """Weigh the cases that a customer is still there, and left after the last purchase."""
        n, last = T / WEEK, t_x / WEEK
        stayed = self._buys(x, n) + special.betaln(self.gamma, self.delta + n)
        periods = np.rint(n - last)
        step = np.arange(max(int(periods.max(initial=0.0)), 1))
        width = np.divide(n - last, periods, out=np.zeros_like(n), where=periods > 0)
        begin = last[:, None] + step * width[:, None]
        left = self._buys(x[:, None], begin) + self._leaves(begin, width[:, None])
        left = np.where(step < periods[:, None], left, -np.inf)
        return stayed, special.logsumexp(left, axis=1)

    def _buys(self, x: Float64, n: Float64) -> Float64:
        """Weigh x purchases in n periods."""
        weight: Float64 = special.betaln(self.alpha + x, self.beta + np.maximum(n - x, 0.0))
        return weight

    def _leaves(self, n: Float64, width: Float64) -> Float64:
        """Weigh that a customer was there for n periods, and left before the next."""
        there = special.betaln(self.gamma, self.delta + n)
        longer = special.betaln(self.gamma, self.delta + n + width)
        with np.errstate(divide="ignore"):
            weight: Float64 = there + np.log(-np.expm1(np.minimum(longer - there, 0.0)))
        return weight

    def log_first(self, seen: Float64) -> Float64:
        """Give the log of the chance of a first act in each period of customers who were there before."""
        n = seen / WEEK
        buys = self._buys(np.ones_like(n), n) - special.betaln(self.alpha, self.beta)
        stays = special.betaln(self.gamma, self.delta + n) - special.betaln(self.gamma, self.delta)
        chance: Float64 = buys + stays
        return chance

    def alive(self, record: Record) -> Float64:
        """Give the chance that each is still a customer, shape (n,)."""
        chance: Float64 = special.expit(np.subtract(*self._cases(*record)))
        return chance

    def rate(self, record: Record) -> Float64:
        """Give the acts a day expected of each one who is still there, shape (n,)."""
        a, b = self._shapes(record)
        return a / (a + b) / WEEK

    def _shapes(self, record: Record) -> tuple[Float64, Float64]:
        """Give the shapes of the beta distribution of each one's chance to buy."""
        x, _, T = record
        return self.alpha + x, self.beta + np.maximum(T / WEEK - x, 0.0)

    def _there(self, n: Float64, ahead: Float64) -> Float64:
        """Give the chance to stay for some periods more after n, shape (n, periods)."""
        there = special.betaln(self.gamma, self.delta + n[:, None] + ahead)
        chance: Float64 = np.exp(there - special.betaln(self.gamma, self.delta + n[:, None]))
        return chance

    def stay(self, record: Record, t: float) -> Float64:
        """Give the time that each one who is still there is expected to be there within t."""
        whole, part = divmod(t / WEEK, 1.0)
        different, row = np.unique(record[2] / WEEK, return_inverse=True)
        there = self._there(different, np.arange(1.0, whole + 2.0))
        periods = there[:, :-1].sum(axis=1) + part * there[:, -1]
        stay: Float64 = WEEK * periods[row]
        return stay

    def active(self, record: Record, t: float) -> Float64:
        """Give the chance of at least one act within t, shape (n,)."""
        a, b = self._shapes(record)
        periods = np.append(np.arange(np.floor(t / WEEK) + 1.0), t / WEEK)
        there = self._there(record[2] / WEEK, periods)
        leaves = np.append(there[:, :-1] - there[:, 1:], there[:, -1:], axis=1)
        none = special.betaln(a[:, None], b[:, None] + periods)
        none = np.exp(none - special.betaln(a, b)[:, None])
        chance: Float64 = self.alive(record) * (1.0 - (leaves * none).sum(axis=1))
        return chance

    def lost(self, time: float) -> float:
        """Give the share of new customers who leave within a time."""
        return float(1.0 - self._there(np.zeros(1), np.array([time / WEEK]))[0, 0])

    def moments(self, record: Record) -> Moments:
        """Give the rates at which acts come at all, of which a period shows the first only."""
        n = record[2] / WEEK
        shapes = (np.full_like(n, self.gamma), self.delta + n)
        return Moments(*_rates(*self._shapes(record)), *_rates(*shapes))

    def weekly(self, x: Float64, last: Float64, edges: Float64) -> Float64:
        """Give rate x presence of each customer in each week, shape (n, weeks)."""
        within = np.maximum(edges, last) / WEEK
        begin, end = within[:, :-1], within[:, -1:]
        left = self._buys(x, begin) + self._leaves(begin, np.diff(within, axis=1))
        stayed = self._buys(x, end) + special.betaln(self.gamma, self.delta + end)
        most = np.maximum(left.max(axis=1, keepdims=True), stayed)
        left, stayed = np.exp(left - most), np.exp(stayed - most)
        whole = left.sum(axis=1, keepdims=True) + stayed

        def chance(n: Float64) -> Float64:
            return (self.alpha + x) / (self.alpha + self.beta + np.maximum(n, x))

        leaving = left / whole * chance(begin)
        later = np.cumsum(leaving[:, ::-1], axis=1)[:, ::-1] - leaving
        rate: Float64 = (later + stayed / whole * chance(end)) / WEEK
        return rate

    def bought(self, seen: Float64, edges: Float64, luck: Luck, draw: int) -> Float64:
        """Draw chances and lives, and give the chance to act between each two times."""
        chance, end = self._drawn(seen, luck, f" {draw}")
        there = np.diff(np.minimum(edges / WEEK, end[:, None]), axis=1)
        found: Float64 = -np.expm1(np.log1p(-chance)[:, None] * there)
        return found

    def counts(self, seen: Float64, T: Float64, luck: Luck, most: int) -> Float64:
        """Draw chances and lives, and give the shares with 0, 1, ... acts after the first one."""
        chance, end = self._drawn(seen, luck)
        periods = np.rint(np.minimum(T / WEEK, end))
        shares = scipy.stats.binom.pmf(np.arange(most)[:, None], periods, chance)
        mean: Float64 = np.asarray(shares).mean(axis=1)
        return mean

    def _drawn(self, seen: Float64, luck: Luck, draw: str = "") -> tuple[Float64, Float64]:
        """Draw the chance of a purchase, and the periods until leaving, of customers whose first act is known."""
        n = seen / WEEK
        once = (n > 0) * 1.0
        chance = special.betaincinv(
            self.alpha + once, self.beta + np.maximum(n - once, 0.0), luck.traits(f"rate{draw}")
        )
        leaves = special.betaincinv(self.gamma, self.delta + n, luck.traits(f"hazard{draw}"))
        lasted = np.log(luck.traits(f"end{draw}")) / np.log1p(-np.clip(leaves, 1e-12, 1 - 1e-12))
        return np.clip(chance, 0.0, _OFTENEST), np.floor(lasted)

    def to_play(self, record: Record) -> tuple[ParetoNBD, Record]:
        """Give customers who act at any time, with rates that have the same mean and variance, and acts as they suggest."""
        x, t_x, T = record
        rate, rate_square = _rates(np.array([self.alpha]), np.array([self.beta]))
        hazard, hazard_square = _rates(np.array([self.gamma]), np.array([self.delta]))
        each = self.moments(record).rate * WEEK
        acts = x * each / -np.expm1(-each)
        return ParetoNBD(*_gamma(rate, rate_square), *_gamma(hazard, hazard_square)), (acts, t_x, T)


def _rates(a: Float64, b: Float64) -> tuple[Float64, Float64]:
    """Give the means per day of -log(1 - p) and of its square, p being beta-distributed."""
    mean = special.digamma(a + b) - special.digamma(b)
    variance = special.polygamma(1, b) - special.polygamma(1, a + b)
    return mean / WEEK, (variance + mean**2) / WEEK**2


def _gamma(mean: Float64, square: Float64) -> tuple[float, float]:
    """Give shape and rate of a gamma distribution."""
    per = float(mean[0] / (square[0] - mean[0] ** 2))
    return float(mean[0]) * per, per


BG_BB = Search(
    lambda values: BGBB(*values),
    np.log([5e-3, 5e-3, 5e-3, 5e-3]),
    np.log([100.0, 3000.0, 100.0, 3000.0]),
    np.log([[0.5, 3.0, 0.5, 5.0], [1.0, 1.0, 0.5, 20.0], [1.0, 3.0, 2.0, 3.0]]),
    (False, False, False, False),
)
