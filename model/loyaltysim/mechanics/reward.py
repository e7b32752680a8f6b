"""What a reward is, and the one way to pay it: in money's worth, or in units of another account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeAlias, TypedDict, Unpack

from pydantic import Discriminator, Field, Tag

from loyaltysim.hooks import AccountSpec, Flow, Post
from loyaltysim.mechanics.parameters import Parameters
from loyaltysim.units import LEAST_MONEY, MOST_MONEY

if TYPE_CHECKING:
    from loyaltysim.hooks import Amount, Rows, View

LEAST_POINTS, MOST_POINTS = 1e-6, 1e9


class More(TypedDict, total=False):
    """What else an account may say of itself (`hooks.AccountSpec`)."""

    reward_units: float
    known: bool


class MoneyReward(Parameters):
    """A reward with its two prices."""

    value: float = Field(
        ge=LEAST_MONEY, le=MOST_MONEY, description="worth to the customer, in currency"
    )
    cost: float = Field(ge=0, le=MOST_MONEY, description="cost to the firm, in currency")

    def worth(self, view: View) -> float:
        """Give what it is worth to a customer, in currency."""
        return self.value

    def pay(self, rows: Rows, times: Amount = 1.0) -> Post:
        """Pay it to each of the rows, so many times."""
        return Post(Flow.GRANT, rows, value=self.value * times, cost=self.cost * times)

    def exchange(self, rows: Rows, units: Amount, times: Amount = 1.0) -> tuple[Post, ...]:
        """Pay it, so many times, for units of the instance's own account."""
        return (Post(Flow.REDEEM, rows, units, self.value * times, self.cost * times),)

    def account(self, unit: str, units: float = 1.0, **more: Unpack[More]) -> AccountSpec:
        """Declare an account of which so many units are exchanged for one reward."""
        return AccountSpec(unit, self.value / units, self.cost / units, **more)


class PointsReward(Parameters):
    """A reward that is paid in points of another mechanic of the scheme."""

    points: float = Field(ge=LEAST_POINTS, le=MOST_POINTS, description="points that are paid")
    into: str = Field(default="points", description="name of the mechanic that keeps the points")

    def worth(self, view: View) -> float:
        """Give what they are worth to a customer, in currency."""
        return self.points * view.unit_value(self.into)

    def pay(self, rows: Rows, times: Amount = 1.0) -> Post:
        """Pay it to each of the rows, so many times."""
        return Post(Flow.EARN, rows, self.points * times, account=self.into)

    def exchange(self, rows: Rows, units: Amount, times: Amount = 1.0) -> tuple[Post, ...]:
        """Pay it, so many times, for units of the instance's own account."""
        points = self.points * times
        earn = Post(Flow.EARN, rows, points, account=self.into, converts=True)
        return (Post(Flow.REDEEM, rows, units), earn)

    def account(self, unit: str, units: float = 1.0, **more: Unpack[More]) -> AccountSpec:
        """Declare an account of which so many units are exchanged for one reward."""
        each = self.points / units
        return AccountSpec(unit, each, each, into=self.into, **more)


def _kind(data: object) -> str:
    if isinstance(data, dict):
        return "(points)" if {"points", "into"} & set(data) else "(money)"
    return "(points)" if isinstance(data, PointsReward) else "(money)"


Reward: TypeAlias = Annotated[
    Annotated[MoneyReward, Tag("(money)")] | Annotated[PointsReward, Tag("(points)")],
    Discriminator(_kind),
]
"""`{value: 5, cost: 3}`, or `{points: 50, into: points}`. Offer `worth(view)`, and book what `pay` or
`exchange` gives: neither asks which of the two it is."""
