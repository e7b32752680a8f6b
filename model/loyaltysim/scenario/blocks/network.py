"""Friendships between the customers of a market."""

from __future__ import annotations

from pydantic import field_validator

from loyaltysim.customers.network import SmallWorld
from loyaltysim.scenario.blocks.block import Block, quantity, refuse


class Network(Block):
    """Who is a friend of whom: a small world inside each market (Watts & Strogatz 1998)."""

    degree: int = quantity(
        "friends of a customer who are customers themselves, an even number; usually 2 to 10",
        "friends",
        default=6,
        ge=2,
        le=50,
    )
    rewiring: float = quantity(
        "share of ties that lead to anybody in the market instead of the nearest; 0.1 makes a small "
        "world, 1 mixes all",
        "share",
        default=0.1,
        ge=0,
        le=1,
    )

    @field_validator("degree")
    @classmethod
    def _even(cls, value: int) -> int:
        if value % 2:
            refuse(f"must be an even number, but is {value}", f"such as {value + 1}")
        return value

    def small_world(self) -> SmallWorld:
        """Give the numbers alone."""
        return SmallWorld(self.degree, self.rewiring)
