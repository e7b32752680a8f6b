"""Social norm: a report on what others do and what oneself does."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np
from pydantic import Field

from loyaltysim.hooks import (
    NOTHING,
    Acts,
    Answer,
    Contacts,
    MessageKind,
    Messages,
    Reference,
    ReferenceKind,
    Rows,
    StateColumn,
)
from loyaltysim.mechanics.mechanic import Mechanic
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.units import MOST_MONEY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.hooks import View

NEVER = -1


@mechanic("social_norm")
class SocialNorm(Mechanic):
    """Tell customers how often others act, and how often they do."""

    theory: ClassVar[str] = (
        "Told that most guests reuse towels, 44% did, against 35% (Goldstein, Cialdini & Griskevicius 2008); where "
        "most did so anyway, nothing changed (Bohner & Schlueter 2014). Who is above the norm comes down to it "
        "(boomerang), unless approval is shown as well (Schultz et al. 2007). A report fades within weeks, and repeated ones "
        "build habits (Allcott & Rogers 2014)."
    )

    every: int = Field(default=30, ge=1, le=365, description="days from one report to the next")
    compares_with: Literal["everyone", "friends"] = Field(
        default="everyone",
        description="whose acts are told: those of all members, or of one's friends",
    )
    says: float | None = Field(
        default=None,
        ge=0,
        le=1,
        description="share of days on which others act, told instead of the true one",
    )
    approval: bool = Field(
        default=False, description="whether those above the norm are told that this is good"
    )
    cost: float = Field(
        default=0.0, ge=0, le=MOST_MONEY, description="cost of a report, in currency"
    )

    def needs_friends(self) -> bool:
        """Tell whether it is friends who are told of."""
        return self.compares_with == "friends"

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare days with an act in this period, and what was told last and when."""
        return (
            StateColumn("done", "days", "days of this period with an act", dtype=np.int32),
            StateColumn("share", "share", "share of the days of the last period with an act"),
            StateColumn("own", "share", "own share of days, as told last"),
            StateColumn("level", "share", "others' share of days, as told last"),
            StateColumn("told", "day", "age of the instance then", NEVER, dtype=np.int32),
        )

    def open(self, view: View) -> Answer:
        """Sum up a period."""
        if view.age % self.every == 0:
            own = view.own
            np.minimum(own["done"] / self.every, 1.0, out=own["share"])
            own["done"][:] = 0
        return NOTHING

    def messages(self, view: View) -> tuple[Messages, ...]:
        """Send a report at the end of a period to those of whom and to whom there is something to tell."""
        if view.age == 0 or view.age % self.every:
            return ()
        to = view.reachable & view.may(view.act)
        if self.needs_friends() and self.says is None:
            to = to & (view.friends > 0)
        return (Messages(np.flatnonzero(to), view.act, MessageKind.SIGNAL, self.cost),)

    def _norm(self, view: View, rows: Rows) -> NDArray[np.float64]:
        """Give the share of days on which others act, shape (rows,)."""
        share = view.own["share"]
        if self.says is not None:
            return np.full(rows.size, self.says)
        if self.needs_friends():
            return view.among_friends(share)[rows]
        here = np.flatnonzero(view.here)
        count = np.bincount(view.market[here])
        mean = np.bincount(view.market[here], share[here]) / np.maximum(count, 1)
        norm: NDArray[np.float64] = mean[view.market[rows]]
        return norm

    def references(self, view: View, act: int, rows: Rows) -> tuple[Reference, ...]:
        """Remind those who read a report of it, the longer ago the less."""
        own, told = view.own["own"][rows], view.own["told"][rows]
        level, stands = view.own["level"][rows], told != NEVER
        if self.approval:
            stands &= own < level
        days = np.where(told == NEVER, 0, view.age - told)
        return (Reference(ReferenceKind.NORM, level, own, days, stands),)

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Count the day, once however often the act is done on it."""
        if acts.repetition == 1:
            view.own["done"][acts.rows] += 1
        return NOTHING

    def on_contacts(self, view: View, contacts: Contacts) -> Answer:
        """Let those who noticed the report know."""
        own, rows = view.own, contacts.rows
        own["own"][rows], own["told"][rows] = own["share"][rows], view.age
        own["level"][rows] = self._norm(view, rows)
        return NOTHING
