"""Quotas: so many acts that a mechanic asks for in so many days."""

from __future__ import annotations

from typing import NamedTuple


class Quota(NamedTuple):
    """Acts that somebody must do within some days, as a parameter states them."""

    at: tuple[str | int, ...]
    """The way to the parameter."""
    act: str | None
    """Name of the act; None is the main act."""
    acts: int
    days: int
    """Days in which they are to be done, of all together if several people do them."""
    each: str = "day of the period"
    """What one of these days is called."""
