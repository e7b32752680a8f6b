"""Write numbers as people read them: signs, units and no false precision; `-` where there is none."""

from __future__ import annotations

import math

from loyaltysim.comparison.verdict.wording import decimals, interval_decimals
from loyaltysim.comparison.verdict.wording import written as _plain
from loyaltysim.language import in_figures, say

NOTHING = "-"
MOST_RETURN = 10.0
"""Return on what was spent beyond which its size rests on how little that was."""


def percent(share: float) -> str:
    """Write a share as a percentage.

    Examples
    --------
    >>> percent(0.7123)
    '71.2%'
    """
    return NOTHING if math.isnan(share) else f"{_plain(100 * share, 1)}%"


def whole_percent(share: float) -> str:
    """Write a share of a few cases as a percentage without decimals."""
    return NOTHING if math.isnan(share) else f"{_plain(100 * share, 0)}%"


def returned(share: float) -> str:
    """Write a return on what was spent; where next to nothing was spent, a figure would say too much.

    Examples
    --------
    >>> returned(0.5), returned(22.5)
    ('50.0%', 'over 1,000%')
    """
    return f"over {whole_percent(MOST_RETURN)}" if share > MOST_RETURN else percent(share)


def points(difference: float) -> str:
    """Write a difference of shares in percentage points, with its sign; a tiny one more exactly.

    Examples
    --------
    >>> points(0.0123), points(0.0004)
    ('+1.2 pp', '+0.04 pp')
    """
    if math.isnan(difference):
        return NOTHING
    return f"{_signed(100 * difference, decimals(100 * difference, 'share'))} pp"


def amount(value: float) -> str:
    """Write an amount of money without its currency: cents below a thousand, none above.

    Examples
    --------
    >>> amount(1234.5), amount(4.2)
    ('1,234', '4.20')
    """
    return NOTHING if math.isnan(value) else _plain(value, decimals(value, "money"))


def signed_amount(value: float) -> str:
    """Write a difference of money, with its sign."""
    return NOTHING if math.isnan(value) else _signed(value, decimals(value, "money"))


def count(value: float) -> str:
    """Write a mean count with two decimals.

    Examples
    --------
    >>> count(12.344)
    '12.34'
    """
    return NOTHING if math.isnan(value) else _plain(value, 2)


def whole(value: float) -> str:
    """Write a whole number.

    Examples
    --------
    >>> whole(60000)
    '60,000'
    """
    return _plain(value, 0)


def signed_percent(share: float) -> str:
    """Write a relative change, a tiny one more exactly: `+4.9%`, `+0.04%`."""
    if math.isnan(share):
        return NOTHING
    return f"{_signed(100 * share, decimals(100 * share, 'share'))}%"


def signed_percent_interval(low: float, high: float) -> str:
    """Write an interval of relative changes: `+44.6% to +50.9%`."""
    if math.isnan(low) or math.isnan(high):
        return NOTHING
    return _range(signed_percent(low), signed_percent(high))


def percent_interval(low: float, high: float) -> str:
    """Write an interval of shares: `70.9 to 71.5%`."""
    if math.isnan(low) or math.isnan(high):
        return NOTHING
    return f"{_range(_plain(100 * low, 1), _plain(100 * high, 1))}%"


def points_interval(low: float, high: float) -> str:
    """Write an interval of differences in percentage points: `+0.9 to +1.5`, a tiny one more exactly."""
    if math.isnan(low) or math.isnan(high):
        return NOTHING
    places = interval_decimals(100 * low, 100 * high, "share")
    return _range(_signed(100 * low, places), _signed(100 * high, places))


def amount_interval(low: float, high: float) -> str:
    """Write an interval of differences of money: `+0.31 to +0.35`."""
    if math.isnan(low) or math.isnan(high):
        return NOTHING
    places = interval_decimals(low, high, "money")
    return _range(_signed(low, places), _signed(high, places))


def between(low: float, high: float) -> str:
    """Write an interval of amounts without signs: `0.31 to 0.35`."""
    if math.isnan(low) or math.isnan(high):
        return NOTHING
    places = interval_decimals(low, high, "money")
    return _range(_plain(low, places), _plain(high, places))


def _range(low: str, high: str) -> str:
    """Write both bounds, or one where they read the same."""
    return low if low == high else say("{low} to {high}", low=low, high=high)


def _signed(value: float, places: int) -> str:
    text = f"{value:+,.{places}f}"
    return in_figures(text if text.strip("+-0.,") else text.lstrip("+-"))
