"""Estimators: how the studies turned what people did into the number that they published."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from loyaltysim.behaviour.constants import Constants
from loyaltysim.scenario.blocks.block import Block, Name, refuse
from loyaltysim.studies.trace import Series, Trace
from loyaltysim.units import MOST_DAYS

Day = Annotated[int, Field(ge=1, le=MOST_DAYS)]
Window = tuple[Day, Day]
Values = NDArray[np.float64]


@dataclass(frozen=True)
class Seen:
    """All that an estimator can look at: what the people of each arm did, and how they behave."""

    arms: Mapping[str, Trace]
    constants: Constants
    everybody: Mapping[str, Trace] = field(default_factory=dict)
    """All people of every arm, where `arms` has a sample of them."""
    drawn: Mapping[str, NDArray[np.intp]] = field(default_factory=dict)
    """Who they are in such a sample: rows of `everybody`, by arm."""

    def elsewhere(self, arm: str, people_of: str) -> Trace:
        """Tell what the people of one arm would have done in another."""
        if not self.drawn:
            return self.arms[arm]
        return self.everybody[arm].take(self.drawn[people_of])


class Measure(Block):
    """An estimator of one number."""

    def of_no_effect(self) -> float | None:
        """Give what it says where nothing has an effect; none where the number is no effect."""
        return None

    def value(self, seen: Seen) -> float:
        """Estimate it.

        Returns
        -------
        The number; NaN where it cannot be estimated.
        """
        raise NotImplementedError

    def arms(self) -> tuple[str, ...]:
        """Name the arms that are looked at."""
        return ()

    def names(self) -> Iterable[str]:
        """Name what has to be followed."""
        return ()

    def chosen(self) -> Iterable[str]:
        """Name the segments that are looked at alone."""
        return ()

    def last_day(self) -> int:
        """Tell the last day that is looked at."""
        return 1


class InArm(Measure):
    """An estimator that looks at the people of one arm."""

    arm: Name = Field(description="the arm")

    def arms(self) -> tuple[str, ...]:
        """Name the arm."""
        return (self.arm,)


class OfArm(InArm):
    """An estimator that looks at what the people of one arm did or were."""

    of: str = Field(
        description="what is counted: an act's name, goals, departures, spend, earned, redeemed, messages, arrivals, "
        "referred, member (everybody, where nobody has to join), present, or a state such as habit"
    )

    def names(self) -> Iterable[str]:
        """Name what has to be followed."""
        return (self.of,)


class WithinDays(OfArm):
    """An estimator that looks at some days of that."""

    days: Window = Field(description="days that are looked at, first and last, counted from 1")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        in_order(self.days)
        return self

    def last_day(self) -> int:
        """Tell the last day that is looked at."""
        return self.days[1]


class AroundGoals(OfArm):
    """An estimator that sets that beside the goals that people reached."""

    def names(self) -> Iterable[str]:
        """Name what has to be followed."""
        return (self.of, "goals")


def in_order(days: Window) -> None:
    """Refuse days that end before they begin."""
    if days[0] > days[1]:
        refuse("the first day comes after the last", "such as days: [1, 28]")


def total(series: Series) -> Values:
    """Sum over days what each person did, shape (people,)."""
    summed: Values = series.sum(axis=0, dtype=np.float64)
    return summed


def mean(values: NDArray[np.integer] | NDArray[np.floating]) -> float:
    """Average what is known; NaN where nothing is."""
    known = values[~np.isnan(values)]
    return float(known.mean(dtype=np.float64)) if known.size else np.nan


def ratio(above: float, below: float) -> float:
    """Divide; NaN where that cannot be done."""
    return above / below if below else np.nan
