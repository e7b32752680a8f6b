"""What every mechanic is: validated parameters, and hooks that return data."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from loyaltysim.hooks import NOTHING, AccountSpec, Answer, StateColumn
from loyaltysim.units import LEAST_MONEY, MOST_MONEY

if TYPE_CHECKING:
    from loyaltysim.hooks import Acts, Demand, Messages, Offer, Rows, Symbol, View


class Parameters(BaseModel):
    """A group of parameters that refuses what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Reward(Parameters):
    """A reward with its two prices."""

    value: float = Field(
        ge=LEAST_MONEY, le=MOST_MONEY, description="worth to the customer, in currency"
    )
    cost: float = Field(ge=0, le=MOST_MONEY, description="cost to the firm, in currency")


class Mechanic(Parameters):
    """One rule of a scheme. Subclasses add parameters and override the hooks they need.

    A mechanic holds no state: what it has to remember it declares in `columns`, and the
    model keeps it. `rows` are the customers asked about; arrays in answers follow their order.
    """

    kind: ClassVar[str] = ""
    theory: ClassVar[str] = ""
    """Why it should work and where it fails, with sources; shown by `loyaltysim mechanics`."""

    act: str | None = Field(
        default=None, description="name of the act it is about; the main act if left out"
    )

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare the columns that the instance needs."""
        return ()

    def account(self) -> AccountSpec | None:
        """Declare the account that the instance books on."""
        return None

    def open(self, view: View) -> Answer:
        """Answer to the calendar at the start of a day."""
        return NOTHING

    def messages(self, view: View, act: int) -> Messages | None:
        """Send messages that ask for the act."""
        return None

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer | Symbol, ...]:
        """State what the act offers to prompted customers."""
        return ()

    def demands(self, view: View, act: int, rows: Rows) -> tuple[Demand, ...]:
        """State how the act becomes harder or easier for prompted customers."""
        return ()

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Answer to the acts of the day."""
        return NOTHING

    def close(self, view: View) -> Answer:
        """Answer to the end of the day, after all acts."""
        return NOTHING
