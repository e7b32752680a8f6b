"""What mechanics say of service: what it asks of customers, whom it helps, and how it is felt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from loyaltysim.hooks.arrays import Amount, Rows


class Stage(StrEnum):
    """Where on the journey customers meet the firm."""

    ONBOARDING = "onboarding"
    ACT = "act"
    PROBLEM = "problem"
    CONTACT = "contact"
    RENEWAL = "renewal"


@dataclass(frozen=True, slots=True)
class Cases:
    """Customers with a problem that nobody has solved, in order; arrays have shape (rows,)."""

    rows: Rows
    days: NDArray[np.int32]
    """Days since something went wrong."""
    handed: NDArray[np.int32]
    """How many have tried to help before."""
    acts: NDArray[np.int32]
    """Number of the act that went wrong; of several on the first day, of the worst."""
    waiting: Rows
    """All who wait there by now, those of today among them."""


@dataclass(frozen=True, slots=True)
class Help:
    """What those find who turn to an instance with a problem."""

    reach: Amount
    """Chance that it is there for one, a number or of shape (rows,)."""
    demands: tuple[float, ...]
    """What it asks of the six simplicity factors; 1 exhausts a median customer."""
    unasked: bool = False
    """Whether it comes to customers by itself, so that nobody has to turn to it."""


@dataclass(frozen=True, slots=True)
class Touch:
    """A meeting of customers with the firm; arrays have shape (rows,)."""

    stage: Stage
    rows: Rows
    demands: tuple[Amount, ...]
    """What it asked of the six simplicity factors; 1 exhausts a median customer."""
    warmth: Amount = 0.0
    """How personal it is, as the quality of a gesture: 1 said to this one customer, 0 a machine."""
    human: bool = False
    """Whether somebody, and not a machine, was there."""
    outreach: bool = False
    """Whether it is about being a customer at all: it wakes from habit."""
    solved: NDArray[np.bool_] | None = None
    """Of a problem, whose was solved; the others are handed on."""
    principle: NDArray[np.int8] | None = None
    """Number in `customers.columns.PRINCIPLES` of what it carries for each one, or `NEUTRAL` or `BEST`; None where it never carries any."""
