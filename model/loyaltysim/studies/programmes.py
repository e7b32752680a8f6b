"""Estimators of reward programmes: gaps between acts, last acts, joint effects, quotients."""

from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator

from loyaltysim.scenario.blocks.block import Name, quantity, refuse
from loyaltysim.studies.contrasts import Compared, contrast
from loyaltysim.studies.measure import AroundGoals, Seen, Values, Window, WithinDays, mean, ratio
from loyaltysim.studies.trace import Series, Trace

Acts = tuple[int, int]
GAPS = "first and last act between which the days are counted, acts being numbered from 1"


class Spacing(Compared):
    """The mean gap between acts, in days, of people who did them all."""

    kind: Literal["spacing"]
    acts: Acts = Field(description=GAPS)
    than: Acts | None = Field(
        default=None,
        description="acts of the same person with whose gaps these are compared (ratio of mean gaps)",
    )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        for first, last in (self.acts, self.than or self.acts):
            if not 1 <= first < last:
                refuse("gaps lie between an act and a later one", "such as acts: [1, 3]")
        if self.than is not None and self.as_ != "level":
            refuse(
                "gaps are compared either with others of the same person or with other people's",
                "leave out `than`, or `as` and what belongs to it",
            )
        return self

    def of_no_effect(self) -> float | None:
        """Give what it says where gaps are alike (see `Measure.of_no_effect`)."""
        return super().of_no_effect() if self.than is None else 1.0

    def _contrast(self, seen: Seen, days: Window) -> float:
        if self.than is None:
            return super()._contrast(seen, days)
        trace = seen.arms[self.arm].take(self.among.rows(self.arm, seen))
        late, early = (self._gaps(trace, days, acts) for acts in (self.acts, self.than))
        both = ~np.isnan(late) & ~np.isnan(early)
        return ratio(mean(late[both]), mean(early[both]))

    def of_each(self, trace: Trace, days: Window) -> Values:
        """Give each person's mean gap; NaN for who did not act so often."""
        return self._gaps(trace, days, self.acts)

    def _gaps(self, trace: Trace, days: Window, acts: Acts) -> Values:
        first, last = (trace.each(_day_of, self.of, days, number) for number in acts)
        return (last - first) / (acts[1] - acts[0])


def _day_of(series: Series, number: int) -> Values:
    """Find the day of the n-th act of each person; NaN where there is none."""
    reached = series.cumsum(axis=0) >= number
    return np.where(reached.any(axis=0), reached.argmax(axis=0).astype(np.float64), np.nan)


class LastAct(AroundGoals):
    """How often an act that reached a goal was the person's last, against later acts that reached none."""

    kind: Literal["last_act"]
    quiet: int = quantity(
        "days without an act before the end that make an act the last", "days", ge=1, le=365
    )

    def of_no_effect(self) -> float:
        """Give the ratio of equal shares (see `Measure.of_no_effect`)."""
        return 1.0

    def value(self, seen: Seen) -> float:
        """Give the ratio of the two shares, from each person's first goal on (see `Measure.value`)."""
        trace = seen.arms[self.arm]
        acted, goals = trace.series(self.of) > 0, trace.series("goals") > 0
        left = np.cumsum(acted[::-1], axis=0)[::-1]
        counted = acted & (goals.cumsum(axis=0) > 0)
        counted[-self.quiet :] = False
        last = (left == 1).astype(np.float64)
        return ratio(mean(last[counted & goals]), mean(last[counted & ~goals]))


class Quotient(WithinDays):
    """What all people did of one thing, for each of another."""

    kind: Literal["quotient"]
    per: str = Field(description="the other thing, named like the first")

    def value(self, seen: Seen) -> float:
        """Give the quotient of the two sums (see `Measure.value`)."""
        trace = seen.arms[self.arm]
        above, below = (
            float(trace.within(name, self.days).sum(dtype=np.float64))
            for name in (self.of, self.per)
        )
        return ratio(above, below)

    def names(self) -> tuple[str, ...]:
        """Name what has to be followed."""
        return (self.of, self.per)


class Joint(WithinDays):
    """The effect of several things together, against the sum of their effects alone."""

    kind: Literal["joint"]
    arm: Name = Field(description="the arm with all of them")
    alone: tuple[Name, ...] = Field(min_length=2, description="the arms with one of them each")
    against: Name = Field(description="the arm with none of them")

    def value(self, seen: Seen) -> float:
        """Give the ratio: 1 where effects add up (see `Measure.value`)."""
        alone = sum(self._effect(arm, seen) for arm in self.alone)
        return ratio(self._effect(self.arm, seen), alone)

    def _effect(self, arm: str, seen: Seen) -> float:
        ours, theirs = (
            seen.arms[one].within(self.of, self.days).mean(axis=0, dtype=np.float64)
            for one in (arm, self.against)
        )
        return contrast("difference", ours, theirs)

    def arms(self) -> tuple[str, ...]:
        """Name the arms that are looked at."""
        return (self.arm, *self.alone, self.against)
