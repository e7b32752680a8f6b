"""How many of those who reach a goal steer towards it."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from loyaltysim.scenario.blocks.block import Name, quantity
from loyaltysim.studies.measure import AroundGoals, Seen, mean
from loyaltysim.studies.trace import Trace


class Steered(AroundGoals):
    """The share of those who reached a goal who did more just before it than without it.

    Notes
    -----
    Without it is the same person on the same days in another arm, so that whoever only happened to do
    much on these days is not taken for somebody who steers (Hoernle et al. 2020).
    """

    kind: Literal["steered"]
    without: Name = Field(description="the arm without the goal")
    before: int = quantity(
        "days before the goal that are looked at, its own included", "days", default=7, ge=1, le=365
    )
    more: float = quantity(
        "how much more they did, at least", "share", default=0.4, ge=0, lt=1_000_000
    )
    goal: int = quantity("which goal of a person, the first being 1", "goals", default=1, ge=1)

    def value(self, seen: Seen) -> float:
        """Give the share (see `Measure.value`)."""
        goals = seen.arms[self.arm].series("goals").cumsum(axis=0) >= self.goal
        day = goals.argmax(axis=0)
        people = np.flatnonzero(goals.any(axis=0) & (day >= self.before - 1))
        done = self._done(seen.arms[self.arm], day[people], people)
        else_done = self._done(seen.elsewhere(self.without, self.arm), day[people], people)
        steered = (done > else_done) & (done >= (1.0 + self.more) * else_done)
        return mean(steered.astype(np.float64))

    def _done(
        self, trace: Trace, day: NDArray[np.intp], people: NDArray[np.intp]
    ) -> NDArray[np.float64]:
        """Count what people did up to a day each, shape (people,)."""
        total = trace.series(self.of).cumsum(axis=0, dtype=np.float64)
        until = np.vstack([np.zeros_like(total[:1]), total])
        counted: NDArray[np.float64] = until[day + 1, people] - until[day + 1 - self.before, people]
        return counted

    def arms(self) -> tuple[str, ...]:
        """Name the arms that are looked at."""
        return (self.arm, self.without)
