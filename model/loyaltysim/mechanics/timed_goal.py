"""A target of acts, or of spend, and the days in which it is to be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from loyaltysim.mechanics.feat import Feat
from loyaltysim.mechanics.imposed import Imposed, Reward
from loyaltysim.mechanics.parameters import Misfit, Misfits
from loyaltysim.units import LEAST_MONEY, MOST_DAYS, MOST_MONEY

if TYPE_CHECKING:
    from loyaltysim.hooks import Amount, Rows, View

__all__ = ["Reward", "TimedGoal"]


class TimedGoal(Imposed):
    """A mechanic with such a target."""

    acts: int | None = Field(
        default=None, ge=1, le=1000, description="acts to do; give this or spend"
    )
    spend: float | None = Field(
        default=None,
        ge=LEAST_MONEY,
        le=MOST_MONEY,
        description="currency to spend; give this or acts",
    )
    days: int = Field(ge=1, le=MOST_DAYS, description="days to do it in")

    def misfits(self) -> Misfits:
        """Find no target, or two."""
        yield from super().misfits()
        if (self.acts is None) == (self.spend is None):
            message = "either acts or a spend is the target; give one of the two"
            yield Misfit(message, at=("acts",))

    @property
    def _target(self) -> float:
        return float(self.acts or self.spend or 0)

    def least_feat(self) -> Feat:
        """Name the target."""
        each = {"per_act": 0.0, "per_spend": 1.0} if self.acts is None else {}
        return Feat(self.act, self._target, days=self.days, **each)

    def _each(self, view: View, act: int, rows: Rows) -> Amount:
        return 1.0 if self.spend is None else view.usual_spend(act).take(rows)
