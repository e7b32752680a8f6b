"""The declaration of columns: name, unit, range and meaning stand once, here in the dataclasses."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

FACTORS = (
    "time",
    "money",
    "physical_effort",
    "brain_cycles",
    "social_deviance",
    "non_routine",
)
"""Fogg's (2009) six elements of simplicity."""

USER_TYPES = (
    "philanthropist",
    "socialiser",
    "free_spirit",
    "achiever",
    "player",
    "disruptor",
)
"""The Hexad's six user types (Tondello et al. 2016)."""

PRINCIPLES = (
    "reciprocity",
    "commitment",
    "social_proof",
    "authority",
    "liking",
    "scarcity",
)
"""Cialdini's (2001) six principles of persuasion."""


@dataclass(frozen=True)
class Column:
    """What a column of the customers' table holds."""

    name: str
    unit: str
    low: float
    high: float
    meaning: str
    shape: str


def column(unit: str, low: float, high: float, meaning: str, shape: str = "(n,)") -> Any:  # noqa: ANN401 -- a dataclass field stands for its default
    """Declare one column of a table of customers."""
    return field(
        metadata={"unit": unit, "low": low, "high": high, "meaning": meaning, "shape": shape}
    )


def declared(table: type) -> tuple[Column, ...]:
    """List the declared columns of a table."""
    return tuple(Column(name=item.name, **item.metadata) for item in fields(table))
