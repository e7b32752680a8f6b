"""Web care: people of the firm who answer where customers complain in public."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from loyaltysim.mechanics.effort import Effort
from loyaltysim.mechanics.helper import resolves_field, step_field, warmth_field
from loyaltysim.mechanics.person import Person
from loyaltysim.mechanics.registry import mechanic


@mechanic("web_care")
class WebCare(Person):
    """Answer those who complain on social media, and those who have given up."""

    unasked: ClassVar[bool] = True
    theory: ClassVar[str] = (
        "It reaches those who do not come by themselves any more. Answers soften what readers of complaints think of a firm, not everywhere alike when nobody asked for them (van Noort & Willemsen 2012, an experiment). "
        "It comes late, so that its warmth and its solutions are worth less. How strong it is, is an assumption."
    )

    step: int = step_field(60)
    reach: float = Field(
        default=0.25,
        ge=0,
        le=1,
        description="share of those with a problem for whom it is there",
    )
    resolves: float = resolves_field(0.6)
    effort: Effort = Field(
        default=Effort(time=0.4, brain_cycles=0.3),
        description="what it asks of customers, time 0.4 and brain_cycles 0.3 if left out",
    )
    warmth: float = warmth_field(0.3)
