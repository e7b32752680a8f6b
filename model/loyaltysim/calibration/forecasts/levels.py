"""Weeks that were better or worse for all customers alike, fitted together with the Pareto/NBD.

Weather, holidays and campaigns move all customers of a week at once. The Pareto/NBD knows no such weeks and takes
good ones at the beginning for customers who leave later. Here acts of a week come a factor more often, gamma-distributed
over the weeks with mean 1 and shape `steadiness`, so that a week's total is negative binomial. Time is stretched by the
factor, in which the Pareto/NBD holds as it stands; factors, steadiness and parameters are found in turns (an EM
algorithm, Dempster, Laird & Rubin 1977). In a log of months or years time is made of periods with at most one purchase each
(BG/BB), and a better one counts as more than one. That leaving follows stretched time, too, is an assumption. Nothing after
the record's end is looked at: a week to come has the factor 1, or that of its month where the log has seen each month twice (`season.py`).
"""

# ruff: noqa: N806 -- A and E are short for actual and expected

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import special

from loyaltysim.calibration.forecasts.bg_bb import BG_BB
from loyaltysim.calibration.forecasts.likelihood import MOST, PARETO, LawFit, fit_law
from loyaltysim.calibration.forecasts.pace import WEEKLY
from loyaltysim.calibration.forecasts.parts import Part
from loyaltysim.calibration.forecasts.renewals import LATE, search_of
from loyaltysim.calibration.forecasts.season import Season, season_of
from loyaltysim.calibration.forecasts.stock import StockFit, find_stock, fit_stock, from_beginning
from loyaltysim.calibration.lift import no_lift
from loyaltysim.calibration.logs.record import FEWEST_CUSTOMERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from loyaltysim.calibration.forecasts.history import History
    from loyaltysim.calibration.forecasts.known import Record
    from loyaltysim.calibration.forecasts.law import Law
    from loyaltysim.calibration.forecasts.likelihood import Search
    from loyaltysim.calibration.forecasts.pace import Pace
    from loyaltysim.calibration.lift import Lift

    Float64 = NDArray[np.float64]

WEEK = 7
_ROUNDS = 12
_STILL = 0.005
_STEADY = np.exp(np.linspace(np.log(4.0), np.log(2000.0), 80))
"""Shapes that are tried: a standard deviation of a week's factor of 50% to 2% (assumption)."""


NEW, STOCK = "new", "stock"


@dataclass(frozen=True)
class Levels:
    """A law of customers in stretched time, and the factor of each week by which time was stretched.

    `actual` are the repeat purchases of each week, and `expected` those of a week like others of its month; weeks end with the record.
    """

    fit: LawFit[Any]
    factors: Float64
    steadiness: float
    actual: Float64
    expected: Float64
    stretched: Record
    """x, t_x and T of each customer since the first purchase, in stretched time."""
    seen: tuple[Float64, float]
    """Stretched time from the log's beginning to each one's first purchase, shape (n,), and to its end."""
    parts: tuple[Part, ...]
    """Everybody; of a log that begins in the middle of business the new ones and the stock; in stretched time."""
    search: Search[Any] = PARETO
    """Where the law was looked for."""
    stock: StockFit[Any] | None = None
    """Where the log tells of customers from before it; in stretched time."""
    season: Season = field(default_factory=Season)
    """What months have in common, year after year."""
    lift: Lift | None = None
    """What a scheme did that was running; it is not in the law."""
    alike: tuple[str, ...] = ()
    """Segments of which the log does not tell how they leave: they leave as all customers do."""

    @property
    def speed(self) -> Float64:
        """How fast each customer's time goes ahead, shape (n,)."""
        speed = np.ones(self.stretched[0].size)
        for part in self.parts:
            if part.speed is not None:
                speed[part.rows] = part.speed
        return speed


def fit_levels(history: History, pace: Pace = WEEKLY, lift: Lift | None = None) -> Levels:
    """Find the parameters of customers, the factors of weeks, and the season in them.

    Parameters
    ----------
    pace
        Of the history's calendar.
    lift
        What a scheme did that was running; nothing if left out.
    """
    now = _fit_weeks(history, PARETO if pace.daily else BG_BB, lift or no_lift(history))
    opened = history.weekly_sales() > 0
    season, weeks = season_of(history, (now.actual, now.expected, now.steadiness), pace)
    if not season.months:
        return now
    expected = now.expected * weeks
    steadiness = _steadiness(now.actual[opened], expected[opened])
    return replace(now, expected=expected, steadiness=steadiness, season=season)


def _fit_weeks(history: History, search: Search[Any], lift: Lift) -> Levels:
    found, before = _first_fit(history, search, lift), np.ones(history.weeks)
    now = _levels(history, search, before, found, lift)
    for _ in range(_ROUNDS):
        before, last = now.factors, now
        found = _next_fit(search, *_stretched(history, before, lift), now)
        now = _levels(history, search, before, found, lift)
        if _still(last.fit.parameters, now.fit.parameters):
            break
    return now


def fit_renewals(history: History, period: int) -> Levels:
    """Find how customers renew a contract; weeks are alike, for due dates come as they are.

    Parameters
    ----------
    period
        Days from due date to due date.
    """
    x, t_x, T = history.record
    search = search_of(history, float(period))
    new = history.first - history.start >= LATE * period
    decides = new if np.count_nonzero(new) >= FEWEST_CUSTOMERS else np.ones_like(new)
    fit = fit_law(search, (x[decides], t_x[decides], T[decides]))
    alike, nothing = np.ones(history.weeks), no_lift(history)
    record, seen = _stretched(history, alike, nothing)
    parts = parts_of(record, seen, fit)
    actual, expected = history.weekly_repeats(), _expected(history, alike, parts, nothing)
    steadiness = _steadiness(actual, expected)
    return Levels(fit, alike, steadiness, actual, expected, record, seen, parts, search)


def _first_fit(history: History, search: Search[Any], lift: Lift) -> LawFit[Any] | StockFit[Any]:
    """Fit as if all weeks were alike, and tell whether there are customers from before the log."""
    record, seen = _stretched(history, np.ones(history.weeks), lift)
    plain = fit_law(search, record)
    return find_stock(search, record, seen, plain.parameters) or plain


def _next_fit(
    search: Search[Any], record: Record, seen: tuple[Float64, float], now: Levels
) -> LawFit[Any] | StockFit[Any]:
    if now.stock is None:
        return fit_law(search, record, near=now.fit.parameters)
    return fit_stock(search, record, seen, (now.fit.parameters, now.stock.beyond))


def _levels(
    history: History,
    search: Search[Any],
    before: Float64,
    found: LawFit[Any] | StockFit[Any],
    lift: Lift,
) -> Levels:
    """Find the factors of weeks anew, under what was fitted in time stretched by those before."""
    actual, opened = history.weekly_repeats(), history.weekly_sales() > 0
    parts = parts_of(*_stretched(history, before, lift), found)
    expected = _expected(history, before, parts, lift)
    steadiness = _steadiness(actual[opened], expected[opened])
    factors = _factors(actual, expected, steadiness, opened)
    record, seen = _stretched(history, factors, lift)
    fit, stock = (found.fit, found) if isinstance(found, StockFit) else (found, None)
    parts = parts_of(record, seen, found, speed=lift.ahead(history))
    return Levels(
        fit, factors, steadiness, actual, expected, record, seen, parts, search, stock, lift=lift
    )


def parts_of(
    record: Record,
    seen: tuple[Float64, float],
    found: LawFit[Any] | StockFit[Any],
    rows: NDArray[np.intp] | None = None,
    name: str = "",
    speed: Float64 | None = None,
) -> tuple[Part, ...]:
    """Give customers with the parameters that were found for them, in parts by what they may be.

    Parameters
    ----------
    record
        x, t_x and T since the first purchase, each of shape (n,).
    seen
        Time from the log's beginning to the first purchase, shape (n,), and the length of the log.
    rows
        Numbers of these customers; from 0 on if left out.
    name
        Of their segment.
    speed
        How fast each one's time goes ahead.
    """
    fit = found.fit if isinstance(found, StockFit) else found
    everybody = np.arange(record[0].size) if rows is None else rows
    new = Part(
        name or NEW,
        everybody,
        fit.parameters,
        fit.log_covariance,
        record,
        np.ones(record[0].size),
        np.zeros(record[0].size),
        fit.tells_leaving,
        speed if speed is not None and (speed != 1.0).any() else None,
    )
    if not isinstance(found, StockFit):
        return (new,)
    old = from_beginning(record, seen[0])
    chance = found.chance(record, old)
    return (
        replace(new, weight=1.0 - chance),
        replace(new, name=name or STOCK, law=found.aged, record=old, weight=chance, seen=seen[0]),
    )


def _still(before: Law, after: Law) -> bool:
    return bool(np.all(np.abs(np.log(np.array(after.values) / np.array(before.values))) < _STILL))


def _factors(actual: Float64, expected: Float64, k: float, opened: NDArray[np.bool_]) -> Float64:
    """Give the posterior mean of each week's factor; those of weeks with sales have the mean 1.

    A week in which nobody bought anything is one in which the firm was closed: no time went by.
    """
    raw = np.where(opened, (k + actual) / (k + expected), 0.0)
    mean = (raw * expected)[opened].sum() / expected[opened].sum()
    factors: Float64 = np.maximum(raw / mean, 1e-3)
    return factors


def _steadiness(actual: Float64, expected: Float64) -> float:
    """Find the shape under which the weekly totals are most likely (negative binomial)."""
    k, A, E = _STEADY[:, None], actual, np.maximum(expected, 1e-9)
    logs = special.gammaln(k + A) - special.gammaln(k) + k * np.log(k) - (k + A) * np.log(k + E)
    return float(_STEADY[np.argmax((logs + A * np.log(E)).sum(axis=1))])


def clock_of(history: History, factors: Float64) -> Float64:
    """Give the stretched time at the end of each day, from the day before the first on."""
    daily = factors[history.week_of(np.arange(history.start, history.end + 1))]
    return np.concatenate([[0.0], np.cumsum(daily)])


def _stretched(
    history: History, factors: Float64, lift: Lift
) -> tuple[Record, tuple[Float64, float]]:
    """Give x, t_x and T of each customer in stretched time, the time to the first purchase, and the length of the log."""
    clock, end = clock_of(history, factors), np.full(history.n, history.end)
    first, last, end = (lift.own(history, clock, day) for day in (history.first, history.last, end))
    return (history.x, last - first, end - first), (first, float(clock[-1]))


def _expected(history: History, factors: Float64, parts: Sequence[Part], lift: Lift) -> Float64:
    """Give each week's acts had its factor been 1, given what each customer did."""
    clock, ends = clock_of(history, factors), history.edges()
    acts = np.zeros(history.weeks)
    for part in parts:
        one = part.thinned(MOST).different()
        x, last, observed = (column[:, None] for column in one.record)
        own = lift.of(one.rows).own(history, clock, np.tile(ends, (one.rows.size, 1)))
        edges = np.maximum(own - (own[:, -1:] - observed), one.seen[:, None])
        rate = one.law.weekly(x, last, edges)
        acts += (one.weight[:, None] * rate * np.diff(edges, axis=1)).sum(axis=0)
    expected: Float64 = acts / factors + 1e-9
    return expected
