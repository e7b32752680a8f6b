"""Pop-up: a short event that is looked forward to, is there for some days, and is gone."""

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
    Offer,
    Post,
    Rows,
    StateColumn,
    Symbol,
)
from loyaltysim.mechanics.capacity import PER_MEMBERS
from loyaltysim.mechanics.mechanic import Mechanic, Misfit, Misfits, Reward
from loyaltysim.mechanics.recurring import since_latest
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.units import MOST_DAYS, MOST_MONEY

if TYPE_CHECKING:
    from loyaltysim.hooks import View


@mechanic("pop_up")
class PopUp(Mechanic):
    """Hold a short event, once or again and again, that one has to come to while it is there."""

    theory: ClassVar[str] = (
        "What is there for a short time is wanted more (meta-analysis of scarcity: Lynn 1991), and looking forward "
        "is a pleasure of its own (Loewenstein 1987). Beside what was special the ordinary looks pale (Tversky & "
        "Griffin 1991): a dip follows, as it follows promotions (van Heerde, Leeflang & Wittink 2000). An event "
        "that is nearly always there is nothing special, and one without an end does nothing. Acts that customers put off "
        "until it, or stock up in it, are not modelled, so that a gift in it is seen too kindly. Strengths are assumptions."
    )

    first: int = Field(
        default=14, ge=0, le=MOST_DAYS, description="days from the start to the first event"
    )
    lasts: int = Field(default=3, ge=1, le=365, description="days of an event")
    every: int | None = Field(
        default=None,
        ge=1,
        le=MOST_DAYS,
        description="days from the start of one event to that of the next; once only if left out",
    )
    announced: int = Field(
        default=7, ge=0, le=365, description="days before an event on which it is known to come"
    )
    gift: Reward | None = Field(
        default=None, description="what the first act of each customer in an event brings"
    )
    missed: float = Field(
        default=0.3,
        ge=0,
        le=1,
        description="how much those who came miss it when it is over; 1 is a full setback",
    )
    cost: float = Field(
        default=0.0, ge=0, le=MOST_MONEY, description="cost a day per 1,000 members, in currency"
    )

    def misfits(self) -> Misfits:
        """Find events that begin before the last one ends."""
        yield from super().misfits()
        if self.every is not None and self.every < self.lasts:
            message = (
                f"must be at least {self.lasts}, the days that an event lasts, but is {self.every}"
            )
            yield Misfit(message, at=("every",))

    def earliest(self) -> int:
        """Give the days to the first event."""
        return self.first

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare who came, and whether it is there or announced."""
        return (
            StateColumn("came", "yes or no", "came to this event", dtype=np.bool_),
            StateColumn("on", "yes or no", "it is there today", dtype=np.bool_, signal=True),
            StateColumn("soon", "yes or no", "it is announced", dtype=np.bool_, signal=True),
        )

    @property
    def rarity(self) -> float:
        """Give the share of days on which it is not there: 1 for what happens once."""
        return 1.0 if self.every is None else 1.0 - self.lasts / self.every

    def _passed(self, age: int) -> int:
        """Give the days since the start of the latest event, below 0 before the first."""
        return since_latest(age, self.first, self.every)

    def _wait(self, age: int) -> int | None:
        """Give the days to the start of the next event; None where none comes."""
        passed = self._passed(age)
        return -passed if passed < 0 else self.every and self.every - passed

    def _is_on(self, age: int) -> bool:
        return 0 <= self._passed(age) < self.lasts

    def open(self, view: View) -> Answer:
        """Begin an event, and pay for its days."""
        own, is_on, wait = view.own, self._is_on(view.age), self._wait(view.age)
        own["on"][:] = is_on
        own["soon"][:] = not is_on and wait is not None and wait <= self.announced
        if not self._passed(view.age):
            own["came"][:] = False
        if not (is_on and self.cost):
            return NOTHING
        return Answer((Post(Flow.GRANT, np.flatnonzero(view.here), cost=self.cost / PER_MEMBERS),))

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer | Symbol, ...]:
        """Offer to be there, or to look forward to it."""
        wait = self._wait(view.age)
        if self._is_on(view.age):
            return (Symbol(1.0, share=self.rarity), *self._gifts(view, rows))
        if wait is not None and wait <= self.announced:
            return (Symbol(1.0, share=self.rarity / (1 + wait)),)
        return ()

    def _gifts(self, view: View, rows: Rows) -> tuple[Offer, ...]:
        if self.gift is None:
            return ()
        still, left = ~view.own["came"][rows], self.lasts - self._passed(view.age)
        return (Offer(self.gift.worth(view), stands=still, days_left=left),)

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Note who came, and give the gift."""
        if not self._is_on(view.age):
            return NOTHING
        came = view.own["came"]
        new = acts.rows[~came[acts.rows]]
        came[new] = True
        return NOTHING if self.gift is None else Answer((self.gift.pay(new),))

    def close(self, view: View) -> Answer:
        """Let those who came miss it when it is over."""
        if self._passed(view.age) != self.lasts - 1:
            return NOTHING
        rows = np.flatnonzero(view.own["came"] & view.here)
        return Answer((), (Moment(MomentKind.SETBACK, rows, self.missed * self.rarity),))
