"""Virtual assistant: a program that answers in words."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from loyaltysim.mechanics.effort import Effort
from loyaltysim.mechanics.helper import Helper, resolves_field, step_field
from loyaltysim.mechanics.registry import mechanic


@mechanic("virtual_assistant")
class VirtualAssistant(Helper):
    """Let a program answer customers, by chat or by voice."""

    theory: ClassVar[str] = (
        "It answers at once and at any hour. Machines that called customers sold as much as proficient people, but four fifths less when they had said what they were "
        "(Luo et al. 2019): no measure of help with problems. It helps where problems are few and alike, and is one more hurdle where they are not. How much it solves is the scenario's to say."
    )

    step: int = step_field(30)
    resolves: float = resolves_field(0.35)
    effort: Effort = Field(
        default=Effort(time=0.4, brain_cycles=0.7),
        description="what it asks of customers, time 0.4 and brain_cycles 0.7 if left out; who lacks it does not turn to it",
    )
