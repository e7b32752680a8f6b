"""What happens on a first day, and again and again from there on."""

from __future__ import annotations


def since_latest(age: int, first: int, every: int | None) -> int:
    """Give the days since the latest time, below 0 before the first; there is one alone without `every`.

    Examples
    --------
    >>> [since_latest(age, first=2, every=3) for age in range(7)]
    [-2, -1, 0, 1, 2, 0, 1]
    >>> since_latest(9, first=2, every=None)
    7
    """
    passed = age - first
    return passed % every if every and passed > 0 else passed
