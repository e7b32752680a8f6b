"""Self-service: pages on which customers help themselves."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from loyaltysim.mechanics.effort import Effort
from loyaltysim.mechanics.helper import Helper, resolves_field, step_field
from loyaltysim.mechanics.registry import mechanic


@mechanic("self_service")
class SelfService(Helper):
    """Let customers help themselves: pages, a form, a kiosk."""

    theory: ClassVar[str] = (
        "It costs next to nothing and never closes; it asks customers to find out what is wrong, so that those who cannot do not use it. Self-service kept bank customers "
        "although they were no happier, perhaps because changing is hard (Buell, Campbell & Frei 2010). "
        "Service that is hard work makes disloyal, by what people say (Dixon, Freeman & Toman 2010). How much it solves is the scenario's to say."
    )

    step: int = step_field(10)
    resolves: float = resolves_field(0.4)
    effort: Effort = Field(
        default=Effort(time=0.7, brain_cycles=0.9),
        description="what it asks of customers, time 0.7 and brain_cycles 0.9 if left out; who lacks it does not turn to it",
    )
