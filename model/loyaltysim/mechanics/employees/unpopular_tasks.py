"""Unpopular tasks: a reward for doing what few want to do, as long as there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import Field

from loyaltysim.hooks import NOTHING, Acts, Answer, Offer, Rows, StateColumn, Symbol
from loyaltysim.mechanics.mechanic import Mechanic
from loyaltysim.mechanics.registry import mechanic
from loyaltysim.mechanics.reward import Reward  # noqa: TC001 -- pydantic reads it
from loyaltysim.units import ROUNDING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from loyaltysim.hooks import View
    from loyaltysim.hooks.arrays import Counted, Mask

HUNDRED = 100.0
MOST_TIMES = 100.0


@mechanic("unpopular_tasks")
class UnpopularTasks(Mechanic):
    """Reward an act that few like, for so many places in a period; the reward may rise until they are taken."""

    theory: ClassVar[str] = (
        "Disliked work has to be paid for, and a reward that rises until somebody takes it finds its price: "
        "drivers drove more when pay rose where they lacked (Chen & Sheldon 2016). It moves only those with "
        "the time and the skill. A little pay can do harm: pupils collected less for it than for nothing "
        "(Gneezy & Rustichini 2000). That nobody reckons with being turned away is an assumption."
    )
    measures: ClassVar[Mapping[str, str]] = {
        "places_filled": "tasks done / places there were",
        "turned_away": "who came and found no room / who came",
    }

    places: float = Field(
        gt=0, le=10_000, description="times it can be done in a period, per 100 members"
    )
    every: int = Field(default=1, ge=1, le=365, description="days in a period; 7 is a week")
    reward: Reward = Field(description="what doing it brings at first")
    rises: float = Field(
        default=0.0,
        ge=0,
        le=1,
        description="share by which the reward rises after a period with empty places, and falls after others",
    )
    most: float = Field(
        default=2.0,
        ge=1,
        le=MOST_TIMES,
        description="how high the reward rises at most, in times the first one",
    )

    def columns(self) -> tuple[StateColumn, ...]:
        """Declare the places left, how far the reward has risen, and what became of places so far."""
        return (
            StateColumn("room", "places", "places of this period", per_market=True),
            StateColumn("left", "places", "of them, those not yet taken", per_market=True),
            StateColumn("times", "ratio", "today's reward to the first", 1.0, per_market=True),
            StateColumn("places", "places", "places of all periods so far", per_market=True),
            StateColumn("taken", "tasks", "tasks done so far", per_market=True),
            StateColumn("refused", "tasks", "who found no room so far", per_market=True),
        )

    def open(self, view: View) -> Answer:
        """Open the places of a new period."""
        if view.age % self.every:
            return NOTHING
        own = view.own
        members = view.by_market(view.here)
        own["room"][:] = np.ceil(self.places * members / HUNDRED - ROUNDING)
        own["left"][:] = own["room"]
        own["places"] += own["room"]
        return NOTHING

    def offers(self, view: View, act: int, rows: Rows) -> tuple[Offer | Symbol, ...]:
        """Offer the reward, and to be of use, while there is room."""
        own, market = view.own, view.market[rows]
        room, left = own["room"][market], own["left"][market]
        worth = self.reward.worth(view) * own["times"][market]
        return (Offer(worth, stands=left > 0), Symbol(left / np.maximum(room, 1.0)))

    def admits(self, view: View, act: int, rows: Rows) -> Mask | None:
        """Let in as many as there is room for, drawn by lot."""
        market = view.market[rows]
        order = np.lexsort((view.luck("place")[rows], market))
        first = np.searchsorted(market[order], market[order])
        place: NDArray[np.intp] = np.empty(rows.size, np.intp)
        place[order] = np.arange(rows.size) - first
        let_in: Mask = place < view.own["left"][market]
        refused = np.bincount(market[~let_in], minlength=view.own["left"].size)
        view.own["refused"] += refused
        return let_in

    def on_acts(self, view: View, acts: Acts) -> Answer:
        """Take the places, and pay for the tasks."""
        market = view.market[acts.rows]
        done = np.bincount(market, minlength=view.own["left"].size)
        view.own["left"] -= done
        view.own["taken"] += done
        return Answer((self.reward.pay(acts.rows, view.own["times"][market]),))

    def close(self, view: View) -> Answer:
        """Let the reward rise or fall at the end of a period."""
        if self.rises and (view.age + 1) % self.every == 0:
            own, step = view.own, 1.0 + self.rises
            risen = own["times"] * np.where(own["left"] > 0, step, 1.0 / step)
            own["times"][:] = np.clip(risen, 1.0, self.most)
        return NOTHING

    def measured(self, view: View) -> Mapping[str, Counted]:
        """Give how many places were filled, and how many found none."""
        own = view.own
        came = own["taken"] + own["refused"]
        return {
            "places_filled": (own["taken"], own["places"]),
            "turned_away": (own["refused"], came),
        }
