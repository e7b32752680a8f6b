"""Numbers and names as a sentence says them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from loyaltysim.comparison.effects import Effect

Unit = Literal["share", "money"]


def quoted(names: Sequence[str]) -> str:
    """Join names: `"a", "b" and "c"`."""
    marked = [f'"{name}"' for name in names]
    return " and ".join([", ".join(marked[:-1]), marked[-1]] if len(marked) > 1 else marked)


def level(value: float, unit: Unit, currency: str) -> str:
    """Write a value of a metric."""
    return f"{100 * value:.1f}%" if unit == "share" else f"{currency} {_digits(value)}"


def gap(value: float, unit: Unit, currency: str) -> str:
    """Write the size of a difference, without its sign."""
    if unit == "share":
        return f"{_digits(100 * abs(value))} percentage points"
    return f"{currency} {_digits(abs(value))}"


def interval(effect: Effect, unit: Unit) -> str:
    """Write the bounds of a difference in the unit of `gap`, with signs where they are needed."""
    if math.isnan(effect.low):
        return "no interval from one market"
    return bounds(effect.low, effect.high, unit)


def bounds(low: float, high: float, unit: Unit) -> str:
    """Write two bounds in the unit of `gap`; one number where both read the same."""
    scale = 100 if unit == "share" else 1
    ends = dict.fromkeys(_digits(scale * end) for end in (low, high))
    return " to ".join(ends)


def span(effect: Effect, unit: Unit, currency: str) -> str:
    """Write the bounds of a difference together with its unit."""
    bounds = interval(effect, unit)
    if math.isnan(effect.low):
        return bounds
    return f"{bounds} percentage points" if unit == "share" else f"{currency} {bounds}"


def share(value: float) -> str:
    """Write a share of draws in whole percent."""
    return f"{100 * value:.0f}%"


def _digits(value: float) -> str:
    """Write two decimals for small numbers, fewer for large ones."""
    decimals = 2 if abs(value) < 10 else 1 if abs(value) < 1000 else 0
    text = f"{value:,.{decimals}f}"
    return text if text.strip("-0.,") else text.lstrip("-")
