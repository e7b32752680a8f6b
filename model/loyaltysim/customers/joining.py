"""How customers come under a scheme, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from loyaltysim.customers.columns import FACTORS

Way: TypeAlias = Literal["automatic", "opt_in", "invited"]


@dataclass(frozen=True, slots=True)
class Joining:
    """Who is a member of a scheme: all, those who decide to be, or those who were invited."""

    way: Way = "automatic"
    effort: tuple[float, ...] = (0.0,) * len(FACTORS)
    """What joining demands of the six factors; 1 exhausts a median customer, 0 asks nothing."""
    share: float = 1.0
    """Share of customers who are invited."""


AUTOMATIC = Joining()
