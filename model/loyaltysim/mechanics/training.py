"""Training: people who know how to put things."""

from __future__ import annotations

from typing import Any

from pydantic import Field

LESS_EFFORT = 0.3
"""Share of what it asks that customers do not feel with somebody who is trained (assumption)."""
MORE_WARMTH = 0.5
"""Share of the warmth that is missing which training brings (assumption)."""


def trained_field() -> Any:  # noqa: ANN401 -- a field stands for its default
    """Declare how many of those who serve are trained."""
    return Field(
        default=0.0,
        ge=0,
        le=1,
        description="share of the meetings that are with somebody trained in the principles of persuasion and in words that make it feel easy",
    )


def easier(demands: tuple[float, ...], trained: float) -> tuple[float, ...]:
    """Give what it asks when so many are trained."""
    return tuple(demand * (1.0 - LESS_EFFORT * trained) for demand in demands)


def warmer(warmth: float, trained: float) -> float:
    """Give how personal it is when so many are trained."""
    return warmth + MORE_WARMTH * trained * (1.0 - warmth)
