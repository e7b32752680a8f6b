"""Mystery box: boxes whose content is unknown until the act opens them, or is told before."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import Field, field_validator

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
from loyaltysim.mechanics.letdown import letdown
from loyaltysim.mechanics.mechanic import Mechanic
from loyaltysim.mechanics.outcomes import (
    MOST_OUTCOMES,
    Outcome,
    checked,
    draw,
    gamble,
    paid,
    worths,
)
from loyaltysim.mechanics.registry import mechanic

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.hooks import View

LEARNT = 0.2
"""Share by which one box moves what is expected of the next (assumption)."""


@mechanic("mystery_box")
class MysteryBox(Mechanic):
    """Give boxes whose content is a secret until an act opens them."""

    theory: ClassVar[str] = (
        "Not to know yet is a pleasure when it is resolved at once (Shen, Fishbach & Hsee 2015), and curiosity "
        "plays as long as it is new. What falls short of what one has come to expect disappoints (Bell 1985), "
        "and whoever never met the rare great content soon counts on it less than its chance (Hertwig "
        "et al. 2004). So a box can hold people for some rounds and tire or sour them after; surprise boxes are "
        "known for high churn (Van Droogenbroeck & Willems 2025). `hidden: off` gives the same boxes, known "
        "in advance. How fast expectation moves, and how much a poor box hurts, are assumptions."
    )

    contents: tuple[Outcome, ...] = Field(
        min_length=1, max_length=MOST_OUTCOMES, description="what may be in a box, besides nothing"
    )
    every: int | None = Field(
        default=None,
        ge=1,
        le=365,
        description="days between boxes, each opened by the next act; if left out, every act opens one",
    )
    hidden: bool = Field(
        default=True, description="whether the content is unknown; off tells it in advance"
    )

    @field_validator("contents")
    @classmethod
    def _are_chances(cls, contents: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
        return checked(contents)

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare what is in the next box, if it is there, and what is expected of it."""
        return (
            StateColumn(
                "inside", "", f"which of {len(self.contents)} contents is next", 0, np.int32
            ),
            StateColumn(
                "there", "", "whether a box waits to be opened", dtype=np.bool_, signal=True
            ),
            StateColumn("expected", "currency", "what he or she has come to expect of a box"),
        )

    def _mean(self, view: View) -> float:
        values, chances = gamble(view, self.contents)
        return float((values * chances).sum())

    def open(self, view: View) -> Answer:
        """Bring the boxes of a new period, and the first ones of those who join."""
        own = view.own
        own["expected"][view.joined] = self._mean(view)
        rows = self._who_gets_one(view)
        if rows.size:
            own["inside"][rows] = draw(view.luck("box")[rows], self.contents)
            own["there"][rows] = True
        return NOTHING

    def _who_gets_one(self, view: View) -> Rows:
        if self.every is None:
            return np.flatnonzero(view.here & ~view.own["there"])
        return view.joined if view.age % self.every else np.flatnonzero(view.here)

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer | Symbol, ...]:
        """Offer the box: its content where that is known, else all that may be in it."""
        own, there = view.own, view.own["there"][rows]
        if not self.hidden:
            content = worths(view, self.contents)[own["inside"][rows]]
            return (Offer(content, stands=there & (content > 0)),)
        values, chances = gamble(view, self.contents)
        mean = self._mean(view)
        trust = np.minimum(own["expected"][rows] / mean, 1.0) if mean > 0 else np.ones(rows.size)
        curious = Symbol(there.astype(np.float64), lasts=False)
        return (curious, Offer(values * trust, chances, stands=there, at_once=True))

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Open the boxes; those below expectation disappoint."""
        own, rows = view.own, acts.rows[view.own["there"][acts.rows]]
        if not rows.size:
            return NOTHING
        drawn = own["inside"][rows].astype(np.intp)
        moments = self._met(view, rows, worths(view, self.contents)[drawn])
        if self.every is None:
            own["inside"][rows] = draw(view.luck("next")[rows], self.contents)
        else:
            own["there"][rows] = False
        return Answer(paid(self.contents, rows, drawn), moments)

    def _met(self, view: View, rows: Rows, got: NDArray[np.float64]) -> tuple[Moment, ...]:
        """Compare what was in the boxes with what was expected, and learn from it."""
        if not self.hidden:
            return ()
        expected = view.own["expected"][rows]
        view.own["expected"][rows] = expected + LEARNT * (got - expected)
        poor = got < expected
        lost, hoped = (expected - got)[poor], expected[poor]
        hurt = letdown(lost, hoped, view.usual_spend(view.act)[rows[poor]])
        return (Moment(MomentKind.SETBACK, rows[poor], hurt),)
