"""What goals have in common: how far they are, and how a deadline presses."""

from __future__ import annotations

import math

from tests.reference.offers import Token

NEVER = 1e9


def ahead(needed: float, way: float) -> Token:
    """Give what is some acts away: after the next one so many, and such a share of the whole way."""
    if needed <= 0:
        return Token(0.0)
    return Token(1.0, acts_left=needed - 1, share_left=min(1.0, (needed - 1) / way))


def pressing(needed: float, days_left: float, room: float) -> float:
    return min(1.0, needed / days_left) ** 2 if 0 < needed <= room else 0.0


def acts_for(amount: float, each: float) -> float:
    """Give the acts that bring an amount; a billionth may be missing."""
    if each <= 0.0:
        return NEVER
    return max(0.0, float(math.ceil(min(amount / each, NEVER) * (1.0 - 1e-9))))


def within_one(share: float) -> float:
    return min(1.0, max(0.0, share))
