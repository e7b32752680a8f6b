"""What mechanics say and book: messages, posts and moments, and what they answer to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from loyaltysim.hooks.arrays import Amount, Rows
    from loyaltysim.hooks.service import Touch


class MessageKind(StrEnum):
    """Fogg's (2009) three kinds of prompt."""

    SPARK = "spark"
    FACILITATOR = "facilitator"
    SIGNAL = "signal"


NEUTRAL = -1
"""A message without a principle of persuasion."""
BEST = -2
"""Whichever principle moves the customer most, or none if all repel: what no firm can know."""


class Channel(StrEnum):
    """How a message comes, on which hangs how likely it is to be noticed."""

    APP = "app"
    E_MAIL = "e_mail"
    MAIL = "mail"
    COLD_MAIL = "cold_mail"
    IN_PERSON = "in_person"


@dataclass(frozen=True, slots=True)
class Messages:
    """Messages sent today, each asking for an act; at most one per customer, instance and act."""

    rows: Rows
    act: int
    """Number of the act that is asked for."""
    kind: MessageKind
    cost: float
    """Currency per message sent."""
    outreach: bool = False
    """Whether it is about being a customer at all: whoever notices it is woken from habit."""
    channel: Channel = Channel.APP
    principle: Callable[[Rows], NDArray[np.int8]] | None = None
    """Gives for some of its rows the number in `customers.columns.PRINCIPLES` of the principle that each message carries, or
    `NEUTRAL` or `BEST`, shape (rows,); it is asked of those alone who notice the message. None where none carries any."""


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
    account: str = ""
    """Name of the instance whose account it is; empty for the instance's own."""
    converts: bool = False
    """Whether it only turns into units what was earned before, as a full card into points."""


class MomentKind(StrEnum):
    """What a customer can live through."""

    GOAL_REACHED = "goal reached"
    GIFT_IN_KIND = "gift in kind"
    GIFT_IN_CASH = "gift in cash"
    GESTURE = "gesture"
    PRAISE = "praise"
    SETBACK = "setback"
    UNANNOUNCED_REWARD = "unannounced reward"


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened to several customers and that behaviour takes in."""

    kind: MomentKind
    rows: Rows
    size: Amount = 1.0
    """How much of it: currency of a gift; 0 to 1 of a gesture's quality, of praise, and of how much a
    setback hurts."""
    delay: Amount = 0.0
    """Days by which a gesture comes after what it is for."""


@dataclass(frozen=True, slots=True)
class Answer:
    """All that a mechanic answers to what happened."""

    posts: tuple[Post, ...] = ()
    moments: tuple[Moment, ...] = ()
    arrivals: Rows | None = None
    """Customers who each bring a newcomer, who comes tomorrow."""
    touches: tuple[Touch, ...] = ()
    """Meetings with the firm, as they were."""
    gave_up: Rows | None = None
    """Customers with a problem who waited too long: theirs is handed on."""


NOTHING = Answer()


@dataclass(frozen=True, slots=True)
class Acts:
    """The acts of one kind that were done today by customers for whom the instance is in force."""

    act: int
    """Number of the act."""
    rows: Rows
    spend: NDArray[np.float64]
    """Currency per act, shape (rows,)."""
    repetition: int = 1
    """Which of the day's acts of this kind they are for those who did them: 1 for the first."""


@dataclass(frozen=True, slots=True)
class Contacts:
    """What became of some messages of an instance today."""

    message: Messages
    rows: Rows
    """Who noticed it."""
    answered: NDArray[np.bool_]
    """Who of them did the act today, shape (rows,)."""
    principle: NDArray[np.int8] | None = None
    """What it carried for each of them, as the instance chose it, shape (rows,); None where it never carries any."""


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Newcomers of today whom one answer of the instance brought."""

    referrers: Rows
    """Who brought them, in the order of rows; some may have left since."""
    newcomers: Rows
    """Whom each of them brought, shape (referrers,); to be sorted before it is posted to."""
