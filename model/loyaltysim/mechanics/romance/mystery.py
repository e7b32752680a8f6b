"""Mystery: something hidden that acts may find, and that friends may give away."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import Field

from loyaltysim.hooks import (
    NOTHING,
    Acts,
    Answer,
    Moment,
    MomentKind,
    Offer,
    Rows,
    StateColumn,
    Symbol,
)
from loyaltysim.mechanics.mechanic import Mechanic, Reward
from loyaltysim.mechanics.registry import mechanic

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.hooks import View

PATIENCE = 10.0
"""Acts in vain after which a third of curiosity is left (assumption)."""


@mechanic("mystery")
class Mystery(Mechanic):
    """Hide something, such as a dish that is on no menu, for customers to find."""

    theory: ClassVar[str] = (
        "A gap in what one knows makes curious until it is closed (Loewenstein 1994), and shops that held "
        "something back raised the wish to buy (Hill, Fombelle & Sirianni 2016). Where people reckon instead of feel, "
        "not to know what one gets makes an offer worse (Laran & Tsiros 2013). Curiosity plays while it is new and ends with the "
        "secret: for finders, and for those whom friends tell, to whom it is one more reward. What one "
        "looks for in vain one forgets. Strengths are assumptions."
    )

    chance: float = Field(default=0.03, ge=0, le=1, description="chance that an act finds it")
    reward: Reward | None = Field(
        default=None, description="what finders get, once; nothing but the secret if left out"
    )
    tells: float = Field(
        default=0.0,
        ge=0,
        le=1,
        description="chance a day to hear of it where all of one's friends know; less where some do",
    )

    def needs_friends(self) -> bool:
        """Tell whether friends give it away."""
        return self.tells > 0

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare who was told, and who has found it."""
        return (
            StateColumn("told", "yes or no", "was told by a friend", dtype=np.bool_),
            StateColumn("found", "yes or no", "has been there", dtype=np.bool_),
            StateColumn("today", "yes or no", "found it today, untold", dtype=np.bool_),
            StateColumn("vain", "acts", "acts that did not find it", dtype=np.int32),
            StateColumn("hidden", "yes or no", "does not know it", 1, np.bool_, signal=True),
        )

    def open(self, view: View) -> Answer:
        """Let friends tell what they knew by yesterday."""
        own = view.own
        if self.tells:
            knowing = view.among_friends(~own["hidden"])
            told = own["hidden"] & view.here & (view.luck("told") < self.tells * knowing)
            own["told"] |= told
            own["hidden"] &= ~told
        return NOTHING

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer | Symbol, ...]:
        """Offer the secret to those who do not know it, its reward to those who were told."""
        own, patience = view.own, np.exp(-view.own["vain"][rows] / PATIENCE)
        curious = Symbol(own["hidden"][rows].astype(np.float64), share=patience, lasts=False)
        if self.reward is None:
            return (curious,)
        return (curious, Offer(self.reward.worth(view), stands=self._knows_where(view, rows)))

    @staticmethod
    def _knows_where(view: View, rows: Rows) -> NDArray[np.bool_]:
        """Tell who was told and has not been there yet, shape (rows,)."""
        waits: NDArray[np.bool_] = view.own["told"][rows] & ~view.own["found"][rows]
        return waits

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Let the told go there, and the lucky find it."""
        own, rows = view.own, acts.rows
        led = rows[self._knows_where(view, rows)]
        finds = rows[own["hidden"][rows] & (view.luck("find")[rows] < self.chance)]
        own["vain"][rows] += 1
        own["found"][led] = own["found"][finds] = own["today"][finds] = True
        own["hidden"][finds] = False
        return NOTHING if self.reward is None else Answer((self.reward.pay(led),))

    def close(self, view: View) -> Answer:
        """Give finders what nobody had told them of."""
        rows = np.flatnonzero(view.own["today"])
        view.own["today"][:] = False
        if self.reward is None or not rows.size:
            return NOTHING
        gift = Moment(MomentKind.GIFT_IN_KIND, rows, self.reward.worth(view))
        return Answer((self.reward.pay(rows),), (gift,))
