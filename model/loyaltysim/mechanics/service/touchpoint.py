"""Touchpoint: where customers meet the firm without a problem, and whether a machine or a human is there."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from loyaltysim.customers.columns import FACTORS
from loyaltysim.hooks import (
    NOTHING,
    Acts,
    Answer,
    Demand,
    Flow,
    Moment,
    MomentKind,
    Post,
    Rows,
    Stage,
    StateColumn,
    Touch,
)
from loyaltysim.mechanics.effort import Effort
from loyaltysim.mechanics.factor import Factor  # noqa: TC001 -- pydantic reads it
from loyaltysim.mechanics.mechanic import Mechanic
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.mechanics.training import easier, trained_field, warmer
from loyaltysim.units import MOST_DAYS, MOST_MONEY

if TYPE_CHECKING:
    from loyaltysim.hooks import View

NEVER = -(10**6)
OUTREACH = ("contact", "renewal")


@mechanic("touchpoint")
class Touchpoint(Mechanic):
    """Say who meets customers at a point of their journey, a machine or a human, and how."""

    theory: ClassVar[str] = (
        "Loyal customers have met a firm at more points, and found them pleasant (Ieva & Ziliani 2018, a survey); a human touch lowers the risk that guests feel, most on arrival and departure "
        "(Lei et al. 2023, stated). What one meets each time becomes usual, and counts no more. Contact about being a customer at all wakes those who stay out of habit: "
        "advice on the plan raised departures from 6% to 10% (Ascarza, Iyengar & Schleicher 2016), so that a kind call can cost customers. Strengths are assumptions."
    )

    at: Literal["onboarding", "act", "contact", "renewal"] = Field(
        description="where: onboarding (who joins after the first day), act (each time it is done), contact (the firm calls from time to time) or renewal (some days before a contract ends)"
    )
    by: Literal["machine", "human"] = Field(default="machine", description="who is there")
    reach: float = Field(
        default=1.0, ge=0, le=1, description="share of the customers who are met; all at the act"
    )
    effort: Effort = Field(
        default=Effort(),
        description="what it asks of customers; at the act this is part of the act",
    )
    warmth: float = Field(
        default=0.0,
        ge=0,
        le=1,
        description="how personal it is, as the quality of a gesture: 1 said to this one customer, 0 a machine",
    )
    trained: float = trained_field()
    cost: float = Field(
        default=0.0,
        ge=0,
        le=MOST_MONEY,
        description="cost of each meeting, staff included, in currency",
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

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.by == "machine" and self.trained:
            msg = f"trained: a machine is not trained, but is {self.trained:g}"
            raise ValueError(msg)
        if self.at == "act" and self.reach != 1:
            msg = f"reach: must be 1 at the act, which everybody meets, but is {self.reach:g}"
            raise ValueError(msg)
        if self.at != "onboarding" and self.eases:
            msg = f"eases: only at onboarding, not at {self.at}"
            raise ValueError(msg)
        return self

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare when somebody was onboarded."""
        return (StateColumn("met", "day", "age at the last meeting", NEVER, dtype=np.int32),)

    def open(self, view: View) -> Answer:
        """Meet those who join."""
        new = self.at == "onboarding" and view.age > 0
        return self._reach(view, view.joined) if new else NOTHING

    def close(self, view: View) -> Answer:
        """Call those who are due."""
        if self.at == "contact" and view.age % self.every == 0:
            return self._reach(view, np.flatnonzero(view.reachable))
        if self.at == "renewal":
            due = view.reachable & (view.days_to_renewal == self.days_before)
            return self._reach(view, np.flatnonzero(due))
        return NOTHING

    def _reach(self, view: View, due: Rows) -> Answer:
        """Meet as many of them as can be reached."""
        return self._meet(view, due[view.luck("meets")[due] < self.reach]) if due.size else NOTHING

    def _meet(self, view: View, rows: Rows) -> Answer:
        view.own["met"][rows] = view.age
        warmth = warmer(self.warmth, self.trained)
        touch = Touch(
            Stage(self.at),
            rows,
            easier(self.effort.demands(), self.trained),
            warmth,
            human=self.by == "human",
            outreach=self.at in OUTREACH,
        )
        posts = (Post(Flow.GRANT, rows, cost=self.cost),) if self.cost else ()
        usual = (Moment(MomentKind.UNANNOUNCED_REWARD, rows),) if warmth else ()
        return Answer(posts, usual, touches=(touch,))

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Meet those who act, where that is the place."""
        return self._meet(view, acts.rows) if self.at == "act" else NOTHING

    def demands(self, view: View, act: int, rows: Rows) -> tuple[Demand, ...]:
        """Make what is asked at the act part of it; ease the act for those who were onboarded."""
        if self.at == "act":
            asked = easier(self.effort.demands(), self.trained)
            return tuple(Demand(k, added=more) for k, more in enumerate(asked) if more)
        if not self.eases:
            return ()
        lately = view.age - view.own["met"][rows] < self.lasts
        return (Demand(FACTORS.index(self.factor), math.log1p(-self.eases) * lately),)
