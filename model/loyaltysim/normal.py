"""The 95% interval of a number that scatters normally."""

from __future__ import annotations

NORMAL_95 = 1.959964
"""Standard errors from the middle of a 95% interval to either end."""


def interval(value: float, error: float) -> tuple[float, float]:
    """Give the 95% interval of a number with a standard error."""
    return value - NORMAL_95 * error, value + NORMAL_95 * error
