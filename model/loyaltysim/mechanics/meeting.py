"""A meeting of customers with the firm: what it asks, how warm it is, what it costs, and who is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from loyaltysim.hooks import Answer, Flow, Moment, MomentKind, Post, Rows, Stage, Touch
from loyaltysim.mechanics.effort import Effort
from loyaltysim.mechanics.parameters import Misfit, Misfits
from loyaltysim.mechanics.principles import Persuasion
from loyaltysim.mechanics.training import Training, easier, warmer
from loyaltysim.units import MOST_MONEY

if TYPE_CHECKING:
    from loyaltysim.hooks import View


class Meeting(Training):
    """What is the same wherever customers are met."""

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
    cost: float = Field(
        default=0.0,
        ge=0,
        le=MOST_MONEY,
        description="cost of each meeting, staff included, in currency",
    )

    def misfits(self) -> Misfits:
        """Find a machine that is trained, and a profile that learns from nothing."""
        yield from super().misfits()
        if self.by == "machine" and self.trained:
            message = f"a machine is not trained, but is {self.trained:g}"
            yield Misfit(message, at=("trained",))
        if self.persuasion is Persuasion.PROFILE and self.profile is None:
            message = "profile learns from answers, and nothing is answered here; name the profile of those who learn, as in profile: customers, or choose best_average or fixed"
            yield Misfit(message, at=("persuasion",))

    def asked(self) -> tuple[float, ...]:
        """Give what it asks of customers."""
        return easier(self.effort.demands(), self.trained)

    def reached(self, view: View, due: Rows) -> Rows:
        """Choose whom it reaches of those who are due."""
        chosen: Rows = due[view.luck("meets")[due] < self.reach]
        return chosen

    def meet(self, view: View, rows: Rows, stage: Stage, *, outreach: bool = False) -> Answer:
        """Meet some customers; what is warm in it is not announced, and becomes usual."""
        warmth = warmer(self.warmth, self.trained)
        human = self.by == "human"
        told = self.told(view, rows)
        touch = Touch(stage, rows, self.asked(), warmth, human, outreach, principle=told)
        posts = (Post(Flow.GRANT, rows, cost=self.cost),) if self.cost else ()
        usual = (Moment(MomentKind.UNANNOUNCED_REWARD, rows),) if warmth else ()
        return Answer(posts, usual, touches=(touch,))
