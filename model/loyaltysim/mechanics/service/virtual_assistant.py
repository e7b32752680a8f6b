"""Virtual assistant: a program that answers in words."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from loyaltysim.mechanics.effort import Effort
from loyaltysim.mechanics.helper import Helper
from loyaltysim.mechanics.registry import mechanic


@mechanic("virtual_assistant")
class VirtualAssistant(Helper):
    """Let a program answer customers, by chat or by voice."""

    theory: ClassVar[str] = (
        "Answers at once and at any hour. Customers who were told that they spoke with a machine bought four fifths less (Luo et al. 2019), and angry customers "
        "like it less when it poses as a human (Crolic et al. 2022); both are no measure of help with problems. It helps where problems are few and alike, and is one more hurdle where they are not."
    )

    step: int = Field(default=30, ge=1, le=99, description="its place among those who help")
    resolves: float = Field(
        default=0.35, ge=0, le=1, description="share of the problems brought to it that it solves"
    )
    effort: Effort = Field(
        default=Effort(time=0.4, brain_cycles=0.7),
        description="what it asks of customers, time 0.4 and brain_cycles 0.7 if left out; who lacks it does not turn to it",
    )
