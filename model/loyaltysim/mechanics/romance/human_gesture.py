"""Human gesture: a handwritten note or a long call, to few and not often."""

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
    Rows,
    StateColumn,
)
from loyaltysim.mechanics.capacity import Capacity
from loyaltysim.mechanics.mechanic import Mechanic
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.mechanics.target import Occasion
from loyaltysim.units import MOST_DAYS, MOST_MONEY

if TYPE_CHECKING:
    from loyaltysim.hooks import View

NONE, NEVER = -1, -(10**6)


@mechanic("human_gesture")
class HumanGesture(Mechanic):
    """Do something personal for a customer: a handwritten note, a long call."""

    theory: ClassVar[str] = (
        "A gift into which the giver has put effort is answered, whatever it is worth (Kube, Marechal & Puppe "
        "2012: money folded by hand did as much as a gift in kind, three hours of work). Scripted and late, thanks do nothing: "
        "28% gave again with or without a call months later (Samek & Longfield 2023, 600,000 donors). So it must be "
        "personal, soon and rare (Leberecht 2015): what comes often is expected, what waits for staff comes late, "
        "and both still cost. How fast a gesture loses force by delay and by custom are assumptions."
    )

    occasion: Occasion = Field(
        default=Occasion(acts=1), description="what it answers to; an act, if left out"
    )
    new_days: int | None = Field(
        default=None,
        ge=1,
        le=MOST_DAYS,
        description="only to customers in their first so many days in the scheme; to all if left out",
    )
    chance: float = Field(
        default=0.05, gt=0, le=1, description="chance that an occasion is answered"
    )
    rest_days: int = Field(
        default=180,
        ge=0,
        le=MOST_DAYS,
        description="days after a gesture in which the same customer gets no other",
    )
    personal: float = Field(
        default=1.0,
        ge=0,
        le=1,
        description="how personal it is: 1 written or said to this one customer, 0 a script",
    )
    delay: int = Field(default=0, ge=0, le=365, description="days from the occasion to the gesture")
    cost: float = Field(
        default=0.0,
        ge=0,
        le=MOST_MONEY,
        description="cost of a gesture, staff included, in currency",
    )
    capacity: float | None = Field(
        default=None,
        ge=0.001,
        le=1000,
        description="gestures a day that staff can make per 1,000 members; the others wait; no limit if left out",
    )

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare who waits for a gesture since when, and when he or she had the last."""
        room = () if self.capacity is None else (Capacity.column("gestures"),)
        return (
            StateColumn("since", "day", "age at the occasion", NONE, dtype=np.int32),
            StateColumn("given", "day", "age at the last gesture", NEVER, dtype=np.int32),
            StateColumn("joined", "day", "age on joining", dtype=np.int32),
            StateColumn("acts", "acts", "acts since the last occasion", dtype=np.int32),
            StateColumn("said", "yes or no", "the other mechanic said so", dtype=np.bool_),
            *room,
        )

    def open(self, view: View) -> Answer:
        """Note who joins, and whom it has not seen for so long."""
        view.own["joined"][view.joined] = view.age
        if self.occasion.idle_days is not None:
            idle = view.here & (view.days_since(view.act) == self.occasion.idle_days)
            self._note(view, np.flatnonzero(idle))
        return NOTHING

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Count acts, where they are the occasion."""
        if self.occasion.acts is not None:
            count = view.own["acts"]
            count[acts.rows] += 1
            due = acts.rows[count[acts.rows] >= self.occasion.acts]
            count[due] = 0
            self._note(view, due)
        return NOTHING

    def _note(self, view: View, rows: Rows) -> None:
        """Note occasions that shall be answered."""
        own, age = view.own, view.age
        may = (own["since"][rows] == NONE) & (age - own["given"][rows] > self.rest_days)
        if self.new_days is not None:
            may &= age - own["joined"][rows] < self.new_days
        chosen = rows[may]
        if self.chance < 1:
            chosen = chosen[view.luck("gesture")[chosen] < self.chance]
        own["since"][chosen] = age

    def close(self, view: View) -> Answer:
        """Make the gestures that are due, as many as staff can."""
        own, when = view.own, self.occasion.when
        if when is not None:
            says = when.holds(view) & view.here
            self._note(view, np.flatnonzero(says & ~own["said"]))
            own["said"][:] = says
        since = own["since"]
        rows = np.flatnonzero(view.here & (since != NONE) & (view.age - since >= self.delay))
        if self.capacity is not None:
            rows = Capacity(self.capacity).first(view, rows, since[rows])
        return self._give(view, rows) if rows.size else NOTHING

    def _give(self, view: View, rows: Rows) -> Answer:
        own = view.own
        late = view.age - own["since"][rows]
        own["since"][rows], own["given"][rows] = NONE, view.age
        posts = (Post(Flow.GRANT, rows, cost=self.cost),) if self.cost else ()
        gesture = Moment(MomentKind.GESTURE, rows, self.personal, late)
        return Answer(posts, (gesture, Moment(MomentKind.UNANNOUNCED_REWARD, rows)))
