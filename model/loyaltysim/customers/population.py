"""What a population is, in numbers only: segments that were described, or customers that were fitted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from loyaltysim.customers.columns import PRINCIPLES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Spread:
    """A distribution by its mean and its coefficient of variation."""

    mean: float
    cv: float = 0.0


@dataclass(frozen=True, slots=True)
class Rival:
    """A competitor who can serve the occasions of the main act."""

    appeal: float
    """How often a median customer chooses it for each time the firm is chosen, at the same price, habits and schemes left aside."""
    price: float = 1.0
    """Price as a ratio to the customer's ticket."""
    starts: int | None = None
    """Day on which it appears; None for one who has always been there."""

    def is_open(self, day: int) -> bool:
        """Tell whether customers can buy there on a day."""
        return self.starts is None or day >= self.starts


@dataclass(frozen=True, slots=True)
class Incidents:
    """What goes wrong with an act."""

    rate: float
    """Chance that something goes wrong with one act, of a customer whose factor is 1."""
    severity: float
    """How much it vexes, 0 to 1."""


@dataclass(frozen=True, slots=True)
class ActTraits:
    """What an act is, for every customer."""

    name: str
    ticket: Spread | None
    """Currency per act; None for an act without a price."""
    minutes: float
    """Time the act takes, the yardstick of rewards where there is no price."""
    basket_cv: float
    """Variation of one customer's spend from act to act."""
    margin: float
    """Share of the spend that is left to the firm."""
    interest: float
    """How interesting the act is by itself, 0 to 1."""
    need: float
    """Occasions per occasion of the main act."""
    demands: tuple[float, ...]
    """Demand on each of the six factors; 1 exhausts a median customer, 0 asks nothing."""
    ease: float | None = None
    """Share of customers for whom no demand exceeds their means, to which `demands` are scaled alike;
    None if they are to be taken as they are."""
    limit: int | None = None
    """How often a customer can do it at all; None for no limit."""
    most: int = 1
    """How often a customer can do it on one occasion."""
    satiation: float = 0.0
    """Share of the motivation that is lost with each repetition on one occasion."""
    helps_firm: float = 1.0
    """How much it does for the firm, 0 to 1: what it is that attachment to the firm makes one do."""
    rival: Rival | None = None
    """Who is bought of in the main act's stead; None for an act of the firm's."""
    incidents: Incidents | None = None
    """What goes wrong with it; None for nothing."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A share of the population with its own distributions."""

    name: str
    share: float
    rate: Spread
    """Occasions, or acts, per day."""
    rate_is_acts: bool
    """Whether `rate` counts acts without a scheme; if not, occasions."""
    hazard: Spread
    """Proneness to leave, per day."""
    ticket_factor: float
    reward_sensitivity: float
    user_types: tuple[float, ...]
    """Mean shares of the six Hexad types."""
    incident_factor: float = 1.0
    """How often something goes wrong with an act of theirs, against the usual."""
    susceptibility: tuple[float | None, ...] = (None,) * len(PRINCIPLES)
    """Mean susceptibility to each principle of persuasion; None for that of the constants."""


@dataclass(frozen=True, slots=True)
class SegmentPopulation:
    """Customers described by segments."""

    segments: tuple[Segment, ...]
    newcomer_shares: tuple[float, ...] | None = None
    """Shares of the segments among those who come later; None if they are as at the launch."""


@dataclass(frozen=True, slots=True)
class FittedPopulation:
    """Customers fitted to a purchase record by the Pareto/NBD (Schmittlein et al. 1987), in days.

    Acts come at gamma-distributed rates (shape r, rate alpha), customers leave at gamma-distributed
    hazards (shape s, rate beta). Each simulated customer takes the history of a real one.
    """

    r: float
    alpha: float
    s: float
    beta: float
    x: NDArray[np.float64]
    """Repeat purchases."""
    t_x: NDArray[np.float64]
    """Day of the last purchase since the first."""
    T: NDArray[np.float64]
    """Days observed since the first purchase."""
    mean_spend: NDArray[np.float64]
    """Currency per purchase."""
    kappa: float = 1.0
    """Factor on the rates, so that the whole model still repeats the record."""
    user_types: tuple[float, ...] = (0.25, 0.15, 0.25, 0.18, 0.13, 0.04)
    """Mean shares of the six Hexad types."""
    newcomers: bool = False
    """Whether to play everyone from the first purchase instead of from the end of the record."""


Population = SegmentPopulation | FittedPopulation
