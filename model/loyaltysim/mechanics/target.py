"""Whom a firm turns to: customers of whom something holds that it can see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from loyaltysim.mechanics.parameters import Misfit, Misfits, Parameters
from loyaltysim.units import MOST_DAYS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from loyaltysim.hooks import View


class When(Parameters):
    """A column of another instance that says whom."""

    instance: str = Field(description="name of an instance in the same scheme, such as streak")
    is_: str = Field(alias="is", description="its column that must say yes, such as at_risk")

    def holds(self, view: View) -> NDArray[np.bool_]:
        """Tell for whom it says yes, shape (n,)."""
        return view.signal(self.instance, self.is_)


class Target(Parameters):
    """Who gets the message: everyone, unless something is said."""

    idle_days: int | None = Field(
        default=None, ge=0, le=MOST_DAYS, description="days since the last act, at least"
    )
    when: When | None = Field(default=None, description="only those another mechanic points at")


class Occasion(Parameters):
    """What a gesture answers to: exactly one of these."""

    acts: int | None = Field(
        default=None, ge=1, le=1000, description="so many acts since the last occasion"
    )
    idle_days: int | None = Field(
        default=None, ge=1, le=MOST_DAYS, description="so many days since the last act"
    )
    when: When | None = Field(
        default=None, description="another mechanic says so, such as of a missed prize"
    )

    def misfits(self) -> Misfits:
        """Find no occasion, or several."""
        yield from super().misfits()
        given = [name for name in ("acts", "idle_days", "when") if getattr(self, name) is not None]
        if len(given) != 1:
            told = " and ".join(given) or "none"
            yield Misfit(f"give one of acts, idle_days and when, not {told}")
