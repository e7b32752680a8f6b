"""What points are exchanged for: one reward, or a catalogue from which members choose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, TypeAlias

import numpy as np
from pydantic import AfterValidator, Discriminator, Field, Tag

from loyaltysim.mechanics.parameters import Parameters
from loyaltysim.mechanics.reward import LEAST_POINTS, MOST_POINTS
from loyaltysim.units import LEAST_MONEY, MOST_MONEY, ROUNDING, plain

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Float64: TypeAlias = NDArray[np.float64]


class Redemption(Parameters):
    """What points are exchanged for."""

    points: float = Field(ge=LEAST_POINTS, le=MOST_POINTS, description="points for one reward")
    value: float = Field(
        ge=LEAST_MONEY,
        le=MOST_MONEY,
        description="worth of the reward to the customer, in currency",
    )
    cost: float = Field(
        ge=0, le=MOST_MONEY, description="cost of the reward to the firm, in currency"
    )


def _rising(rewards: tuple[Redemption, ...]) -> tuple[Redemption, ...]:
    prices = [reward.points for reward in rewards]
    if prices != sorted(set(prices)):
        told = ", ".join(map(plain, prices))
        msg = f"must be in rising order of points, each number once, but are {told}"
        raise ValueError(msg)
    return rewards


Several = Annotated[
    tuple[Redemption, ...], Field(min_length=1, max_length=20), AfterValidator(_rising)
]


def _form(data: object) -> str:
    return "(several)" if isinstance(data, list | tuple) else "(one)"


OneOrSeveral: TypeAlias = Annotated[
    Annotated[Redemption, Tag("(one)")] | Annotated[Several, Tag("(several)")],
    Discriminator(_form),
]
"""One reward, or a list of them."""


class Goal(NamedTuple):
    """The reward that each of some customers saves for; arrays of shape (rows,) or numbers."""

    points: Any
    value: Any
    cost: Any

    def of(self, able: NDArray[np.intp]) -> Goal:
        """Give those of some of the customers, by place."""
        return Goal(*(part if np.ndim(part) == 0 else part[able] for part in self))


def full_rewards(held: Float64, goal: Goal) -> Float64:
    """Give for how many rewards points suffice, shape (rows,)."""
    full: Float64 = held / goal.points
    full += ROUNDING
    return np.floor(full, out=full)


def acts_left(missing: Float64, each: Float64) -> Float64:
    """Give the acts that are still needed after this one, shape (rows,).

    Parameters
    ----------
    missing, each
        Points that are missing, and those that an act earns, shape (rows,).
    """
    acts: Float64 = missing / each
    acts -= ROUNDING
    np.ceil(acts, out=acts)
    acts -= 1.0
    return np.maximum(acts, 0.0, out=acts)


class Catalogue:
    """Rewards by their points.

    Parameters
    ----------
    redeem
        One reward, or several in rising order of points.
    """

    def __init__(self, redeem: Redemption | tuple[Redemption, ...]) -> None:
        self.rewards = redeem if isinstance(redeem, tuple) else (redeem,)
        self.cheapest = self.rewards[0]

    @property
    def several(self) -> bool:
        """Whether there is anything to choose."""
        return len(self.rewards) > 1

    @property
    def unit_value(self) -> float:
        """The worth of a point in the cheapest reward, in currency: what it will fetch at least."""
        return self.cheapest.value / self.cheapest.points

    @property
    def best_value(self) -> float:
        """The worth of a point in the reward with the most of it, in currency."""
        return max(reward.value / reward.points for reward in self.rewards)

    @property
    def unit_cost(self) -> float:
        """The cost of a point in the reward that costs most for a point: liability is an upper bound."""
        return max(reward.cost / reward.points for reward in self.rewards)

    def goal(self, reach: Float64 | None) -> Goal:
        """Choose the reward with the best worth for a point among those within reach.

        Parameters
        ----------
        reach
            Points that each customer has or can expect to have, shape (rows,); of two rewards with
            the same worth for a point the cheaper is chosen, out of reach of all the cheapest.
        """
        if reach is None or not self.several:
            return Goal(self.cheapest.points, self.cheapest.value, self.cheapest.cost)
        points, value, cost = np.array([(r.points, r.value, r.cost) for r in self.rewards]).T
        best_first = np.argsort(-value / points, kind="stable")
        within = points[best_first, None] <= reach * (1.0 + ROUNDING)
        chosen = np.where(within.any(axis=0), best_first[within.argmax(axis=0)], 0)
        return Goal(points[chosen], value[chosen], cost[chosen])
