"""Numbers and names as a sentence says them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

from loyaltysim.units import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from loyaltysim.comparison.effects import Effect

Unit = Literal["share", "money"]

TINY = 0.1
"""Percentage points below which one decimal says too little."""
DEAR = 1000.0
"""Money from which cents say too much."""


def decimals(value: float, unit: Unit) -> int:
    """Give the decimals with which a difference is written wherever it stands.

    Parameters
    ----------
    value
        In percentage points, or in money.
    """
    if unit == "share":
        return 2 if 0 < abs(value) < TINY else 1
    return 2 if abs(value) < DEAR else 0


def interval_decimals(low: float, high: float, unit: Unit) -> int:
    """Give the decimals of both bounds of an interval: those of its middle, if that is half of the larger."""
    return decimals(
        max(abs(low), abs(high)) / 2 if unit == "share" else max(abs(low), abs(high)), unit
    )


def quoted(names: Sequence[str]) -> str:
    """Join names: `"a", "b" and "c"`."""
    marked = [f'"{name}"' for name in names]
    return " and ".join([", ".join(marked[:-1]), marked[-1]] if len(marked) > 1 else marked)


def level(value: float, unit: Unit, currency: str) -> str:
    """Write a value of a metric."""
    return f"{100 * value:.1f}%" if unit == "share" else f"{currency} {_digits(value, unit)}"


def gap(value: float, unit: Unit, currency: str) -> str:
    """Write the size of a difference, without its sign."""
    if unit == "share":
        return f"{_digits(100 * abs(value), unit)} percentage points"
    return f"{currency} {_digits(abs(value), unit)}"


def exactly(value: float, unit: Unit, currency: str) -> str:
    """Write a difference that somebody stated, as it was stated."""
    if unit == "share":
        stated = plain(round(100 * value, 9))
        return f"{stated} percentage point{'' if stated == '1' else 's'}"
    return f"{currency} {written(value, 2) if round(value, 2) == value else plain(value)}"


def interval(effect: Effect, unit: Unit) -> str:
    """Write the bounds of a difference in the unit of `gap`, with signs where they are needed."""
    if math.isnan(effect.low):
        return "no interval from one market"
    return bounds(effect.low, effect.high, unit)


def bounds(low: float, high: float, unit: Unit) -> str:
    """Write two bounds in the unit of `gap`; one number where both read the same."""
    ends = [100 * low, 100 * high] if unit == "share" else [low, high]
    places = interval_decimals(ends[0], ends[1], unit)
    return " to ".join(dict.fromkeys(written(end, places) for end in ends))


def span(effect: Effect, unit: Unit, currency: str) -> str:
    """Write the bounds of a difference together with its unit."""
    bounds = interval(effect, unit)
    if math.isnan(effect.low):
        return bounds
    return f"{bounds} percentage points" if unit == "share" else f"{currency} {bounds}"


def share(value: float) -> str:
    """Write a share of draws in whole percent."""
    return f"{100 * value:.0f}%"


def written(value: float, places: int) -> str:
    """Write a number with so many decimals, and nought without a sign."""
    text = f"{value:,.{places}f}"
    return text if text.strip("-0.,") else text.lstrip("-")


def _digits(value: float, unit: Unit) -> str:
    return written(value, decimals(value, unit))
