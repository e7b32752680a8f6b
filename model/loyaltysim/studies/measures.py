"""Estimators of their own kind: curves, gaps between acts, hazards, portions, and constants as such."""

from typing import Annotated, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from loyaltysim.scenario.blocks.block import Name, quantity, refuse
from loyaltysim.studies.contrasts import Mean, Share
from loyaltysim.studies.gaps import Gap
from loyaltysim.studies.measure import (
    AroundGoals,
    Day,
    InArm,
    Measure,
    OfArm,
    Seen,
    WithinDays,
    mean,
    ratio,
    total,
)
from loyaltysim.studies.programmes import Joint, LastAct, Quotient, Spacing
from loyaltysim.studies.selection import Multiple, Wallet
from loyaltysim.studies.steering import Steered


class Survival(InArm):
    """How far the curve of those who are still there lies from the published one (root mean square)."""

    kind: Literal["survival"]
    days: tuple[Day, ...] = Field(min_length=1, description="days of the published points")
    shares: tuple[Annotated[float, Field(ge=0, le=1)], ...] = Field(
        description="published share that was still there on each"
    )

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if len(self.days) != len(self.shares):
            refuse("there are not as many shares as days", "give one for each")
        return self

    def value(self, seen: Seen) -> float:
        """Give the distance, a share (see `Measure.value`)."""
        present = seen.arms[self.arm].series("present").mean(axis=1)
        found = np.array([present[day - 1] for day in self.days], np.float64)
        return float(np.sqrt(np.square(found - self.shares).mean()))

    def last_day(self) -> int:
        """Tell the last day that is looked at."""
        return max(self.days)


class DaysTo(OfArm):
    """A quantile over people of the day on which a state first passed a level."""

    kind: Literal["days_to"]
    level: float = quantity("the level", "share", gt=0, le=1)
    quantile: float = quantity("the quantile over people", "share", default=0.5, gt=0, lt=1)

    def value(self, seen: Seen) -> float:
        """Give the day (see `Measure.value`); infinite where too few people ever passed it."""
        passed = seen.arms[self.arm].series(self.of) >= self.level
        days = np.where(passed.any(axis=0), passed.argmax(axis=0) + 1.0, np.inf)
        return float(np.quantile(days, self.quantile, method="lower"))


class Pace(AroundGoals):
    """How long people wait between acts after a goal, against before it (ratio of mean gaps)."""

    kind: Literal["pace"]
    before: int = quantity(
        "gaps before the goal that are looked at", "gaps", default=2, ge=1, le=50
    )
    skip: int = quantity("gaps after the goal that are passed over", "gaps", default=0, ge=0, le=50)
    after: int = quantity("gaps after those that are looked at", "gaps", default=1, ge=1, le=50)
    goal: int = quantity("which goal of a person, the first being 1", "goals", default=1, ge=1)

    def of_no_effect(self) -> float:
        """Give the ratio of equal gaps (see `Measure.of_no_effect`)."""
        return 1.0

    def value(self, seen: Seen) -> float:
        """Give the ratio over all who acted often enough around the goal (see `Measure.value`)."""
        trace = seen.arms[self.arm]
        acts, goals = trace.series(self.of) > 0, trace.series("goals").cumsum(axis=0) >= self.goal
        reached = np.flatnonzero(goals.any(axis=0))
        counts, day = acts.sum(axis=0), goals.argmax(axis=0)[reached]
        earlier = acts.cumsum(axis=0)[day, reached] - 1
        enough = (earlier >= self.before) & (
            counts[reached] - 1 - earlier >= self.skip + self.after
        )
        at = ((counts.cumsum() - counts)[reached] + earlier)[enough]
        days = np.nonzero(acts.T)[1]
        before = (days[at] - days[at - self.before]) / self.before
        first = at + self.skip
        after = (days[first + self.after] - days[first]) / self.after
        return ratio(mean(after), mean(before))


class Portion(WithinDays):
    """The part of all that was done that some segments did."""

    kind: Literal["portion"]
    segments: tuple[Name, ...] = Field(min_length=1, description="the segments")

    def value(self, seen: Seen) -> float:
        """Give the share (see `Measure.value`)."""
        trace = seen.arms[self.arm]
        done = trace.each(total, self.of, self.days)
        return ratio(float(done[trace.belong(self.segments)].sum()), float(done.sum()))

    def chosen(self) -> tuple[str, ...]:
        """Name the segments that are looked at alone."""
        return self.segments


class HazardRatio(OfArm):
    """Departures a person-day where a state was high the day before, against where it was low."""

    kind: Literal["hazard_ratio"]
    above: float = quantity("from where it is high", "", default=0.5)
    below: float = quantity("up to where it is low", "", default=0.05)

    def of_no_effect(self) -> float:
        """Give the ratio of equal hazards (see `Measure.of_no_effect`)."""
        return 1.0

    def value(self, seen: Seen) -> float:
        """Give the ratio (see `Measure.value`)."""
        trace = seen.arms[self.arm]
        state, left = trace.series(self.of)[:-1], trace.series("departures")[1:]
        there = trace.series("present")[:-1] > 0
        high, low = there & (state >= self.above), there & (state <= self.below)
        return ratio(mean(left[high]), mean(left[low]))

    def names(self) -> tuple[str, ...]:
        """Name what has to be followed."""
        return (self.of, "departures")


class Constant(Measure):
    """A behavioural constant that was measured as such."""

    kind: Literal["constant"]
    name: str = Field(description="the constant")

    def value(self, seen: Seen) -> float:
        """Give it."""
        return float(getattr(seen.constants, self.name))


AnyMeasure = Annotated[
    Mean
    | Share
    | Spacing
    | Gap
    | Wallet
    | Multiple
    | Survival
    | DaysTo
    | Pace
    | Portion
    | Quotient
    | HazardRatio
    | LastAct
    | Joint
    | Steered
    | Constant,
    Field(discriminator="kind"),
]
