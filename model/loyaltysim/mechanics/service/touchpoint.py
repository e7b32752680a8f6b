"""Touchpoint: where customers meet the firm without a problem, and whether a machine or a human is there."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np
from pydantic import Field

from loyaltysim.customers.columns import FACTORS
from loyaltysim.hooks import NOTHING, Acts, Answer, Demand, Rows, Stage, StateColumn
from loyaltysim.mechanics.factor import Factor  # noqa: TC001 -- pydantic reads it
from loyaltysim.mechanics.meeting import Meeting
from loyaltysim.mechanics.parameters import Misfit, Misfits
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.units import MOST_DAYS

if TYPE_CHECKING:
    from loyaltysim.hooks import View

NEVER = -(10**6)


@mechanic("touchpoint")
class Touchpoint(Meeting):
    """Say who meets customers at a point of their journey, a machine or a human, and how."""

    theory: ClassVar[str] = (
        "Customers who have met a firm at more points, and found them pleasant, are more loyal, by what they say (Ieva & Ziliani 2018); a human touch lowers the risk that guests feel, most "
        "on arrival and departure (Lei et al. 2023, stated). What one meets each time becomes usual, and counts no more. Contact that is about being a customer at all wakes those who stay out of habit: "
        "advice on the plan raised departures from 6% to 10% (Ascarza, Iyengar & Schleicher 2016), so that a kind call can cost customers. Strengths are assumptions."
    )

    at: Literal["onboarding", "act", "contact", "renewal"] = Field(
        description="where: onboarding (who joins after the first day), act (each time it is done), contact (the firm calls from time to time) or renewal (some days before a contract ends); with problems others help, such as self_service or adviser"
    )
    outreach: bool = Field(
        default=False,
        description="whether a contact is about being a customer at all, such as advice on the plan: it wakes those who stay out of habit; a renewal always is",
    )
    every: int = Field(default=90, ge=1, le=365, description="days between contacts; at contact")
    days_before: int = Field(
        default=7, ge=1, le=365, description="days before the end of a contract; at renewal"
    )
    eases: float = Field(
        default=0.0,
        ge=0,
        le=0.9,
        description="share of the act's demand that it takes away for a while; at onboarding",
    )
    factor: Factor = Field(default="brain_cycles", description="what it eases")
    lasts: int = Field(
        default=30, ge=1, le=MOST_DAYS, description="days for which it eases the act"
    )

    def misfits(self) -> Misfits:
        """Find what its place does not know."""
        yield from super().misfits()
        if self.at == "act" and self.reach != 1:
            message = f"must be 1 at the act, which everybody meets, but is {self.reach:g}"
            yield Misfit(message, at=("reach",))
        if self.at != "onboarding" and self.eases:
            yield Misfit(f"only at onboarding, not at {self.at}", at=("eases",))
        if self.at != "contact" and self.outreach:
            yield Misfit(f"only at contact, not at {self.at}", at=("outreach",))

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare when somebody was welcomed, and a profile that others learn."""
        met = StateColumn("met", "day", "age when onboarded", NEVER, dtype=np.int32)
        return (met, *self.counts())

    def staffs(self) -> tuple[Stage, ...]:
        """Name its place, where a human is there at any time of its term."""
        places = (Stage(one.at) for one in self.rules_throughout() if one.by == "human")
        return tuple(dict.fromkeys(places))

    def open(self, view: View) -> Answer:
        """Meet those who join."""
        if self.at != "onboarding" or view.age == 0 or not view.joined.size:
            return NOTHING
        rows = self.reached(view, view.joined)
        view.own["met"][rows] = view.age
        return self.meet(view, rows, Stage.ONBOARDING)

    def close(self, view: View) -> Answer:
        """Call those who are due."""
        due = self._due(view)
        if not due.size:
            return NOTHING
        wakes = self.outreach or self.at == "renewal"
        return self.meet(view, self.reached(view, due), Stage(self.at), outreach=wakes)

    def _due(self, view: View) -> Rows:
        if self.at == "contact" and view.age % self.every == 0:
            return np.flatnonzero(view.reachable)
        if self.at == "renewal":
            return np.flatnonzero(view.reachable & (view.days_to_renewal == self.days_before))
        return np.empty(0, np.intp)

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Meet those who act, where that is the place."""
        return self.meet(view, acts.rows, Stage.ACT) if self.at == "act" else NOTHING

    def demands(self, view: View, act: int, rows: Rows) -> tuple[Demand, ...]:
        """Make what is asked at the act part of it; ease the act for those who were onboarded."""
        if self.at == "act":
            return tuple(Demand(k, added=more) for k, more in enumerate(self.asked()) if more)
        if not self.eases:
            return ()
        lately = view.age - view.own["met"][rows] < self.lasts
        return (Demand(FACTORS.index(self.factor), math.log1p(-self.eases) * lately),)
