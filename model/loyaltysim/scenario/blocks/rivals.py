"""Competitors: who else can serve the occasions of the main act, and by which scheme."""

from typing import Any

from pydantic import Field

from loyaltysim.customers.population import Rival
from loyaltysim.scenario.blocks.block import Block, quantity
from loyaltysim.scenario.blocks.scheme import Instance
from loyaltysim.units import MOST_DAYS

FIRM = "this firm"
"""Name of the firm among the brands, which no rival can have."""


def _after() -> Any:  # noqa: ANN401 -- a field stands for its default
    return quantity(
        "days from the day on which the rival appears (the launch, if it has always been there) to the day on "
        "which its scheme starts",
        "days",
        default=0,
        ge=0,
        le=MOST_DAYS,
    )


class RivalScheme(Block):
    """The mechanics that a rival has in force, in the order of their names."""

    instances: tuple[Instance, ...] = ()
    after: int = _after()


class Copy(Block):
    """A scheme of the scenario that a rival copies."""

    copies: str = Field(description="name of a scheme of this scenario")
    after: int = _after()


class WrittenRivalScheme(Block):
    """A rival's own mechanics, from some day on."""

    mechanics: Any = Field(description="the list of mechanics")
    after: int = _after()


class RivalSpec(Block):
    """A competitor."""

    appeal: float = quantity(
        "how often a median customer chooses it for each time the firm is chosen, at the same price, habits "
        "and schemes left aside; 0 never, 1 as often, usually 0.1 to 3",
        "times the firm's",
        default=1.0,
        ge=0,
        le=1000,
    )
    price: float = quantity(
        "what the main act costs there; usually 0.7 to 1.3",
        "times the ticket",
        default=1.0,
        ge=0.01,
        le=100,
    )
    starts: int | None = quantity(
        "days from the launch to the day on which it appears; if left out it has always been there",
        "days",
        default=None,
        ge=0,
        le=MOST_DAYS,
    )
    scheme: RivalScheme = Field(
        default=RivalScheme(),
        description="its mechanics, a list, or {mechanics: [...], after: 30 days}, or "
        "{copies: NAME OF A SCHEME, after: 30 days}",
    )

    def rival(self) -> Rival:
        """Give it in numbers."""
        return Rival(self.appeal, self.price, self.starts)
