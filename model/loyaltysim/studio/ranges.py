"""What a number may be: in words, and as a slider where a number matters."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from loyaltysim.language import say
from loyaltysim.units import LEAST_CHANCE, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

TINY, HUGE = LEAST_CHANCE, 1e6
SPREAD = 3.0
"""How far a slider goes beyond the present value, as its multiple."""
STEPS = 60
_FORM = re.compile(r"([-+]?[\d.]+)\s*(%|pp)?")


@dataclass(frozen=True)
class Slider:
    """Ends and step of a slider, in the unit in which the number is written."""

    low: str
    high: str
    step: str
    value: str
    suffix: str


def allowed(schema: Mapping[str, Any], unit: str) -> str:
    """Say what a number may be; bounds that only keep numbers computable would say nothing to a reader.

    Examples
    --------
    >>> allowed({"type": "integer", "minimum": 1, "maximum": 3650}, "days")
    'whole number, 1 to 3650, or such as 4 weeks'
    """
    low, high = (
        _end(schema, "minimum", "exclusiveMinimum"),
        _end(schema, "maximum", "exclusiveMaximum"),
    )
    if unit == "share" and high == 1:
        return say("above 0%, up to 100%") if _above_nought(schema) else say("0% to 100%")
    words = [say("whole number")] if schema.get("type") == "integer" else []
    if low is not None and abs(low) > TINY and high is not None and high < HUGE:
        words.append(say("{low} to {high}", low=_plain(low), high=_plain(high)))
    elif _above_nought(schema):
        bounded = high is not None and high < HUGE
        words.append(
            say("above 0, up to {high}", high=_plain(high or 0)) if bounded else say("above 0")
        )
    elif low == 0 and high is not None and high < HUGE:
        words.append(say("0 to {high}", high=_plain(high)))
    elif low is not None:
        words.append(say("0 or more") if low == 0 else say("at least {low}", low=_plain(low)))
    if unit == "days":
        words.append(say("or such as 4 weeks"))
    return ", ".join(words)


def _above_nought(schema: Mapping[str, Any]) -> bool:
    """Tell whether a number must be above 0, however little."""
    return schema.get("exclusiveMinimum") == 0 or 0 < schema.get("minimum", 0) <= TINY


def _plain(number: float) -> str:
    """Write a number as files do, in which no comma parts thousands; languages differ in what it means."""
    return plain(number).replace(",", "")


def _end(schema: Mapping[str, Any], *names: str) -> float | None:
    return next((float(schema[name]) for name in names if name in schema), None)


def slider(schema: Mapping[str, Any], written: str) -> Slider | None:
    """Make a slider around a number; None where it is written in words, such as 4 weeks.

    Examples
    --------
    >>> slider({"type": "integer", "minimum": 1, "maximum": 1000}, "10")
    Slider(low='1', high='30', step='1', value='10', suffix='')
    >>> slider({"type": "number", "minimum": 0, "maximum": 1}, "35%")
    Slider(low='0', high='100', step='1', value='35', suffix='%')
    """
    found = _FORM.fullmatch(written.strip())
    if found is None:
        return None
    try:
        value, suffix = float(found[1]), found[2] or ""
    except ValueError:
        return None
    times = 100.0 if suffix else 1.0
    least, most = (
        _end(schema, "minimum", "exclusiveMinimum"),
        _end(schema, "maximum", "exclusiveMaximum"),
    )
    low = 0.0 if least is None or abs(least) <= TINY else least * times
    high = math.inf if most is None else most * times
    if not low <= value <= high or (value == 0 and math.isinf(high)):
        return None
    if high > max(times, 1.0) or math.isinf(high):
        high = min(high, _round(SPREAD * value) if value else high)
    step = _step(high - low, whole=schema.get("type") == "integer")
    if (step > 1 or _above_nought(schema)) and step <= value:
        low = step  # so that the stops are round numbers, and no stop is refused
    return Slider(_short(low), _short(high), _short(step), _short(value), suffix)


def _short(number: float) -> str:
    return f"{number:.10g}"


def _round(value: float) -> float:
    unit = 10.0 ** math.floor(math.log10(value))
    return math.ceil(value / unit) * unit


def _step(width: float, *, whole: bool) -> float:
    if width <= 0:
        return 1.0
    wanted = width / STEPS
    unit = 10.0 ** math.floor(math.log10(wanted))
    step = max(one * unit for one in (1.0, 2.0, 5.0) if one * unit <= wanted * 1.001)
    return max(1.0, round(step)) if whole else step
