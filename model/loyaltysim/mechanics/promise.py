"""What a customer who brings a friend, and the friend, are promised, and when they get it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from pydantic import Field

from loyaltysim.hooks import NOTHING, Answer, Offer, Rows, StateColumn
from loyaltysim.mechanics.parameters import Parameters
from loyaltysim.mechanics.reward import Reward  # noqa: TC001 -- pydantic reads it

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.hooks import View

NOBODY = -1


class Promise(Parameters):
    """Rewards for the referrer, the friend or both, once the friend has done so many acts."""

    referrer: Reward | None = Field(
        default=None, description="what the referrer gets for each friend; nothing if left out"
    )
    friend: Reward | None = Field(
        default=None, description="what the friend gets; nothing if left out"
    )
    after: int = Field(
        default=1,
        ge=0,
        le=1000,
        description="acts of the friend before both get their reward; 0 for on joining",
    )
    qualifies: str | None = Field(
        default=None, description="name of the act that counts for that; the main act if left out"
    )

    def worths(self, view: View) -> tuple[float, float]:
        """Give what the referrer and the friend get, in currency."""
        mine, theirs = (0.0 if r is None else r.worth(view) for r in (self.referrer, self.friend))
        return mine, theirs

    def promise_columns(self) -> tuple[StateColumn, ...]:
        """Declare by whom one was brought, what one has done for it, and what is to be paid."""
        by = "row of who brought one, until both have their rewards; -1 for nobody"
        return (
            StateColumn("by", "row", by, NOBODY, dtype=np.int64, kept=True),
            StateColumn("done", "acts", "acts that count for the reward", dtype=np.int32),
            StateColumn("due", "rewards", "rewards for friends, to be paid today", dtype=np.int32),
        )

    def waiting(self, view: View, rows: Rows) -> NDArray[np.bool_]:
        """Tell who was brought and is still promised something, shape (rows,)."""
        waits: NDArray[np.bool_] = view.own["by"][rows] != NOBODY
        return waits

    def promised(self, view: View, rows: Rows) -> tuple[Offer, ...]:
        """Offer friends the reward that was promised to them."""
        if self.friend is None or not self.after:
            return ()
        left = np.maximum(self.after - 1.0 - view.own["done"][rows], 0.0)
        offer = Offer(
            self.friend.worth(view),
            stands=self.waiting(view, rows),
            acts_left=left,
            left_share=left / self.after,
            goal=self.after > 1,
            cycle=math.inf,
        )
        return (offer,)

    def count(self, view: View, rows: Rows) -> Answer:
        """Count the acts of friends, and settle with those who have done enough."""
        friends = rows[self.waiting(view, rows)]
        view.own["done"][friends] += 1
        return self.settle(view, friends[view.own["done"][friends] >= self.after])

    def settle(self, view: View, rows: Rows) -> Answer:
        """Reward the friends among the rows at once, and note what is due to those who brought them."""
        own, friends = view.own, rows[self.waiting(view, rows)]
        if not friends.size:
            return NOTHING
        np.add.at(own["due"], own["by"][friends], 1)
        own["by"][friends] = NOBODY
        return NOTHING if self.friend is None else Answer((self.friend.pay(friends),))

    def pay_referrers(self, view: View) -> Answer:
        """Reward those whose friends have done their part today, as far as they are still here."""
        due = view.own["due"]
        rows = np.flatnonzero((due > 0) & view.here)
        times = due[rows].astype(np.float64)
        due[:] = 0
        if self.referrer is None or not rows.size:
            return NOTHING
        return Answer((self.referrer.pay(rows, times),))
