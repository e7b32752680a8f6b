"""Renewals of a contract at fixed intervals: who pays at each due date, and who lets it run out.

The shifted beta-geometric model (Fader & Hardie 2007, "How to project customer retention", *Journal of Interactive Marketing*
21(1), 76-90) with gamma-distributed hazards in the place of beta-distributed chances, as contracts are played: of new customers
the share (beta / (beta + k))^s renews k times. A contract whose next payment is late by half an interval or more has ended; of a
due date that is nearer to the log's end nobody's answer decides the fit, and whether somebody who is late will pay follows from how late
others paid. Longer gaps after which a customer goes on are pauses. Customers who are first seen within an interval and a half of the log's
beginning may have paid before, and do not decide the fit where there are enough others.
"""

# ruff: noqa: N803 -- x, t_x and T are what the literature calls them

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import scipy
from scipy import special

from loyaltysim.calibration.forecasts.known import Moments
from loyaltysim.calibration.forecasts.likelihood import Search

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from loyaltysim.calibration.forecasts.history import History
    from loyaltysim.calibration.forecasts.known import Record
    from loyaltysim.randomness import Luck

    Float64 = NDArray[np.float64]

LATE = 1.5
"""Intervals since the last payment from which a contract has ended (assumption)."""

_QUANTILES = (np.arange(200) + 0.5) / 200


class Leaving(NamedTuple):
    """Shape and rate of the gamma distribution of hazards, per renewal."""

    s: float
    beta: float


@dataclass(frozen=True)
class Renewals:
    """Customers with a contract."""

    parameters: Leaving
    period: float
    """Days from payment to payment."""
    paid: float = 1.0
    """Share of due dates at which those who stay pay; the others are pauses."""
    late: tuple[float, ...] = field(default=(0.0,), repr=False)
    """Days after the due date at which payments came, as quantiles of equal number."""

    @property
    def title(self) -> str:
        """What the law is called in tables."""
        return "renewals"

    @property
    def values(self) -> tuple[float, ...]:
        """Parameters."""
        return tuple(self.parameters)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the parameters."""
        return self.parameters._fields

    @property
    def leaving(self) -> tuple[str, ...]:
        """Names of those that say how customers leave: all."""
        return self.names

    def scaled(self, factors: Float64) -> Renewals:
        """Give the law with each parameter times a factor."""
        return replace(self, parameters=Leaving(*(np.array(self.values) * factors).tolist()))

    def real(self, speed: float) -> tuple[float, ...]:
        """Give shape and rate in days."""
        return self.parameters.s, self.parameters.beta * self.period / speed

    def aged(self, age: float) -> Renewals:
        """Give the law of customers who stayed for some time."""
        s, beta = self.parameters
        return replace(self, parameters=Leaving(s, beta + age / self.period))

    def _log_stays(self, renewals: Float64) -> Float64:
        s, beta = self.parameters
        logs: Float64 = -s * np.log1p(renewals / beta)
        return logs

    def _ahead(self, record: Record, more: float) -> Float64:
        """Give the chance of those who are there to renew some times more; whoever is late and is there renews once."""
        k = self._intervals(record[1])
        sure = k + (record[2] - record[1] >= self.period)
        chance: Float64 = np.exp(
            self._log_stays(k + more) - self._log_stays(np.minimum(sure, k + more))
        )
        return chance

    def _intervals(self, t: Float64) -> Float64:
        return np.rint(t / self.period)

    def log_likelihood(self, x: Float64, t_x: Float64, T: Float64) -> Float64:  # noqa: ARG002 - pauses tell nothing
        """Give each customer's log-likelihood, shape (n,)."""
        told = T - (LATE - 1.0) * self.period  # due dates up to then have been answered
        runs = t_x + self.period > told
        k = self._intervals(t_x)
        k -= runs & (k > 0) & (t_x > told)
        stays, longer = self._log_stays(k), self._log_stays(k + 1.0)
        ended = stays + np.log(-np.expm1(np.minimum(longer - stays, -1e-300)))
        logs: Float64 = np.where(runs, stays, ended)
        return logs

    def log_first(self, seen: Float64) -> Float64:
        """Give the log of the density of a first payment of those who were there before: at any time of an interval alike."""
        return np.where(seen <= self.period, -np.log(self.period), -np.inf)

    def alive(self, record: Record) -> Float64:
        """Give the chance that each has a contract: sure until the due date, and then by how late others paid."""
        since = record[2] - record[1]
        late = np.mean(np.array(self.late)[:, None] > since - self.period, axis=0)
        k = self._intervals(record[1])
        renews = np.exp(self._log_stays(k + 1.0) - self._log_stays(k))
        overdue = np.where(since < LATE * self.period, late * renews, 0.0)
        return np.where(since < self.period, 1.0, overdue / (overdue + 1.0 - renews))

    def rate(self, record: Record) -> Float64:
        """Give the payments a day of each one who is still there, shape (n,)."""
        return np.full_like(record[0], self.paid / self.period)

    def stay(self, record: Record, t: float) -> Float64:
        """Give the time for which each one who is still there is expected to renew at the due dates within t."""
        found = np.zeros_like(record[0])
        for _, there in self._renewed(record, t):
            found += self.period * there
        return found

    def active(self, record: Record, t: float) -> Float64:
        """Give the chance of at least one payment within t: a renewal is a pause as often as those who stay pause, shape (n,)."""
        found = np.zeros_like(record[0])
        for number, there in self._renewed(record, t):
            found += self.paid * (1.0 - self.paid) ** (number - 1) * there
        return self.alive(record) * found

    def _renewed(self, record: Record, t: float) -> Iterator[tuple[int, Float64]]:
        """Give the chance of each one who is still there to renew at the first, second, ... due date within t."""
        due = np.floor((record[2] - record[1] + t) / self.period)
        for number in range(1, int(due.max(initial=0.0)) + 1):
            yield number, (due >= number) * self._ahead(record, float(number))

    def lost(self, time: float) -> float:
        """Give the share of new customers who leave within a time."""
        return float(-np.expm1(self._log_stays(np.array([time / self.period]))[0]))

    def moments(self, record: Record) -> Moments:
        """Give what is known of each one's hazard; payments come as the contract says."""
        s, beta = self.parameters
        rate, per = self.rate(record), (beta + self._intervals(record[1])) * self.period
        return Moments(rate, rate**2, s / per, s * (s + 1.0) / per**2)

    def weekly(self, x: Float64, last: Float64, edges: Float64) -> Float64:  # noqa: ARG002 - as above
        """Give the payments a day of each week: what those who were there at a due date were expected to renew."""
        k = self._intervals(last)
        due = np.minimum(np.floor(edges / self.period), k + 1.0).astype(np.intp)
        numbers = np.arange(1.0, due.max(initial=0) + 1.0)
        renews = np.exp(self._log_stays(numbers) - self._log_stays(numbers - 1.0))
        up_to = np.append(0.0, np.cumsum(self.paid * renews))[due]
        width = np.diff(edges, axis=1)
        rate: Float64 = np.diff(up_to, axis=1) / np.maximum(width, 1e-9)
        return rate

    def bought(self, seen: Float64, edges: Float64, luck: Luck, draw: int) -> Float64:
        """Draw hazards, and give the chance to pay between each two times."""
        last = self._drawn(seen, luck, f" {draw}")
        due = np.minimum(np.floor(edges / self.period), last[:, None])
        pays: Float64 = 1.0 - (1.0 - self.paid) ** np.diff(due, axis=1)
        return pays

    def counts(self, seen: Float64, T: Float64, luck: Luck, most: int) -> Float64:
        """Draw hazards, and give the shares with 0, 1, ... payments after the first one: renewals less pauses."""
        last = np.minimum(np.floor(T / self.period), self._drawn(seen, luck))
        renewed = np.bincount(last.astype(np.intp)) / last.size
        pays = scipy.stats.binom.pmf(np.arange(most)[:, None], np.arange(renewed.size), self.paid)
        shares: Float64 = pays @ renewed
        return shares

    def _drawn(self, seen: Float64, luck: Luck, draw: str = "") -> Float64:
        """Draw how often new customers renew."""
        s, beta = self.parameters
        hazard = special.gammaincinv(s, luck.traits(f"hazard{draw}")) / (beta + seen / self.period)
        lasts: Float64 = -np.log(luck.traits(f"end{draw}")) / np.maximum(hazard, 1e-12)
        return np.floor(np.minimum(lasts, 1e9))

    def to_play(self, record: Record) -> None:  # noqa: ARG002 - whoever it is
        """Give nobody: renewals do not tell how often customers act."""
        return


def search_of(history: History, period: float) -> Search[Renewals]:
    """Say where the law of a contract is looked for, how long its intervals are on average, and how punctual its customers."""
    gap = np.diff(history.day)[np.diff(history.customer) == 0]
    near = gap[gap < LATE * period]
    exact = float(near.mean()) if near.size else period  # months are not equally long
    x, t_x, _ = history.record
    paid = float(x.sum() / max(np.rint(t_x / exact).sum(), 1.0))
    after = near - exact
    late = (
        tuple(np.quantile(after, _QUANTILES, method="nearest").tolist()) if after.size else (0.0,)
    )

    def make(values: Sequence[float]) -> Renewals:
        return Renewals(Leaving(*values), exact, paid, late)

    low, high = np.log([5e-3, 2e-3]), np.log([100.0, 3000.0])
    starts = np.log([[1.0, 10.0], [0.5, 2.0], [3.0, 100.0]])
    return Search(make, low, high, starts, (False, False))
