"""Voucher: an amount off a later purchase, for a limited time."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import Field

from loyaltysim.hooks import AccountSpec, Acts, Answer, Flow, Offer, Post, Rows, StateColumn
from loyaltysim.mechanics.mechanic import Mechanic, Misfit, Misfits
from loyaltysim.mechanics.next_voucher import next_voucher
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.mechanics.tally import tallied, tally
from loyaltysim.units import LEAST_MONEY, MOST_DAYS, MOST_MONEY, ROUNDING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from loyaltysim.hooks import View
    from loyaltysim.hooks.arrays import Counted


@mechanic("voucher")
class Voucher(Mechanic):
    """Give a voucher to all who join, or for acts or spend; it is used on a purchase, or expires."""

    theory: ClassVar[str] = (
        "A sure amount, near at hand: unexpected coupons raised unplanned purchases (Heilman, "
        "Nakamoto & Rao 2002, direction only). A deadline presses only those who would come in "
        "time by themselves; that the last days feel like a loss is an assumption. Much goes to people "
        "who would have bought anyway, and a price cut seen too late angers good customers "
        "(Anderson & Simester 2010)."
    )

    measures: ClassVar[Mapping[str, str]] = {
        "redeemed": "vouchers used / vouchers given",
        "breakage": "vouchers that expired, or whose holders left, unused / vouchers given",
    }

    amount: float = Field(ge=LEAST_MONEY, le=MOST_MONEY, description="currency off one purchase")
    cost: float = Field(ge=0, le=MOST_MONEY, description="cost to the firm when used, in currency")
    min_spend: float = Field(
        default=0, ge=0, le=MOST_MONEY, description="spend from which it can be used, in currency"
    )
    expires_after: int = Field(ge=1, le=MOST_DAYS, description="days for which it can be used")
    for_acts: int | None = Field(
        default=None, ge=1, le=1000, description="acts that earn one; on joining if left out"
    )
    for_spend: float | None = Field(
        default=None, ge=LEAST_MONEY, le=MOST_MONEY, description="spend that earns one, in currency"
    )
    remind: int = Field(
        default=7,
        ge=0,
        le=90,
        description="last days, in which its column `expires_soon` says yes, such as for a message",
    )

    def misfits(self) -> Misfits:
        """Find a voucher that is earned in two ways."""
        yield from super().misfits()
        if self.for_acts is not None and self.for_spend is not None:
            message = "a voucher is earned by acts or by spend; leave out one of the two"
            yield Misfit(message, at=("for_spend",))

    @property
    def _goal(self) -> float | None:
        """What it takes to earn one, in acts or in currency."""
        return self.for_spend if self.for_acts is None else float(self.for_acts)

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare what counts towards the next, and until when the one in hand can be used."""
        return (
            StateColumn("progress", "acts or currency", "what counts towards the next"),
            StateColumn("ends", "day", "when the one in hand expires", dtype=np.int32, kept=True),
            StateColumn("in_hand", "yes or no", "has one", dtype=np.bool_, signal=True, kept=True),
            StateColumn("expires_soon", "yes or no", "it ends soon", dtype=np.bool_, signal=True),
            tallied("given", "vouchers", "vouchers given so far"),
            tallied("used", "vouchers", "vouchers used so far"),
        )

    def account(self) -> AccountSpec:
        """Book what vouchers are worth, in currency."""
        return AccountSpec("voucher", 1.0, self.cost / self.amount, in_money=True)

    def open(self, view: View) -> Answer:
        """Give it to those who join, and let old ones expire."""
        own, posts = view.own, []
        old = np.flatnonzero(own["in_hand"] & (own["ends"] <= view.age) & view.here)
        if old.size:
            own["in_hand"][old] = False
            posts.append(Post(Flow.EXPIRE, old, view.balance[old]))
        if self._goal is None and view.joined.size:
            posts.append(self._hand_out(view, view.joined[~own["in_hand"][view.joined]], view.age))
        np.less_equal(own["ends"] - self.remind, view.age, out=own["expires_soon"])
        own["expires_soon"] &= own["in_hand"]
        return Answer(tuple(posts))

    def _hand_out(self, view: View, rows: Rows, first: int) -> Post:
        view.own["in_hand"][rows] = True
        view.own["ends"][rows] = first + self.expires_after
        view.own["progress"][rows] = 0.0
        tally(view, "given", rows)
        return Post(Flow.EARN, rows, self.amount)

    def _counts(self, spend: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give what acts count towards a voucher."""
        return spend if self.for_acts is None else np.ones_like(spend)

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer, ...]:
        """Offer the one in hand, in its last days as something to lose; else the next one."""
        own, spend = view.own, view.usual_spend(act)[rows]
        worth, next_worth = np.minimum(view.balance[rows], spend), np.minimum(self.amount, spend)
        usable, in_hand = spend >= self.min_spend, own["in_hand"][rows]
        ripe, soon = in_hand & usable, own["expires_soon"][rows]
        offered = (Offer(worth, stands=ripe & ~soon), Offer(worth, stands=ripe & soon, loss=True))
        if self._goal is None:
            return offered
        step, progress = self._counts(spend), own["progress"][rows]
        earns = ~in_hand & usable & (step > 0)
        return (*offered, next_voucher(next_worth, progress, step, self._goal, earns))

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Use the voucher, or count the act towards the next."""
        own, rows, posts = view.own, acts.rows, []
        use = own["in_hand"][rows] & (acts.spend >= self.min_spend)
        empty = ~own["in_hand"][rows]
        if (used := rows[use]).size:
            worth, off = view.balance[used], np.minimum(view.balance[used], acts.spend[use])
            own["in_hand"][used] = False
            tally(view, "used", used)
            posts.append(Post(Flow.REDEEM, used, off, off, off * (self.cost / self.amount)))
            posts.append(Post(Flow.EXPIRE, used, worth - off))
        if self._goal is not None and empty.any():
            own["progress"][rows[empty]] += self._counts(acts.spend[empty])
            full = own["progress"][rows] >= self._goal * (1.0 - ROUNDING)
            posts.append(self._hand_out(view, rows[empty & full], view.age + 1))
        return Answer(tuple(posts))

    def measured(self, view: View) -> Mapping[str, Counted]:
        """Give what became of the vouchers; the rest is still in the hands of those who are here."""
        given, used = view.own["given"], view.own["used"]
        held = view.own["in_hand"] & view.here & (view.balance > 0)
        lost = given - used - view.by_market(held)
        return {"redeemed": (used, given), "breakage": (lost, given)}
