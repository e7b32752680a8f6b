"""Those who still are customers at the end of a record, as segments that any scenario can use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import scipy

from loyaltysim.calibration.forecasts.pace import WEEKLY
from loyaltysim.calibration.segmenting import FEWEST
from loyaltysim.calibration.spends import spends_of
from loyaltysim.customers.calendar import WEEKDAYS
from loyaltysim.units import DAYS_IN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from loyaltysim.calibration.forecasts.history import History
    from loyaltysim.calibration.forecasts.levels import Levels
    from loyaltysim.calibration.forecasts.pace import Pace
    from loyaltysim.calibration.forecasts.parts import Part
    from loyaltysim.calibration.segmenting import Segments
    from loyaltysim.calibration.spends import Spends

    Float64 = NDArray[np.float64]

ENOUGH = 300
"""Customers still there from which they are parted by how often they buy (assumption)."""
NAMES = ("rare", "occasional", "frequent")
ALL, LARGE = "everyone", "large spenders"
_THURSDAY = 3
_WIDEST = 10.0


@dataclass(frozen=True)
class FoundSegment:
    """Customers alike in how often they buy: means and coefficients of variation of their true rates."""

    name: str
    share: float
    rate: tuple[float, float]
    """Purchases a day: mean and cv over the customers."""
    attrition: tuple[float, float]
    """Departures a year: mean and cv over the customers."""
    ticket_factor: float


@dataclass(frozen=True)
class FoundCustomers:
    """Who the customers of a record are, with no customer in it."""

    segments: tuple[FoundSegment, ...]
    still_there: float
    """Customers expected to be there at the end of the record."""
    ticket: tuple[float, float] | None
    """Mean and cv over customers of what one usually spends; None if it is not known."""
    basket_cv: float
    """Variation of one customer's spend from purchase to purchase."""
    ticket_with_rate: float
    """Rank correlation of a customer's spend per purchase with how often he or she buys."""
    weekdays: tuple[float, ...]
    """Purchases on each weekday, from Monday on, relative to the mean; empty where the log tells no days."""
    months: tuple[float, ...] = ()
    """Purchases in each month, from January on, relative to the mean; empty where the log tells nothing of it."""
    until: str = ""
    """Date of the day after the log."""
    contract: int | None = None
    """Days between renewals, where the log is one of a contract."""


def found_customers(
    history: History,
    levels: Levels,
    pace: Pace = WEEKLY,
    segments: Segments | None = None,
    contract: int | None = None,
) -> FoundCustomers:
    """Describe those who still are customers, from what each of them did.

    Parameters
    ----------
    pace
        Of the log's calendar.
    segments
        Which segment each belongs to; they are parted by how often they buy if left out.
    contract
        Days between renewals, where the log is one of a contract.
    """
    seen = _Seen.of(levels.parts, pace.speed)
    spends = spends_of(history)
    spend = history.mean_spend / (spends.mean if spends else 1.0)
    rate = np.bincount(seen.rows, seen.weight * seen.rate, minlength=history.n).astype(np.float64)
    found = tuple(
        _segment(name, seen, members, spend[seen.rows])
        for name, members in _kinds(seen, segments, spends).items()
        if (members * seen.alive).any()
    )
    return FoundCustomers(
        found,
        float(seen.alive.sum()),
        (spends.mean, spends.cv) if spends else None,
        spends.basket_cv if spends else 0.0,
        _together(history, rate),
        _weekdays(history) if pace.daily and contract is None else (),
        levels.season.months,
        str(np.datetime64(pace.real(history.end) + 1, "D")),
        contract,
    )


@dataclass(frozen=True)
class _Seen:
    """Customers with the parts to which they may belong below one another, each of shape (k,)."""

    rows: NDArray[np.intp]
    weight: Float64
    alive: Float64
    rate: Float64
    rate_square: Float64
    """Mean of the squared rate."""
    hazard: Float64
    hazard_square: Float64
    """The same of the proneness to leave; 0 where nothing is known of it. All per real day."""

    @classmethod
    def of(cls, parts: Sequence[Part], speed: float) -> _Seen:
        known = [part.law.moments(part.record) for part in parts]
        told = [np.full(part.weight.size, float(part.tells_leaving)) for part in parts]
        return cls(
            np.concatenate([part.rows for part in parts]),
            np.concatenate([part.weight for part in parts]),
            np.concatenate([part.alive for part in parts]),
            np.concatenate([one.rate for one in known]) * speed,
            np.concatenate([one.rate_square for one in known]) * speed**2,
            np.concatenate([one.hazard * t for one, t in zip(known, told, strict=True)]) * speed,
            np.concatenate([one.hazard_square * t for one, t in zip(known, told, strict=True)])
            * speed**2,
        )


def _by_rate(seen: _Seen) -> dict[str, Float64]:
    """Part customers into thirds by how often they buy, where there are enough."""
    rate, alive = seen.rate, seen.alive
    if alive.sum() < ENOUGH or np.ptp(rate) == 0.0:
        return {ALL: np.ones_like(rate)}
    order = np.argsort(rate, kind="stable")
    place = np.empty_like(rate)
    place[order] = np.cumsum(alive[order]) / alive.sum()
    third = np.minimum((place * len(NAMES)).astype(np.intp), len(NAMES) - 1)
    return {name: (third == number).astype(np.float64) for number, name in enumerate(NAMES)}


def _by_spend(groups: dict[str, Float64], seen: _Seen, large: Float64) -> dict[str, Float64]:
    """Part off those who spend much more than others, of each group where they are enough.

    Parameters
    ----------
    large
        Chance that each one is of those, shape (k,).
    """
    found = {}
    for name, own in groups.items():
        enough = (own * large * seen.alive).sum() >= FEWEST
        found[name] = own * (1.0 - large) if enough else own
        if enough:
            found[f"{name}, {LARGE}" if name != ALL else LARGE] = own * large
    return found


def _kinds(seen: _Seen, segments: Segments | None, spends: Spends | None) -> dict[str, Float64]:
    """Part customers by their segment, or else by how often they buy, and by what they spend."""
    large = np.zeros(seen.rows.size) if spends is None else spends.large[seen.rows]
    if segments is not None:
        of = segments.of[seen.rows]
        groups = {name: (of == number) * 1.0 for number, name in enumerate(segments.names)}
        return _by_spend(groups, seen, large)
    found = _by_spend({ALL: np.ones(seen.rows.size)}, seen, large)
    others = found.pop(ALL)
    return {**{name: own * others for name, own in _by_rate(seen).items()}, **found}


def _segment(name: str, seen: _Seen, members: Float64, relative_spend: Float64) -> FoundSegment:
    weight = seen.alive * members
    leaves = bool((seen.hazard * weight).any())
    leaving = _mixed(seen.hazard, seen.hazard_square, weight) if leaves else (0.0, 0.0)
    known = np.isfinite(relative_spend) & (relative_spend > 0)
    factor = (
        np.average(relative_spend[known], weights=weight[known]) if weight[known].any() else 1.0
    )
    return FoundSegment(
        name,
        float(weight.sum() / seen.alive.sum()),
        _mixed(seen.rate, seen.rate_square, weight),
        (leaving[0] * DAYS_IN["year"], leaving[1]),
        float(np.clip(factor, 0.001, 1000.0)),
    )


def _mixed(means: Float64, squares: Float64, weight: Float64) -> tuple[float, float]:
    """Give mean and coefficient of variation of a mixture of distributions by their means and mean squares."""
    mean, square = (np.average(values, weights=weight) for values in (means, squares))
    return float(mean), float(min(np.sqrt(max(square / mean**2 - 1.0, 0.0)), _WIDEST))


def _together(history: History, rate: Float64) -> float:
    """Give Spearman's rank correlation among customers who came back; NaN where spend is not known."""
    again = (history.x > 0) & np.isfinite(history.mean_spend)
    spend = history.mean_spend[again]
    if np.unique(spend).size < 2 or np.unique(rate[again]).size < 2:
        return float("nan")
    return float(scipy.stats.spearmanr(spend, rate[again]).statistic)


def _weekdays(history: History) -> tuple[float, ...]:
    """Compare weekdays, each by how often it was in the log."""
    bought = np.bincount((history.day + _THURSDAY) % 7, minlength=len(WEEKDAYS))
    days = np.arange(history.start, history.end + 1)
    there = np.bincount((days + _THURSDAY) % 7, minlength=len(WEEKDAYS))
    mean = bought / np.maximum(there, 1)
    return tuple((mean / mean.mean()).tolist())
