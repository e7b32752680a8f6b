"""Estimators that take one number of each person and compare arms."""

import math
from collections.abc import Iterable
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from loyaltysim.scenario.blocks.block import Block, Name, quantity, refuse
from loyaltysim.studies.measure import (
    Seen,
    Values,
    Window,
    WithinDays,
    in_order,
    mean,
    ratio,
    total,
)
from loyaltysim.studies.trace import Trace
from loyaltysim.units import MOST_DAYS


class Among(Block):
    """Whom an estimator looks at; everybody who was there at the launch if left out."""

    segments: tuple[Name, ...] = Field(default=(), description="people of these segments only")
    of: str | None = Field(default=None, description="people who did this, such as an act's name")
    days: Window = Field(default=(1, MOST_DAYS), description="days within which they did it")
    arm: Name | None = Field(
        default=None,
        description="arm in which they did it, for the same people in every arm; each arm's own if left out",
    )
    newcomers: bool = Field(
        default=False,
        description="whether it looks at those who came after the launch, instead of those who were there",
    )
    at_least: float = quantity("how often, at least", "times", default=1.0, ge=0)
    at_most: float | None = quantity("how often, at most", "times", default=None, ge=0)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        in_order(self.days)
        return self

    def rows(self, arm: str, seen: Seen) -> NDArray[np.intp]:
        """Find them."""
        trace = seen.arms[arm]
        chosen = np.ones(trace.people, np.bool_)
        if trace.launched is not None:
            chosen &= trace.launched != self.newcomers
        if self.segments:
            chosen &= trace.belong(self.segments)
        if self.of is not None:
            told = seen.elsewhere(self.arm, arm) if self.arm else trace
            done = told.each(total, self.of, self.days)
            chosen &= done >= self.at_least
            if self.at_most is not None:
                chosen &= done <= self.at_most
        return np.flatnonzero(chosen)


class Compared(WithinDays):
    """One number per arm, by itself or compared with another arm's."""

    against: Name | None = Field(
        default=None, description="the arm it is compared with; none for the number itself"
    )
    as_: Literal["level", "difference", "ratio", "lift", "d"] = Field(
        default="level",
        alias="as",
        description="how: difference, ratio, lift (the ratio less 1), or d (the difference in standard "
        "deviations of persons, Cohen 1988)",
    )
    among: Among = Field(default=Among(), description="whom it looks at")
    others: Among | None = Field(
        default=None,
        description="other people of the arm with whom they are compared, as those do who have no control arm",
    )
    relative_to: Window | None = Field(
        default=None,
        description="days whose number it is divided by, for what is left of an effect",
    )

    @model_validator(mode="after")
    def _whole(self) -> Self:
        others = (self.against is not None) + (self.others is not None)
        if others != (self.as_ != "level"):
            refuse(
                "a level is of one arm, all else is against another, or against other people of it",
                "give either `against` or `others` together with `as: difference`, ratio, lift or d",
            )
        in_order(self.relative_to or self.days)
        return self

    def of_no_effect(self) -> float | None:
        """Give what it says where both arms are alike; none of a level, or of what is left of an effect."""
        if self.as_ == "level" or self.relative_to is not None:
            return None
        return 1.0 if self.as_ == "ratio" else 0.0

    def value(self, seen: Seen) -> float:
        """Estimate the number, or what is left of it (see `Measure.value`)."""
        here = self._contrast(seen, self.days)
        if self.relative_to is None:
            return here
        return ratio(here, self._contrast(seen, self.relative_to))

    def _contrast(self, seen: Seen, days: Window) -> float:
        ours = self._of_people(self.arm, self.among, seen, days)
        if self.as_ == "level":
            return mean(ours)
        theirs = self._of_people(self.against or self.arm, self.others or self.among, seen, days)
        return contrast(self.as_, ours, theirs)

    def _of_people(self, arm: str, among: Among, seen: Seen, days: Window) -> Values:
        return self.of_each(seen.arms[arm].take(among.rows(arm, seen)), days)

    def of_each(self, trace: Trace, days: Window) -> Values:
        """Give the number of each person, shape (people,); NaN for those who have none."""
        raise NotImplementedError

    def arms(self) -> tuple[str, ...]:
        """Name the arms that are looked at."""
        others = (self.against, *(group.arm for group in self._groups()))
        return (self.arm, *(arm for arm in others if arm is not None))

    def names(self) -> Iterable[str]:
        """Name what has to be followed."""
        return (self.of, *(group.of or self.of for group in self._groups()))

    def chosen(self) -> Iterable[str]:
        """Name the segments that are looked at alone."""
        return tuple(name for group in self._groups() for name in group.segments)

    def _groups(self) -> tuple[Among, ...]:
        return (self.among,) if self.others is None else (self.among, self.others)

    def last_day(self) -> int:
        """Tell the last day that is looked at."""
        return max(self.days[1], (self.relative_to or self.days)[1])


class Mean(Compared):
    """The mean of a count or state per person."""

    kind: Literal["mean"]
    per: Literal["day", "week", "person"] = Field(
        default="day", description="per day, per week, or over all the days"
    )
    present: bool = Field(
        default=False, description="whether only days count on which a person was still there"
    )

    def of_each(self, trace: Trace, days: Window) -> Values:
        """Give each person's mean."""
        length = trace.length(self.of, days)
        if self.present:
            there = trace.within("present", days) > 0
            done, counted = total(trace.within(self.of, days) * there), there.sum(axis=0)
        else:
            done, counted = trace.each(total, self.of, days), np.full(trace.people, length)
        with np.errstate(invalid="ignore"):
            daily = np.where(counted > 0, done / np.maximum(counted, 1), np.nan)
        return np.asarray(daily * {"day": 1, "week": 7, "person": length}[self.per], np.float64)


class Share(Compared):
    """The share of people who did something at least so often."""

    kind: Literal["share"]
    at_least: float = quantity("how often, at least", "times", default=1.0, gt=0)

    def of_each(self, trace: Trace, days: Window) -> Values:
        """Give 1 for those who did, 0 for others."""
        often = trace.each(total, self.of, days) >= self.at_least
        return often.astype(np.float64)


def contrast(way: str, ours: Values, theirs: Values) -> float:
    """Compare the numbers of the people of two arms, shape (people,) each."""
    here, there = mean(ours), mean(theirs)
    if way == "difference":
        return here - there
    if way == "d":
        return ratio(here - there, math.sqrt((_variance(ours) + _variance(theirs)) / 2.0))
    return ratio(here, there) - (way == "lift")


def _variance(values: Values) -> float:
    """Give the variance of what is known (divisor n - 1); NaN of fewer than two."""
    known = values[~np.isnan(values)]
    return float(known.var(ddof=1)) if known.size > 1 else np.nan
