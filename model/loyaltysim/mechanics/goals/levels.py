"""Levels: experience adds up, and every level takes more of it than the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import Field

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
from loyaltysim.mechanics.experience import MOST_EXPERIENCE, Experience
from loyaltysim.mechanics.feat import Feat
from loyaltysim.mechanics.imposed import Imposed
from loyaltysim.mechanics.mechanic import Reward  # noqa: TC001 -- pydantic reads it
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.mechanics.urgency import acts_for
from loyaltysim.units import ROUNDING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from loyaltysim.hooks import View
    from loyaltysim.hooks.arrays import Mask


@mechanic("levels")
class Levels(Imposed):
    """Rise from level to level by experience, each level further from the next."""

    theory: ClassVar[str] = (
        "Levels show mastery and set the next goal. In image tagging they raised output as much as a "
        "leaderboard did, more than points, with interest unchanged (Mekler, Bruehlmann, Tuch & Opwis "
        "2017). First levels come fast and hook; later ones grow apart, and what presses little is "
        "forgotten: games wear off (Kim & Castelli 2021), and made a duty they cost interest (Hanus & "
        "Fox 2015)."
    )

    measures: ClassVar[Mapping[str, str]] = {
        "first_level": "members on it or above / members at the end",
        "last_level": "members on the highest level / members at the end",
    }

    experience: tuple[Experience, ...] = Field(
        default=(Experience(xp=10.0),), min_length=1, max_length=20, description="acts that count"
    )
    first: float = Field(
        default=50.0, gt=0, le=MOST_EXPERIENCE, description="experience for the first level"
    )
    growth: float = Field(
        default=1.5,
        ge=1,
        le=3,
        description="experience that a level takes, as a multiple of what the level before took",
    )
    most: int = Field(default=50, ge=1, le=100, description="the highest level")
    reward: Reward | None = Field(
        default=None, description="what every level brings; none if left out"
    )

    def acts_about(self) -> tuple[str | None, ...]:
        """Name the acts that bring experience."""
        return tuple(one.act or self.act for one in self.experience)

    def least_feat(self) -> Feat | None:
        """Name the first level, where one act alone leads to it."""
        if len(self.experience) > 1:
            return None
        (only,) = self.experience
        return Feat(only.act or self.act, self.first, only.xp)

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare experience and level."""
        return (
            StateColumn("xp", "experience", "experience so far"),
            StateColumn("reached", "levels", "levels reached", dtype=np.int32),
        )

    def _thresholds(self) -> NDArray[np.float64]:
        """Give the experience that each level takes in all, shape (most,)."""
        steps = self.first * self.growth ** np.arange(self.most)
        sums: NDArray[np.float64] = np.cumsum(steps)
        return sums

    def _brings(self, view: View, act: int) -> float:
        pairs = zip(view.about, self.experience, strict=True)
        return sum(one.xp for number, one in pairs if number == act)

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer | Symbol, ...]:
        """Offer the next level, and what it brings."""
        xp, level, brings = view.own["xp"][rows], view.own["reached"][rows], self._brings(view, act)
        ends = np.append(self._thresholds(), np.inf)
        below = np.append(0.0, ends[:-1])[level]
        stands = level < self.most
        step = np.where(stands, ends[level] - below, 1.0)
        missing = np.where(stands, below + step - xp, 0.0)
        needed = acts_for(missing, np.full(rows.size, brings))
        after = np.maximum(needed - 1.0, 0.0)
        share = np.clip((missing - brings) / step, 0.0, 1.0)
        symbol = Symbol(needed > 0, acts_left=after, left_share=share)
        if self.reward is None:
            return (symbol,)
        offer = Offer(
            self.reward.worth(view),
            stands=stands,
            acts_left=after,
            left_share=share,
            goal=True,
            cycle=np.maximum(step / brings, 1.0) if brings else None,
        )
        return (symbol, offer)

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Add experience; whoever rises has reached a goal."""
        own, rows = view.own, acts.rows
        before = own["reached"][rows]
        own["xp"][rows] += self._brings(view, acts.act)
        xp = own["xp"][rows] * (1.0 + ROUNDING)
        own["reached"][rows] = np.maximum(
            before, np.searchsorted(self._thresholds(), xp, side="right")
        )
        risen = own["reached"][rows] - before
        up = rows[risen > 0]
        if not up.size:
            return NOTHING
        posts = () if self.reward is None else (self.reward.pay(up, risen[risen > 0]),)
        return Answer(posts, (Moment(MomentKind.GOAL_REACHED, up),))

    def attained(self, view: View) -> Mapping[str, Mask]:
        """Tell who is on the first level or above, and who on the highest."""
        level = view.own["reached"]
        return {"first_level": level > 0, "last_level": level >= self.most}
