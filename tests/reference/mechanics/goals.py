"""What goals have in common: how near they are, and how a deadline presses."""

from __future__ import annotations

import math

NEVER = 1e9


def nearness(needed: float) -> float:
    return 1.0 / needed if needed > 0 else 0.0


def pressing(needed: float, days_left: float, room: float) -> float:
    return min(1.0, needed / days_left) ** 2 if 0 < needed <= room else 0.0


def acts_for(amount: float, each: float) -> float:
    """Give the acts that bring an amount; a billionth may be missing."""
    if each <= 0.0:
        return NEVER
    return max(0.0, float(math.ceil(min(amount / each, NEVER) * (1.0 - 1e-9))))


def within_one(share: float) -> float:
    return min(1.0, max(0.0, share))
