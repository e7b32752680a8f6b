"""Numbers and names as a sentence says them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

from loyaltysim.language import in_figures, say
from loyaltysim.units import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from loyaltysim.comparison.measures.effects import Effect

Unit = Literal["share", "money"]

TINY = 0.1
"""Percentage points below which one decimal says too little."""
LEAST = 0.01
"""Percentage points, or money, below which a difference is not written."""
FINEST = 3
"""Decimals beyond which a bound is told from what it is held against by nobody."""
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
    """Give the decimals of both bounds of an interval: those of its middle, and of shares more where both would read the same."""
    largest = max(abs(low), abs(high))
    places = decimals(largest / 2 if unit == "share" else largest, unit)
    while unit == "share" and places < FINEST and _reads_like(low, high, places):
        places += 1
    return places


def quoted(names: Sequence[str]) -> str:
    """Join names: `"a", "b" and "c"`."""
    marked = [f'"{name}"' for name in names]
    if len(marked) < 2:
        return "".join(marked)
    return say("{some} and {last}", some=", ".join(marked[:-1]), last=marked[-1])


def level(value: float, unit: Unit, currency: str) -> str:
    """Write a value of a metric."""
    return (
        f"{written(100 * value, 1)}%" if unit == "share" else f"{currency} {_digits(value, unit)}"
    )


def gap(value: float, unit: Unit, currency: str) -> str:
    """Write the size of a difference, without its sign; one too small to be written is less than what can be."""
    size = abs(value) * (100 if unit == "share" else 1)
    tiny = 0 < size < LEAST / 2
    digits = _digits(LEAST if tiny else size, unit)
    told = f"{currency} {digits}"
    if unit == "share":
        told = say("{size} percentage points", size=digits)
    return say("less than {size}", size=told) if tiny else told


def exactly(value: float, unit: Unit, currency: str) -> str:
    """Write a difference that somebody stated, as it was stated."""
    if unit == "share":
        stated = plain(round(100 * value, 9))
        if stated == "1":
            return say("1 percentage point")
        return say("{size} percentage points", size=in_figures(stated))
    exact = in_figures(plain(value))
    return f"{currency} {written(value, 2) if round(value, 2) == value else exact}"


def interval(effect: Effect, unit: Unit, line: float = math.nan) -> str:
    """Write the bounds of a difference in the unit of `gap`, with signs where they are needed."""
    if math.isnan(effect.low):
        return say("no interval from one market")
    return bounds(effect.low, effect.high, unit, line)


def bounds(low: float, high: float, unit: Unit, line: float = math.nan) -> str:
    """Write two bounds in the unit of `gap`; one number where even the finest decimals read the same.

    Parameters
    ----------
    line
        What the bounds are held against; bounds that would read like it have more digits.
    """
    scale = 100 if unit == "share" else 1
    ends = [scale * low, scale * high]
    places = interval_decimals(ends[0], ends[1], unit)
    while places < FINEST and any(_reads_like(end, scale * line, places) for end in ends):
        places += 1
    low_high = list(dict.fromkeys(written(end, places) for end in ends))
    return (
        say("{low} to {high}", low=low_high[0], high=low_high[-1]) if low_high[1:] else low_high[0]
    )


def _reads_like(end: float, line: float, places: int) -> bool:
    """Tell whether a number is written like another that it is not."""
    return not math.isclose(end, line) and written(end, places) == written(line, places)


def span(effect: Effect, unit: Unit, currency: str, line: float = math.nan) -> str:
    """Write the bounds of a difference together with its unit; `line` as in `bounds`."""
    bounds = interval(effect, unit, line)
    if math.isnan(effect.low):
        return bounds
    if unit == "share":
        return say("{size} percentage points", size=bounds)
    return f"{currency} {bounds}"


def share(value: float) -> str:
    """Write a share of draws in whole percent."""
    return f"{100 * value:.0f}%"


def written(value: float, places: int) -> str:
    """Write a number with so many decimals, and nought without a sign."""
    text = f"{value:,.{places}f}"
    return in_figures(text if text.strip("-0.,") else text.lstrip("-"))


def _digits(value: float, unit: Unit) -> str:
    return written(value, decimals(value, unit))
