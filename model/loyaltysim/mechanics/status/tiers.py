"""Tiers: levels by what one did within a window, with benefits, and with something to lose."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np
from pydantic import Field

from loyaltysim.hooks import NOTHING, Acts, Answer, Demand, Moment, MomentKind, Rows
from loyaltysim.mechanics import ladder
from loyaltysim.mechanics.aims import aims
from loyaltysim.mechanics.feat import Feat
from loyaltysim.mechanics.mechanic import Misfit, Misfits
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.mechanics.reward import MOST_POINTS
from loyaltysim.mechanics.standing import Standing, show_standings, standing_columns
from loyaltysim.mechanics.tiered import Tiered
from loyaltysim.mechanics.window import PARTS, Window
from loyaltysim.units import MOST_DAYS

if TYPE_CHECKING:
    from loyaltysim.hooks import Offer, StateColumn, Symbol, View

TIME = 0


@mechanic("tiers")
class Tiers(Tiered):
    """Give levels such as silver and gold for what was done in a window, with benefits and status."""

    theory: ClassVar[str] = (
        "Those close to a level as the period ends do more to reach it (frequent flyers: Behrens, de Jong & van "
        "Ommeren 2021; Orhun, Guo & Hagemann 2022; hotels: Kopalle et al. 2012), and status held is dear to lose. "
        "The more people have it, the less it is worth (Dreze & Nunes 2009); nothing pulls those far from a level or "
        "safe in it. The demoted are less loyal than those never promoted (Wagner, Hennig-Thurau & Rudolph 2009), and "
        "best customers would qualify anyway: for them it only costs. Strength of status and sting: assumptions."
    )

    per_act: float = Field(
        default=1.0, ge=0, le=MOST_POINTS, description="qualifying points for each act"
    )
    per_spend: float = Field(
        default=0.0, ge=0, le=MOST_POINTS, description="qualifying points per unit of currency"
    )
    window: int = Field(
        default=365, ge=1, le=MOST_DAYS, description="days in which qualifying points count"
    )
    rolling: bool = Field(
        default=False,
        description=f"whether the window moves on by a {PARTS}th of it; off begins at 0 when it ends",
    )
    downgrade: Literal["none", "one_down", "balance_based"] = Field(
        default="balance_based",
        description="who falls short at the end keeps the level, loses one, or gets what is deserved",
    )
    multiplies: ladder.BasePoints | None = Field(
        default=None, description="points that multipliers multiply; needed where there are any"
    )
    near: float = Field(
        default=0.8, ge=0, le=1, description="share of a threshold from which a level is near"
    )
    warn_days: int = Field(
        default=30, ge=1, le=MOST_DAYS, description="days before the end that count as at risk"
    )

    def misfits(self) -> Misfits:
        """Find levels that nobody reaches, and multipliers of nothing."""
        yield from super().misfits()
        if self.per_act == 0 and self.per_spend == 0:
            yield Misfit("nothing qualifies", "give per_act or per_spend a value above 0")
        if self.multiplies is None and any(level.multiplier > 1 for level in self.levels):
            message = "is needed for multipliers, such as {points: 1, into: points}"
            yield Misfit(message, at=("multiplies",))

    @property
    def _window(self) -> Window:
        return Window(self.window, self.rolling)

    def least_feat(self) -> Feat:
        """Name the lowest level."""
        return Feat(self.act, self.levels[0].at, self.per_act, self.per_spend, self.window)

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare level and qualifying points, signals for messages, and counts by market."""
        return standing_columns(self._window, len(self.levels))

    def _standing(self, view: View, rows: Rows | slice, act: int) -> Standing:
        asks = self.per_spend > 0 or self.multiplies is not None
        spend = view.usual_spend(act)[rows].astype(np.float64) if asks else 0.0
        return Standing(
            level=view.own["tier"][rows].astype(np.intp),
            points=view.own["points"][rows],
            thresholds=ladder.thresholds_of(self.levels),
            brings=self.per_act + self.per_spend * spend,
            spend=spend,
            end=self._window.end(view),
            deadline=self._window.deadline(view),
            downgrade=self.downgrade,
        )

    def open(self, view: View) -> Answer:
        """Say who is at risk and who is near, and count who holds what."""
        risk = view.own["at_risk_of_demotion"]
        risk[:] = False
        if self._window.end(view) <= self.warn_days:
            np.logical_and(view.here, self._standing(view, slice(None), view.act).at_risk, out=risk)
        show_standings(view, ladder.thresholds_of(self.levels), self.near)
        return NOTHING

    def demands(self, view: View, act: int, rows: Rows) -> tuple[Demand, ...]:
        """Give priority: less of the act's time."""
        times = ladder.ln_times(self.levels)
        return (Demand(TIME, times.take(view.own["tier"].take(rows))),) if times.any() else ()

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer | Symbol, ...]:
        """Offer what the level brings, and the level itself: to be reached, or to be kept."""
        return aims(view, self._standing(view, rows, act), rows, self)

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Bring what the level promises, count the act, and promote."""
        own, rows = view.own, acts.rows
        level = own["tier"].take(rows).astype(np.intp)
        posts = ladder.bring(self.levels, self.multiplies, rows, level, acts.spend)
        self._window.add(view, rows, self.per_act + self.per_spend * acts.spend)
        deserved = ladder.level_of(self.levels, own["points"].take(rows))
        rises = np.flatnonzero(deserved > level)
        up = rows.take(rises)
        own["tier"][up] = deserved.take(rises)
        own["promotions"][up] += 1
        return Answer(posts, (Moment(MomentKind.GOAL_REACHED, up),) if up.size else ())

    def close(self, view: View) -> Answer:
        """Demote at the end of a period those who fell short, and let the oldest part lapse."""
        if self._window.end(view) > 1:
            return NOTHING
        own = view.own
        deserved = ladder.level_of(self.levels, own["points"])
        down = np.flatnonzero((deserved < own["tier"]) & view.here & (self.downgrade != "none"))
        before = own["tier"][down]
        own["tier"][down] = before - 1 if self.downgrade == "one_down" else deserved[down]
        own["demotions"][down] += 1
        self._window.lapse(view)
        lost = (before - own["tier"][down]) / len(self.levels)
        return Answer((), (Moment(MomentKind.SETBACK, down, lost),) if down.size else ())
