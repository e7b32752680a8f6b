"""Adviser: somebody who listens and may decide."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from loyaltysim.mechanics.effort import Effort
from loyaltysim.mechanics.helper import resolves_field, step_field, warmth_field
from loyaltysim.mechanics.person import Person
from loyaltysim.mechanics.registry import mechanic


@mechanic("adviser")
class Adviser(Person):
    """Let a person help: by telephone, in a branch, on site."""

    theory: ClassVar[str] = (
        "People solve what machines cannot, and are warm; they cost, sleep, and have queues. Customers who are served by people alone or by machines alone stay less than those who "
        "have both (Scherer, Wünderlich & von Wangenheim 2015, not randomised). Warmth counts when it comes soon. What training does is an assumption; principles of persuasion (Cialdini 2001) move some and repel others (Kaptein, Lacroix & Saini 2010), by studies of messages: none of service is known here."
    )

    step: int = step_field(50)
    reach: float = Field(
        default=0.9,
        ge=0,
        le=1,
        description="share of those with a problem for whom it is there",
    )
    resolves: float = resolves_field(0.85)
    effort: Effort = Field(
        default=Effort(time=0.8, brain_cycles=0.4, social_deviance=0.5),
        description="what it asks of customers, time 0.8, brain_cycles 0.4 and social_deviance 0.5 if left out; who lacks it does not turn to it",
    )
    warmth: float = warmth_field(0.4)
