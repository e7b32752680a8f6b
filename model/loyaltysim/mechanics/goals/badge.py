"""Badges: signs of mastery, each collected once."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field, field_validator

from loyaltysim.hooks import (
    NOTHING,
    Acts,
    Answer,
    Moment,
    MomentKind,
    Rows,
    StateColumn,
    Symbol,
)
from loyaltysim.mechanics.feat import Feat
from loyaltysim.mechanics.imposed import Imposed
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.units import MOST_DAYS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from loyaltysim.hooks import View
    from loyaltysim.hooks.arrays import Mask

    Whole = NDArray[np.int32]


@mechanic("badge")
class Badge(Imposed):
    """Award badges for numbers of acts, or for periods in a row with one; they are worth no money."""

    theory: ClassVar[str] = (
        "A badge says that one has mastered something, and people steer towards the next "
        "(Anderson, Huttenlocher, Kleinberg & Leskovec 2013), but few do: about one in five (Hoernle, "
        "Kehne, Procaccia & Gal 2020), and part of the bump before a badge is that the active come by. "
        "Badges given at random to users of a trading service raised nothing overall (Hamari 2013). "
        "Far from a threshold it does little, and after the last badge nothing."
    )

    measures: ClassVar[Mapping[str, str]] = {
        "first_badge": "members who have the first / members at the end",
        "last_badge": "members who have all / members at the end",
    }

    at: tuple[Annotated[int, Field(ge=1, le=MOST_DAYS)], ...] = Field(
        min_length=1, max_length=100, description="acts for each badge, in rising order"
    )
    counts: Literal["acts", "streak"] = Field(
        default="acts", description="whether acts count, or periods in a row with an act"
    )
    every: int = Field(default=1, ge=1, le=31, description="days in a period of such a streak")

    @field_validator("at")
    @classmethod
    def _rising(cls, value: tuple[int, ...]) -> tuple[int, ...]:
        if list(value) != sorted(set(value)):
            msg = f"must be in rising order, each once, but are {', '.join(map(str, value))}"
            raise ValueError(msg)
        return value

    def least_feat(self) -> Feat | None:
        """Name the first badge for acts."""
        return Feat(self.act, self.at[0]) if self.counts == "acts" else None

    def earliest(self) -> int:
        """Give the days that the first badge for periods in a row takes."""
        return 0 if self.counts == "acts" else self.every * (self.at[0] - 1)

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare what counts, and how many badges were collected."""
        return (
            StateColumn("count", "acts", "acts, or periods in a row with one", dtype=np.int32),
            StateColumn("badges", "badges", "badges collected", dtype=np.int32),
            StateColumn("counted", "yes or no", "acted in this period", dtype=np.bool_),
            StateColumn(
                "near", "yes or no", "one act from the next badge", dtype=np.bool_, signal=True
            ),
        )

    def open(self, view: View) -> Answer:
        """Begin a period, and see who is one act from a badge."""
        own = view.own
        if self.counts == "streak" and view.age % self.every == 0:
            own["count"][~own["counted"]] = 0
            own["counted"][:] = False
        needed = self._needed(own["badges"], own["count"], own["counted"])
        np.equal(needed, 1, out=own["near"])
        return NOTHING

    def _needed(self, badges: Whole, count: Whole, counted: NDArray[np.bool_]) -> Whole:
        """Give the acts to the next badge, 0 where none is left or an act does not count today."""
        at = np.array([*self.at, 0], np.int32)
        needed = at.take(badges, mode="clip")
        needed -= count
        np.maximum(needed, 0, out=needed)
        if counted.any():
            needed *= ~counted
        return needed

    def _way(self, badges: Whole) -> NDArray[np.float64]:
        """Give the acts from one badge to the next; 1 after the last."""
        ways = [end - start for start, end in pairwise((0, *self.at))]
        return np.array([*ways, 1.0]).take(badges, mode="clip")

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Symbol, ...]:
        """Offer the next badge."""
        badges, count, counted = self._of(view, rows)
        needed = self._needed(badges, count, counted)
        missing = needed > 0
        needed -= missing
        share = needed / self._way(badges)
        np.minimum(share, 1.0, out=share)
        pace = 1.0 / self.every if self.counts == "streak" else 0.0
        return (Symbol(missing, pace=pace, counted=1.0, acts_left=needed, left_share=share),)

    @staticmethod
    def _of(view: View, rows: Rows) -> tuple[Whole, Whole, NDArray[np.bool_]]:
        own = view.own
        return own["badges"].take(rows), own["count"].take(rows), own["counted"].take(rows)

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Count, and award what is reached for the first time."""
        own, rows = view.own, acts.rows
        badges, count, counted = self._of(view, rows)
        reached = rows.compress(self._needed(badges, count, counted) == 1)
        count += ~counted
        own["count"][rows] = count
        if self.counts == "streak":
            own["counted"][rows] = True
        own["badges"][reached] += 1
        if not reached.size:
            return NOTHING
        return Answer((), (Moment(MomentKind.GOAL_REACHED, reached),))

    def attained(self, view: View) -> Mapping[str, Mask]:
        """Tell who has the first badge, and who all."""
        badges = view.own["badges"]
        return {"first_badge": badges > 0, "last_badge": badges >= len(self.at)}
