"""A mechanic made for the comparison: it says what the built-in ones never say.

A prize wheel that the customer half owns already (a draw of several prizes, the fortune among them
hardly ever won, framed as a loss), a title to keep, an act that the wheel makes easier in one way
and harder in another, and coins that are handed out for nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from tests.reference import offers as shown
from tests.reference.mechanics.membership import Membership

from loyaltysim.customers.columns import FACTORS
from loyaltysim.hooks import Answer, Demand, Flow, Moment, MomentKind, Offer, Post, Symbol
from loyaltysim.mechanics.mechanic import Mechanic

if TYPE_CHECKING:
    from loyaltysim.hooks import Acts, Rows, View

PRIZES = ((0.00004, 60.0), (0.04, 20.0), (0.3, 3.0))
WINS, PRIZE = 0.04, 20.0
CONSOLATION = 0.5
URGENCY = 0.6
CHANGES = {"time": 0.3, "money": -0.2, "brain_cycles": 2.0}
ADDED = {"physical_effort": 0.8, "time": 0.1}


class Wheel(Mechanic):
    """The wheel as an author of mechanics would write it."""

    kind: ClassVar[str] = "wheel"

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer | Symbol, ...]:
        chances, values = np.array(PRIZES).T[:, :, np.newaxis]
        return (Offer(values, chances, loss=True, at_once=True), Symbol(URGENCY, loss=True))

    def demands(self, view: View, act: int, rows: Rows) -> tuple[Demand, ...]:
        changed = [Demand(FACTORS.index(name), change) for name, change in CHANGES.items()]
        added = [Demand(FACTORS.index(name), added=more) for name, more in ADDED.items()]
        return (*changed, *added)

    def on_acts(self, view: View, acts: Acts) -> Answer:
        won = acts.rows[view.luck("spin")[acts.rows] < WINS]
        posts = (
            Post(Flow.GRANT, acts.rows, value=CONSOLATION, cost=0.1),
            Post(Flow.GRANT, won, value=PRIZE, cost=9.0),
        )
        return Answer(posts, (Moment(MomentKind.GIFT_IN_CASH, won, 2.0),))


class WheelMember(Membership):
    """The wheel as the reference has it."""

    def offers(self, act: int) -> list[shown.Offer]:
        return [shown.Offer(outcomes=PRIZES, at_once=True, loss=True)]

    def token(self, act: int) -> shown.Token:
        return shown.Token(URGENCY, loss=True)

    def demands(self, act: int) -> dict[str, float]:
        return CHANGES

    def added_demands(self, act: int) -> dict[str, float]:
        return ADDED

    def on_act(self, act: int, spend: float) -> None:
        self.grant(CONSOLATION, 0.1)
        if self.customer.luck(f"instance:{self.name}:spin") < WINS:
            self.grant(PRIZE, 9.0)
            self.felt.gifts.append((self, False, 2.0))
