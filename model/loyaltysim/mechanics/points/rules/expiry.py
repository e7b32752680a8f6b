"""How points grow old: on a rolling basis, on a day of the year, or when the member does not act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import numpy as np
from pydantic import Field

from loyaltysim.mechanics.parameters import Parameters
from loyaltysim.units import MOST_DAYS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.hooks import View

    Mask: TypeAlias = NDArray[np.bool_]

LOT_DAYS = 30
YEAR = 365
MOST_REMIND = 90
LEAST = 1e-9
"""Points of which somebody is reminded: less is left by rounding."""


class Reminded(Parameters):
    """What all ways of expiring share: the days before it on which members can be reminded."""

    remind: int = Field(
        default=14,
        ge=0,
        le=MOST_REMIND,
        description="last days before points expire, in which the column `expiring_soon` says yes, such as for a message",
    )


class RollingExpiry(Reminded):
    """Points expire a time after they were earned, rounded up to the earning month's end."""

    policy: Literal["rolling"]
    days: int = Field(ge=1, le=MOST_DAYS, description="days from the end of the earning month")

    def old(self, view: View) -> NDArray[np.float64] | None:
        """Give the points that expire today, shape (n,); None where no day is due."""
        lot, rest = divmod(view.age - self.days, LOT_DAYS)
        return None if rest or lot < 1 else view.lot(lot - 1)

    def soon(self, view: View) -> Mask:
        """Tell who has points that expire within the days of a reminder."""
        found: Mask = np.zeros(view.here.size, np.bool_)
        ends = range(view.age + 1, view.age + self.remind + 1)
        for lot in {
            (end - self.days) // LOT_DAYS - 1 for end in ends if end - self.days >= LOT_DAYS
        }:
            if view.age < LOT_DAYS * (lot + 1) + self.days:
                found |= view.lot(lot) > LEAST
        return found

    def days_left(self, view: View) -> int | None:
        """Give the days until all that is held expires; each month's points expire by themselves."""
        return None


class FixedExpiry(Reminded):
    """All points expire on one day of every year."""

    policy: Literal["fixed"]
    on: int = Field(ge=0, le=YEAR - 1, description="day of each year of the programme, 0 to 364")

    def old(self, view: View) -> NDArray[np.float64] | None:
        """Give the points that expire today, shape (n,); None where no day is due."""
        due = view.age > 0 and view.age % YEAR == self.on
        return view.balance if due else None

    def soon(self, view: View) -> Mask:
        """Tell who has points that expire within the days of a reminder."""
        near = self.days_left(view) <= self.remind
        return view.balance > LEAST if near else np.zeros(view.here.size, np.bool_)

    def days_left(self, view: View) -> int:
        """Give the days until all that is held expires, today included."""
        return (self.on - view.age - 1) % YEAR + 1


class ActivityExpiry(Reminded):
    """All points expire when the customer has not done the instance's act for a time."""

    policy: Literal["activity"]
    days: int = Field(ge=1, le=MOST_DAYS, description="days without the act that earns them")

    def old(self, view: View) -> NDArray[np.float64] | None:
        """Give the points that expire today, shape (n,); None where no day is due."""
        return view.balance * (self._idle(view) >= self.days)

    def soon(self, view: View) -> Mask:
        """Tell who has points that expire within the days of a reminder."""
        left = self.days - self._idle(view)
        return (left > 0) & (left <= self.remind) & (view.balance > LEAST)

    def days_left(self, view: View) -> int | None:
        """Give the days until all that is held expires; any act puts it off."""
        return None

    def _idle(self, view: View) -> NDArray[np.int32]:
        """Give the days since the last act of any that earns points."""
        idle = [view.days_since(act) for act in dict.fromkeys(view.about)]
        return idle[0] if len(idle) == 1 else np.minimum.reduce(idle)


Expiry = Annotated[RollingExpiry | FixedExpiry | ActivityExpiry, Field(discriminator="policy")]
