"""Proactive chat: a window that opens by itself for those who are stuck."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from loyaltysim.mechanics.effort import Effort
from loyaltysim.mechanics.helper import step_field, warmth_field
from loyaltysim.mechanics.person import Person
from loyaltysim.mechanics.registry import mechanic

if TYPE_CHECKING:
    from loyaltysim.hooks import Amount, Cases, View


@mechanic("proactive_chat")
class ProactiveChat(Person):
    """Offer help to those who are stuck, before they ask."""

    unasked: ClassVar[bool] = True
    theory: ClassVar[str] = (
        "Help that comes by itself spares customers the search. Only of those is it known that they are stuck who have tried in vain, "
        "so it does nothing before another has tried. No study of what it does for those who stay or leave is known here; "
        "advice that nobody asked for can drive customers away when it is about the contract (Ascarza, Iyengar & Schleicher 2016)."
    )

    step: int = step_field(40)
    reach: float = Field(
        default=0.5,
        ge=0,
        le=1,
        description="share of those whom another could not help for whom the window opens",
    )
    effort: Effort = Field(
        default=Effort(time=0.5, brain_cycles=0.4),
        description="what it asks of customers, time 0.5 and brain_cycles 0.4 if left out",
    )
    warmth: float = warmth_field(0.2)

    def reaches(self, view: View, cases: Cases) -> Amount:
        """Give the chance that it opens: only for those who have tried in vain."""
        chance: Amount = super().reaches(view, cases) * (cases.handed > 0)
        return chance
