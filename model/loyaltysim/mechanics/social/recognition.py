"""Recognition: praise for acts and milestones."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import Field

from loyaltysim.hooks import (
    NOTHING,
    Acts,
    Answer,
    Flow,
    Moment,
    MomentKind,
    Post,
    StateColumn,
)
from loyaltysim.mechanics.mechanic import Mechanic
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.units import MOST_MONEY

if TYPE_CHECKING:
    from loyaltysim.hooks import View

RARE_DAYS = 7.0
"""Days after which praise is nearly as good as the first time (assumption)."""
NEVER = -(10**6)


@mechanic("recognition")
class Recognition(Mechanic):
    """Praise customers for what they do: every so many acts, always or now and then."""

    theory: ClassVar[str] = (
        "Praise that informs, and that was not promised, raises intrinsic motivation (128 studies: Deci, "
        "Koestner & Ryan 1999, +0.33 standard deviations). An award from a peer raised the work of the most active "
        "Wikipedians by 60% in 90 days (Restivo & van de Rijt 2012). Scripted and late, thanks do nothing: 28% gave again "
        "with or without a call (Samek & Longfield 2023). Praise for everything wears off."
    )

    every: int = Field(
        default=5, ge=1, le=1000, description="acts from one occasion of praise to the next"
    )
    chance: float = Field(default=1.0, gt=0, le=1, description="chance that praise is given then")
    sincerity: float = Field(
        default=1.0,
        ge=0,
        le=1,
        description="how personal and specific it is: 1 what a person says of this act, 0 a script",
    )
    cost: float = Field(
        default=0.0, ge=0, le=MOST_MONEY, description="cost of praising once, in currency"
    )

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare acts since the last occasion of praise, and the day of the last praise."""
        return (
            StateColumn("acts", "acts", "acts since the last occasion of praise", dtype=np.int32),
            StateColumn(
                "praised", "day", "age of the instance at the last praise", NEVER, dtype=np.int32
            ),
        )

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Count the act, and praise."""
        own, rows = view.own, acts.rows
        own["acts"][rows] += 1
        due = rows[own["acts"][rows] >= self.every]
        own["acts"][due] = 0
        if self.chance < 1:
            due = due[view.luck("praise")[due] < self.chance]
        if not due.size:
            return NOTHING
        away = view.age - own["praised"][due]
        own["praised"][due] = view.age
        size = -self.sincerity * np.expm1(-away / RARE_DAYS)
        posts = (Post(Flow.GRANT, due, cost=self.cost),) if self.cost else ()
        return Answer(posts, (Moment(MomentKind.PRAISE, due, size),))
