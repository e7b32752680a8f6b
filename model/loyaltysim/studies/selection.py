"""Estimators of programmes that people choose: shares of wallet, and a naive comparison against the effect."""

from collections.abc import Iterable
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from loyaltysim.scenario.blocks.block import Name
from loyaltysim.studies.contrasts import Compared, Mean, Share
from loyaltysim.studies.measure import Measure, Seen, Values, Window, ratio, total
from loyaltysim.studies.trace import Trace


class Wallet(Compared):
    """The mean share of people's purchases that one seller has of theirs at all: share of wallet."""

    kind: Literal["wallet"]
    elsewhere: tuple[Name, ...] = Field(
        min_length=1, description="rivals where the same is bought, by name"
    )

    def of_each(self, trace: Trace, days: Window) -> Values:
        """Give each person's share; NaN for who bought nowhere."""
        here, *there = (trace.each(total, name, days) for name in (self.of, *self.elsewhere))
        bought = here + np.sum(there, axis=0)
        return np.where(bought > 0, here / np.maximum(bought, 1.0), np.nan)

    def names(self) -> Iterable[str]:
        """Name what has to be followed."""
        return (*super().names(), *self.elsewhere)


Estimator = Annotated[Mean | Share | Wallet, Field(discriminator="kind")]


class Multiple(Measure):
    """How many times as large one estimate is as another, such as a naive gap as the effect."""

    kind: Literal["multiple"]
    estimate: Estimator = Field(description="the one")
    than: Estimator = Field(description="the other, by which it is divided")

    def value(self, seen: Seen) -> float:
        """Give the quotient (see `Measure.value`)."""
        return ratio(self.estimate.value(seen), self.than.value(seen))

    def arms(self) -> tuple[str, ...]:
        """Name the arms that are looked at."""
        return (*self.estimate.arms(), *self.than.arms())

    def names(self) -> Iterable[str]:
        """Name what has to be followed."""
        return (*self.estimate.names(), *self.than.names())

    def chosen(self) -> Iterable[str]:
        """Name the segments that are looked at alone."""
        return (*self.estimate.chosen(), *self.than.chosen())

    def last_day(self) -> int:
        """Tell the last day that is looked at."""
        return max(self.estimate.last_day(), self.than.last_day())
