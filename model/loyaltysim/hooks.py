"""What mechanics say to the rest of the model: data only, which behaviour and the ledger act upon.

A mechanic never touches motivation, money or another mechanic. It states what it offers for an
act, which messages it sends, what it books and which moments it makes; everything else follows.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Mapping

Rows: TypeAlias = NDArray[np.intp]
"""Row numbers of customers, ascending and each at most once."""
Amount: TypeAlias = "NDArray[Any] | float"
"""One number for all rows named beside it, or one per row."""


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
    announced: bool = True
    """Whether customers were told; if not, they believe what they have met."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbolic reward: something to be or to keep, worth nothing in money."""

    urgency: Amount
    """How much this act matters to it now, 0 to 1; 0 where there is no such offer."""
    loss: Amount = False
    """Whether (per row) it is framed as something to lose."""


class MessageKind(StrEnum):
    """Fogg's (2009) three kinds of prompt."""

    SPARK = "spark"
    FACILITATOR = "facilitator"
    SIGNAL = "signal"


@dataclass(frozen=True, slots=True)
class Messages:
    """Messages sent today, each asking for an act."""

    rows: Rows
    act: int
    """Number of the act that is asked for."""
    kind: MessageKind
    cost: float
    """Currency per message sent."""


@dataclass(frozen=True, slots=True)
class Demand:
    """A change of how much an act asks of one of the six simplicity factors."""

    factor: int
    """Number of the factor in `customers.columns.FACTORS`."""
    ln_change: Amount = 0.0
    """Change of the logarithm of the act's demand; above 0 is harder."""
    added: Amount = 0.0
    """Demand that is added to it, also where the act asked for nothing; 1 exhausts a median customer."""


class Flow(StrEnum):
    """The four ways in which points and money change hands."""

    EARN = "earn"
    REDEEM = "redeem"
    EXPIRE = "expire"
    GRANT = "grant"


@dataclass(frozen=True, slots=True)
class Post:
    """One booking for several customers; only the ledger carries it out."""

    flow: Flow
    rows: Rows
    amount: Amount = 0.0
    """Units of the instance's account; a grant has none."""
    value: Amount = 0.0
    """Currency that the customer gets (redeem and grant)."""
    cost: Amount = 0.0
    """Currency that the firm pays (redeem and grant)."""


class MomentKind(StrEnum):
    """What a customer can live through."""

    GOAL_REACHED = "goal reached"
    GIFT_IN_KIND = "gift in kind"
    GIFT_IN_CASH = "gift in cash"
    STREAK_BROKEN = "streak broken"
    UNANNOUNCED_REWARD = "unannounced reward"


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened to several customers and that behaviour takes in."""

    kind: MomentKind
    rows: Rows
    size: Amount = 1.0
    """How much of it: currency of a gift; of a broken streak, how dear it was, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Answer:
    """All that a mechanic answers to what happened."""

    posts: tuple[Post, ...] = ()
    moments: tuple[Moment, ...] = ()


NOTHING = Answer()


@dataclass(frozen=True, slots=True)
class Acts:
    """The acts of one kind that were done today by customers in the scheme."""

    rows: Rows
    spend: NDArray[np.float64]
    """Currency per act, shape (rows,)."""


@dataclass(frozen=True, slots=True)
class StateColumn:
    """One column of an instance's own state."""

    name: str
    unit: str
    meaning: str
    start: float = 0.0
    dtype: type = np.float64
    signal: bool = False
    """Whether messages of other instances may be aimed at it."""


@dataclass(frozen=True, slots=True)
class AccountSpec:
    """The account of an instance: what is earned, redeemed and expires."""

    unit: str
    unit_value: float
    """Currency that one unit is worth to the customer."""
    unit_cost: float
    """Currency that one unit will cost the firm when it is redeemed."""
    reward_units: float | None = None
    """Units for one reward: fewer are felt as held by the share of the way; None for in full."""
    pending_days: int = 0
    lot_days: int | None = None
    """Length of an earning period whose units expire together; None when they have no age."""
    known: bool = True
    """Whether customers know what they have; the unknown neither holds them nor crowds out."""


class View(Protocol):
    """What an instance may see: what a firm could know, and its own columns."""

    @property
    def day(self) -> int:
        """Days since launch."""

    @property
    def act(self) -> int:
        """Number of the act that the instance is about."""

    @property
    def own(self) -> Mapping[str, NDArray[Any]]:
        """The instance's columns, each of shape (n,)."""

    @property
    def here(self) -> NDArray[np.bool_]:
        """Which customers are in the scheme and still customers, shape (n,)."""

    @property
    def reachable(self) -> NDArray[np.bool_]:
        """Which of them accept messages, shape (n,)."""

    @property
    def balance(self) -> NDArray[np.float64]:
        """Active units of the instance's account, shape (n,)."""

    @property
    def pending(self) -> NDArray[np.float64]:
        """Units not yet active, shape (n,)."""

    def lot(self, number: int) -> NDArray[np.float64]:
        """Give the units of one earning period that are still there, shape (n,)."""

    def usual_spend(self, act: int) -> NDArray[np.float64]:
        """Give what each customer usually spends on an act, in currency, shape (n,)."""

    def days_since(self, act: int) -> NDArray[np.int32]:
        """Give the days since each customer's last act, shape (n,)."""

    def signal(self, instance: str, column: str) -> NDArray[np.bool_]:
        """Tell which customers another instance's column says yes for, shape (n,)."""

    def luck(self, decision: str) -> NDArray[np.float32]:
        """Give today's uniforms of one of the instance's own decisions, shape (n,)."""
