"""Stamp card: so many acts, then a reward; perhaps with a head start."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np
from pydantic import Field, ValidationInfo, field_validator

from loyaltysim.hooks import (
    NOTHING,
    AccountSpec,
    Acts,
    Answer,
    Flow,
    Moment,
    MomentKind,
    Offer,
    Post,
    Rows,
)
from loyaltysim.mechanics.cards import card_columns, days_left, renew, stamp, too_old
from loyaltysim.mechanics.feat import Feat
from loyaltysim.mechanics.mechanic import Mechanic, Reward
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.units import MOST_DAYS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from loyaltysim.hooks import StateColumn, View
    from loyaltysim.hooks.arrays import Mask


@mechanic("stamp_card")
class StampCard(Mechanic):
    """Collect a number of stamps, one per act, and get a reward; then a new card begins."""

    theory: ClassVar[str] = (
        "Effort rises as the reward comes near (goal gradient: Kivetz, Urminsky & Zheng 2006) "
        "and when some of the way seems done already (endowed progress: Nunes & Dreze 2006, 34% "
        "of cards completed against 19%). After a reward people slow down and some stay away; "
        "whoever goes on fills the next card a little faster (Dreze & Nunes 2011)."
    )

    measures: ClassVar[Mapping[str, str]] = {
        "card_filled": "members who filled a card / members at the end"
    }

    stamps: int = Field(ge=1, le=1000, description="stamps on a full card")
    reward: Reward = Field(description="what a full card brings")
    head_start: int = Field(default=0, ge=0, le=999, description="stamps given when a card begins")
    head_start_on: Literal["first", "every"] = Field(
        default="first", description="whether the first card has the head start, or every card"
    )
    repeat: bool = Field(default=True, description="whether a new card follows a full one")
    expires_after: int | None = Field(
        default=None,
        ge=1,
        le=MOST_DAYS,
        description="days from a card's first stamp to its end; none if left out",
    )

    @field_validator("head_start")
    @classmethod
    def _below_full(cls, value: int, info: ValidationInfo) -> int:
        stamps = info.data.get("stamps")
        if stamps is not None and value >= stamps:
            msg = f"must be below the {stamps} stamps of the card, but is {value}"
            raise ValueError(msg)
        return value

    def least_feat(self) -> Feat:
        """Name a full card."""
        return Feat(self.act, self.stamps - self.head_start, days=self.expires_after)

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare what is on the card in hand, and cards filled."""
        return card_columns()

    def account(self) -> AccountSpec:
        """Book stamps; a full card is worth its reward."""
        return self.reward.account("stamps", self.stamps, reward_units=self.stamps)

    def open(self, view: View) -> Answer:
        """Hand out the head start to those who join, and end cards that are too old."""
        posts = []
        rows = view.joined
        if rows.size and self.head_start:
            view.own["stamps"][rows] = view.own["given"][rows] = self.head_start
            posts.append(Post(Flow.EARN, rows, self.head_start))
        if self.expires_after is not None:
            posts.extend(self._expire(view, self.expires_after))
        return Answer(tuple(posts))

    def _expire(self, view: View, days: int) -> tuple[Post, ...]:
        rows = too_old(view, days)
        if not rows.size:
            return ()
        expire = Post(Flow.EXPIRE, rows, view.own["stamps"][rows].astype(np.float64))
        return (expire, *self._new_card(view, rows))

    def _new_card(self, view: View, rows: Rows) -> tuple[Post, ...]:
        """Begin another card."""
        again = self.head_start if self.head_start_on == "every" and self.repeat else 0
        renew(view, rows, again)
        return (Post(Flow.EARN, rows, again),) if again else ()

    @property
    def _own(self) -> int:
        """Own stamps that each further card takes."""
        return self.stamps - (self.head_start if self.head_start_on == "every" else 0)

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer, ...]:
        """Offer the reward, nearer with every stamp."""
        left = np.maximum(self.stamps - 1 - view.own["stamps"].take(rows), 0)
        given = view.own["given"].take(rows) / self.stamps if self.head_start else 0.0
        lives = self.expires_after
        return (
            Offer(
                self.reward.worth(view),
                stands=None if self.repeat else view.own["cards"][rows] == 0,
                acts_left=left,
                left_share=left / self.stamps,
                granted_share=given,
                goal=True,
                cycle=self._own if self.repeat else None,
                days_left=lives and days_left(view, rows, lives),
            ),
        )

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Stamp the card, and redeem it when it is full."""
        own, rows = view.own, acts.rows
        if not self.repeat:
            rows = rows[own["cards"][rows] == 0]
        if not rows.size:
            return NOTHING
        stamps = stamp(view, rows)
        done = np.flatnonzero(stamps >= self.stamps)
        full = rows.take(done)
        own["cards"][full] += 1
        redeem = self.reward.exchange(full, stamps.take(done).astype(np.float64))
        posts = (Post(Flow.EARN, rows, 1.0), *redeem, *self._new_card(view, full))
        return Answer(posts, (Moment(MomentKind.GOAL_REACHED, full),))

    def attained(self, view: View) -> Mapping[str, Mask]:
        """Tell who filled a card."""
        return {"card_filled": view.own["cards"] > 0}
