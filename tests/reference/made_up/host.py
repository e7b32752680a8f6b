"""A host made for the comparison: thanks and presents that nobody announced, for two acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from tests.reference import offers as shown
from tests.reference.mechanics.membership import Membership

from loyaltysim.hooks import Answer, Flow, Moment, MomentKind, Offer, Post
from loyaltysim.mechanics.mechanic import Mechanic

if TYPE_CHECKING:
    from loyaltysim.hooks import Acts, Rows, View

VALUE, COST, CHANCES = 2.0, 0.8, (0.25, 0.5)
"""Currency of a present, and its chances for the first act and the second one."""


class Host(Mechanic):
    """The host as an author of mechanics would write it."""

    kind: ClassVar[str] = "host"

    other: str

    def acts_about(self) -> tuple[str | None, ...]:
        return (self.act, self.other)

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer, ...]:
        return (Offer(VALUE, announced=False),)

    def on_acts(self, view: View, acts: Acts) -> Answer:
        first = acts.act == view.act
        rows = acts.rows[view.luck("treat")[acts.rows] < CHANCES[not first]]
        kind, size = (MomentKind.GESTURE, 0.7) if first else (MomentKind.GIFT_IN_KIND, VALUE)
        treated = Moment(MomentKind.UNANNOUNCED_REWARD, rows)
        post = Post(Flow.GRANT, rows, value=VALUE, cost=COST)
        return Answer((post,), (Moment(kind, rows, size), treated))


class HostMember(Membership):
    """The host as the reference has it."""

    announced = False

    @classmethod
    def about(cls, rule: Any) -> tuple[str | None, ...]:
        return (rule.act, rule.other)

    def offers(self, act: int) -> list[shown.Offer]:
        return [shown.Offer(outcomes=((1.0, VALUE),), belief=self.belief)]

    def on_act(self, act: int, spend: float) -> None:
        first = act == self.act
        if self.customer.luck(f"instance:{self.name}:treat") >= CHANCES[not first]:
            return
        self.grant(VALUE, COST)
        self.today.got.add(self.name)
        if first:
            self.felt.gestures.append((self, 0.7, 0))
        else:
            self.felt.gifts.append((self, True, VALUE))
