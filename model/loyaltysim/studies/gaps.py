"""Rates of people of one arm against those of others of it, as those compare who have no control arm."""

from collections.abc import Iterable
from typing import Literal

import numpy as np
from pydantic import Field

from loyaltysim.studies.contrasts import Among
from loyaltysim.studies.measure import Seen, WithinDays, ratio


class Gap(WithinDays):
    """How much more some people did a day on which they were there than others of the same arm."""

    kind: Literal["gap"]
    among: Among = Field(description="the ones")
    others: Among = Field(description="the others")
    as_: Literal["difference", "ratio"] = Field(alias="as", description="how they are compared")

    def of_no_effect(self) -> float:
        """Give what it says of equal numbers (see `Measure.of_no_effect`)."""
        return 0.0 if self.as_ == "difference" else 1.0

    def value(self, seen: Seen) -> float:
        """Give the gap (see `Measure.value`)."""
        ours, theirs = (self._rate(seen, group) for group in (self.among, self.others))
        return ours - theirs if self.as_ == "difference" else ratio(ours, theirs)

    def _rate(self, seen: Seen, group: Among) -> float:
        """Divide all that was done by all days on which people were there, those on which they left included."""
        trace = seen.arms[self.arm].take(group.rows(self.arm, seen))
        done = float(trace.within(self.of, self.days).sum(dtype=np.float64))
        there = trace.within("present", self.days) + trace.within("departures", self.days)
        return ratio(done, float(there.sum(dtype=np.float64)))

    def arms(self) -> tuple[str, ...]:
        """Name the arms that are looked at."""
        others = (self.among.arm, self.others.arm)
        return (self.arm, *(arm for arm in others if arm is not None))

    def names(self) -> Iterable[str]:
        """Name what has to be followed."""
        chosen = (self.among.of or self.of, self.others.of or self.of)
        return (self.of, "departures", *chosen)

    def chosen(self) -> Iterable[str]:
        """Name the segments that are looked at alone."""
        return (*self.among.segments, *self.others.segments)
