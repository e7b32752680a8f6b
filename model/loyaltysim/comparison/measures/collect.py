"""Gather the records of batches, in the order of their markets, into what the tables need.

Days are summed market by market as they stream by, so memory does not grow with the population and the
sums, bit for bit, do not depend on how markets were batched.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.comparison.measures.effects import FloatArray, t_quantile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from loyaltysim.simulation.run import SchemeRecord


@dataclass
class Days:
    """Sums over markets for every day, each shape (days,)."""

    totals: dict[str, FloatArray] = field(default_factory=dict)
    squares: FloatArray | float = 0.0
    """Sum of squared customers of the launch who are still there."""
    products: FloatArray | float = 0.0
    """Sum of those times the customers at the launch."""

    def add(self, daily: dict[str, FloatArray], launched: FloatArray) -> None:
        """Add a batch's days, each shape (days, markets), one market after the other."""
        for name, values in daily.items():
            sums = self.totals.setdefault(name, np.zeros(len(values)))
            for market in range(values.shape[1]):
                sums += values[:, market]
        present = daily["retained"]
        # counts are whole numbers, whose sums are exact in any order
        self.squares = self.squares + (present**2).sum(axis=1)
        self.products = self.products + present @ launched


@dataclass
class SchemeSums:
    """What all markets of one scheme came to."""

    markets: dict[str, FloatArray] = field(default_factory=dict)
    """Every field of a market's record, shape (markets,)."""
    days: Days = field(default_factory=Days)
    why_not: dict[str, float] = field(default_factory=dict)
    segments: dict[str, tuple[FloatArray, FloatArray]] = field(default_factory=dict)
    """Launched and retained by segment, each shape (markets,)."""
    user_types: dict[str, tuple[FloatArray, FloatArray]] = field(default_factory=dict)
    """The same by the Hexad type that weighs most with a customer."""
    by_act: dict[str, tuple[FloatArray, FloatArray]] = field(default_factory=dict)
    """Launched and acts by act, each shape (markets,)."""
    measures: dict[str, tuple[FloatArray, FloatArray]] = field(default_factory=dict)
    """The whole and its part by `INSTANCE/MEASURE`, each shape (markets,)."""
    activity: dict[str, FloatArray] = field(default_factory=dict)
    """Growth states and minutes, summed over markets, each shape (days,)."""
    cohorts: dict[str, FloatArray] = field(default_factory=dict)
    """Sizes (cohorts,) and active customers (cohorts, periods), summed over markets."""
    brands: dict[str, FloatArray] = field(default_factory=dict)
    """Purchases of the firm and its rivals, markets along the last axis; nothing without rivals."""
    journey: dict[str, FloatArray] = field(default_factory=dict)
    """Sums over meetings with the firm by `PLACE/FIELD`, each shape (markets,); nothing where nobody met it."""
    adapted: dict[str, FloatArray] = field(default_factory=dict)
    """What an adaptive scheme did and learnt (see `simulation.adapted`), markets along the last axis; nothing of others."""
    spans: dict[range, tuple[FloatArray, FloatArray]] = field(default_factory=dict)
    """Acts of some days in a row and those of the launch who are customers at their end, each shape (markets,), for those that are asked for."""
    customer_days: dict[range, FloatArray] = field(default_factory=dict)
    """For the same days, customers as they begin, newcomers among them, added up, shape (markets,)."""

    @classmethod
    def looking_at(cls, spans: Iterable[range]) -> SchemeSums:
        """Begin before the first market, and look at some spans of days market by market."""
        return cls(spans={span: (np.empty(0), np.empty(0)) for span in spans})

    def add(self, record: SchemeRecord) -> None:
        """Add the next batch of markets."""
        for name, values in record.markets.items():
            self.markets[name] = _joined(self.markets.get(name), values)
        self.days.add(record.daily, record.markets["launched"])
        for span, before in self.spans.items():
            acts, customers = _in_span(record.daily, span)
            self.spans[span] = _joined(before[0], acts), _joined(before[1], customers)
            there = _added(record.daily["customers"] + record.daily["left"], span)
            self.customer_days[span] = _joined(self.customer_days.get(span), there)
        for name, values in record.activity.items():
            sums = self.activity.setdefault(name, np.zeros(len(values)))
            for market in range(values.shape[1]):
                sums += values[:, market]
        for name, values in record.cohorts.items():
            # whole numbers, whose sums are exact in any order
            self.cohorts[name] = self.cohorts.get(name, 0.0) + values.sum(axis=-1)
        _add_arrays(self.brands, record.brands)
        self._add_journey(record)
        _add_arrays(self.adapted, record.adapted)
        for name, values in record.why_not.items():
            self.why_not[name] = self.why_not.get(name, 0.0) + float(values.sum())
        _add_pairs(self.segments, record.segments)
        _add_pairs(self.user_types, record.user_types)
        _add_pairs(self.by_act, record.by_act)
        _add_pairs(self.measures, record.measures)

    def _add_journey(self, record: SchemeRecord) -> None:
        """Add what a batch tells of the journey: places that nobody came to yet are empty until then."""
        here = len(record.markets["launched"])
        before = len(self.markets["launched"]) - here
        for name in {**self.journey, **record.journey}:
            told = self.journey.get(name, np.zeros(before))
            self.journey[name] = _joined(told, record.journey.get(name, np.zeros(here)))

    def retention_by_day(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Estimate retention on every day with its t interval, each shape (days,).

        The interval is that of the ratio of sums over markets (see `effects.per_launch`), from sums
        of squares and products.
        """
        launched = self.markets["launched"]
        markets = len(launched)
        everyone = float(launched.sum())
        ratio = self.days.totals["retained"] / everyone
        if markets < 2:
            unknown = np.full(len(ratio), math.nan)
            return ratio, unknown, unknown
        squares = self.days.squares - 2 * ratio * self.days.products
        squares = squares + ratio**2 * float(launched @ launched)
        se = np.sqrt(np.maximum(squares, 0.0) * markets / (markets - 1)) / everyone
        half = t_quantile(markets) * se
        return ratio, np.clip(ratio - half, 0.0, 1.0), np.clip(ratio + half, 0.0, 1.0)


def _in_span(daily: dict[str, FloatArray], span: range) -> tuple[FloatArray, FloatArray]:
    """Give the acts of some days in a row and those of the launch who are customers at their end, by market, each shape (markets,).

    Parameters
    ----------
    daily
        Fields by day and market, each shape (days, markets).
    """
    return _added(daily["acts"], span), daily["retained"][span.stop - 1]


def _added(values: FloatArray, span: range) -> FloatArray:
    """Add up some days in a row, shape (markets,)."""
    # day by day, for NumPy's sum takes another order for a single market
    total: FloatArray = np.cumsum(values[span.start : span.stop], axis=0)[-1]
    return total


def _add_arrays(sums: dict[str, FloatArray], arrays: dict[str, FloatArray]) -> None:
    for name, values in arrays.items():
        sums[name] = _joined(sums.get(name), values)


def _add_pairs(
    sums: dict[str, tuple[FloatArray, FloatArray]],
    pairs: dict[str, tuple[FloatArray, FloatArray]],
) -> None:
    for name, (launched, retained) in pairs.items():
        before = sums.get(name, (None, None))
        sums[name] = _joined(before[0], launched), _joined(before[1], retained)


def _joined(before: FloatArray | None, values: FloatArray) -> FloatArray:
    values = np.asarray(values, dtype=np.float64)
    return values if before is None else np.concatenate([before, values], axis=-1)
