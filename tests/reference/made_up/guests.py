"""Guests of customers, made for the comparison: some acts bring somebody along, and both are thanked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from tests.reference.mechanics.membership import Membership

from loyaltysim.hooks import Answer, Flow, Moment, MomentKind, Post
from loyaltysim.mechanics.mechanic import Mechanic

if TYPE_CHECKING:
    from loyaltysim.hooks import Acts, Arrivals, View

CHANCE, EACH = 0.06, 2
HOST, GUEST = (3.0, 1.2), (2.0, 0.7)
"""Value and cost of what each of them gets."""


class Guests(Mechanic):
    """The rule as an author of mechanics would write it."""

    kind: ClassVar[str] = "guests"

    def brings(self) -> int:
        return EACH

    def on_acts(self, view: View, acts: Acts) -> Answer:
        return Answer(arrivals=acts.rows[view.luck("along")[acts.rows] < CHANCE])

    def on_arrivals(self, view: View, arrivals: Arrivals) -> Answer:
        hosts = arrivals.referrers[view.here[arrivals.referrers]]
        guests = np.sort(arrivals.newcomers)
        posts = (
            Post(Flow.GRANT, hosts, value=HOST[0], cost=HOST[1]),
            Post(Flow.GRANT, guests, value=GUEST[0], cost=GUEST[1]),
        )
        return Answer(posts, (Moment(MomentKind.PRAISE, hosts, 0.5),))


class GuestsMember(Membership):
    """The rule as the reference has it."""

    def on_act(self, act: int, spend: float) -> None:
        if self.customer.luck(f"instance:{self.name}:along") < CHANCE:
            self.customer.bring(self)

    def on_arrival(self, guest: Any) -> None:
        if self.customer.present:
            self.grant(*HOST)
            self.felt.praises.append(0.5)
        guest.membership(self.name).grant(*GUEST)
