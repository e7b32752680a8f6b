"""What members save for, where there is a choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pydantic import Field

from loyaltysim.hooks import StateColumn
from loyaltysim.mechanics.parameters import Misfit, Misfits, Parameters
from loyaltysim.mechanics.points.rules.expiry import Expiry, FixedExpiry, RollingExpiry
from loyaltysim.mechanics.points.rules.redemption import Catalogue, Goal, OneOrSeveral
from loyaltysim.units import MOST_DAYS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.hooks import Amount, Rows, View

    Float64 = NDArray[np.float64]

LEAST_DAYS = 30.0
"""Days over which a member's pace is taken at least (assumption): one act says little of it."""


class Saver(Parameters):
    """What points are exchanged for, how long they live, and what members save for."""

    redeem: OneOrSeveral = Field(
        description="what points are exchanged for; a list is a catalogue to choose from"
    )
    saves_for: int = Field(
        default=90,
        ge=0,
        le=MOST_DAYS,
        description="days ahead that members save for a reward worth more per point; 0 is not at all",
    )
    expiry: Expiry | None = Field(default=None, description="when points expire; never if left out")

    pending_days: int = Field(
        default=0, ge=0, le=365, description="days until points earned can be redeemed"
    )

    def misfits(self) -> Misfits:
        """Find points that expire before they can be used."""
        yield from super().misfits()
        lives = self.expiry
        if lives and not isinstance(lives, FixedExpiry) and self.pending_days > lives.days:
            message = f"must be at most {lives.days}, the days that points live"
            yield Misfit(message, at=("pending_days",))

    def earliest(self) -> int:
        """Give the days that points wait."""
        return self.pending_days

    @property
    def catalogue(self) -> Catalogue:
        """The rewards by their points."""
        return Catalogue(self.redeem)

    def saver_columns(self) -> tuple[StateColumn, ...]:
        """Declare what tells a member's pace, where there is a choice."""
        if not self.catalogue.several:
            return ()
        return (
            StateColumn("gained", "points", "points earned by acts so far"),
            StateColumn("since", "day", "age of the instance on joining", dtype=np.int32),
        )

    def welcome(self, view: View) -> None:
        """Note when members joined."""
        if self.catalogue.several and view.joined.size:
            view.own["since"][view.joined] = view.age

    def remember(self, view: View, rows: Rows, earned: Float64) -> None:
        """Add what was earned to what tells a member's pace."""
        if self.catalogue.several:
            view.own["gained"][rows] += earned

    def goal(self, view: View, rows: Rows, earned: Amount = 0.0) -> Goal:
        """Find the reward that each saves for.

        Parameters
        ----------
        earned
            Points that today's act adds to those that each has.
        """
        catalogue = self.catalogue
        if not catalogue.several:
            return catalogue.goal(None)
        days = np.maximum(view.age - view.own["since"][rows] + 1.0, LEAST_DAYS)
        pace = view.own["gained"][rows] / days
        held = view.held(rows) + earned
        return catalogue.goal(held + pace * self._ahead(view))

    def _ahead(self, view: View) -> int:
        """Give the days for which members save: not beyond the life of the points."""
        if isinstance(self.expiry, RollingExpiry):
            return min(self.saves_for, self.expiry.days)
        if isinstance(self.expiry, FixedExpiry):
            return min(self.saves_for, self.expiry.days_left(view))
        return self.saves_for
