"""What mechanics state about an act before it is done; behaviour alone makes motivation and ability of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from loyaltysim.hooks.arrays import Amount


@dataclass(frozen=True, slots=True)
class Offer:
    """A tangible reward that an act brings nearer, as a customer sees it now.

    Arrays have shape (rows,) of the rows asked about; a draw with several outcomes has
    `value` and `chance` of shape (outcomes, 1) or (outcomes, rows), best outcome first.
    """

    value: Amount
    """Worth to the customer, in currency."""
    chance: Amount | None = None
    """Chance of each outcome; None for a sure reward. What is missing from 1 brings nothing."""
    stands: NDArray[np.bool_] | None = None
    """Which of the rows have this offer; None for all."""
    acts_left: Amount = 0.0
    """Acts still needed after this one."""
    left_share: Amount = 0.0
    """Share of the way that is left after this act, 0 to 1."""
    granted_share: Amount = 0.0
    """Share of the way that was given as a head start; counts on the first goal only."""
    waiting_days: float = 0.0
    """Days between earning the reward and having it."""
    loss: bool = False
    """Whether it is framed as something to lose."""
    at_once: bool = False
    """Whether chance is resolved at the moment of the act."""
    goal: bool = False
    """Whether several acts add up to it."""
    cycle: Amount | None = None
    """Acts from one such reward to the next, 1 or more, infinite where it comes once and comes anyway; None for
    rewards that are due to the act in full, and for goals that come once."""
    lapses: NDArray[np.bool_] | bool = False
    """Whether (per row) the way so far is lost where the act is left out, as a streak's."""
    days_left: Amount | None = None
    """Days in which the acts must be done, today included; None without a deadline."""
    announced: bool = True
    """Whether customers were told; if not, they believe what they have met."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbolic reward: something to be or to keep, worth nothing in money."""

    urgency: Amount
    """How much this act matters to it now, 0 to 1, but for how far it is; 0 where there is no such offer."""
    loss: Amount = False
    """Whether (per row) it is framed as something to lose."""
    pace: Amount = 0.0
    """Acts per day that having or keeping it takes; 0 where it asks for no pace."""
    counted: float = math.inf
    """Acts of one occasion that count for that pace, at most."""
    share: Amount = 1.0
    """How much of it there is for one: 1 in full, less where others have a part in it, or where it is
    nothing special."""
    lasts: bool = True
    """Whether it is something to be or to keep; a mere game only plays."""
    acts_left: Amount = 0.0
    """Acts still needed after this one."""
    left_share: Amount = 0.0
    """Share of the way that is left after this act, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Demand:
    """A change of how much an act asks of one of the six simplicity factors."""

    factor: int
    """Number of the factor in `customers.columns.FACTORS`."""
    ln_change: Amount = 0.0
    """Change of the logarithm of the act's demand; above 0 is harder."""
    added: Amount = 0.0
    """Demand that is added to it, also where the act asked for nothing; 1 exhausts a median customer."""


class ReferenceKind(StrEnum):
    """What a customer may compare himself or herself with."""

    NORM = "norm"
    RIVAL = "rival"
    TEAM = "team"
    SUPPORT = "support"


@dataclass(frozen=True, slots=True)
class Reference:
    """What others do, as a customer is told: something to compare oneself with."""

    kind: ReferenceKind
    level: Amount
    """A share, 0 to 1; of a rival a score in any unit, 0 or more."""
    own: Amount = 0.0
    """The customer's own, in the same measure."""
    days_since_told: Amount = 0.0
    stands: NDArray[np.bool_] | None = None
    """Which of the rows have something to compare with; None for all."""
