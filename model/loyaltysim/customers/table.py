"""The table of customers: traits that never change, and states that every scheme changes its way."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from loyaltysim.customers.columns import column

if TYPE_CHECKING:
    from collections.abc import Sequence

Real: TypeAlias = NDArray[np.floating[Any]]
INFINITY = float("inf")
FIRST = -(10**6)


@dataclass(frozen=True, slots=True)
class Traits:
    """Who the customers are. All schemes share one copy."""

    segment: NDArray[np.int8] = column("number", 0, 127, "segment of the population")
    need: Real = column("occasions a day", 0, INFINITY, "how often the need for the main act comes")
    hazard: Real = column("a day", 0, INFINITY, "proneness to leave")
    ticket: NDArray[np.float64] = column(
        "currency", 0, INFINITY, "usual spend per act, 0 for acts without a price", "(acts, n)"
    )
    worth: Real = column(
        "currency", 0, INFINITY, "ticket, or the worth of the act's time", "(acts, n)"
    )
    intrinsic: Real = column("ordinary desire", 0, INFINITY, "desire at a natural occasion")
    ln_resource: Real = column(
        "log share", -INFINITY, INFINITY, "resources of the six simplicity factors", "(6, n)"
    )
    gap: Real = column("log", 0, INFINITY, "difficulty of each act before habit", "(acts, n)")
    scarcest: NDArray[np.int8] = column("number", 0, 5, "factor that sets the gap", "(acts, n)")
    reward_sensitivity: Real = column("desire per ticket", 0, INFINITY, "rho: pull of rewards")
    loss_aversion: Real = column("ratio", 0, INFINITY, "lambda: weight of losses against gains")
    discount_rate: Real = column("a day", 0, INFINITY, "kd: discount of delayed rewards")
    novelty_seeking: Real = column("ratio", 0, INFINITY, "pull of a new game")
    competitiveness: Real = column("ratio", 0, INFINITY, "weight of rivals")
    sociability: Real = column("ratio", 0, INFINITY, "weight of norms, teams and supporters")
    attention: Real = column("chance", 0, 1, "chance that a message is noticed when fresh")
    habit_rate: Real = column("per act", 0, 0.5, "a: growth of habit")
    user_type: Real = column("share", 0, 1, "weights of the Hexad's six types", "(6, n)")
    contract_phase: NDArray[np.int32] = column("days", 0, INFINITY, "day of the contract")
    taste: Real = column(
        "log-odds", -INFINITY, INFINITY, "liking of each rival against the firm", "(rivals, n)"
    )
    incident_factor: Real = column("times the usual", 0, INFINITY, "how often acts go wrong")
    susceptibility: Real = column(
        "ratio",
        -INFINITY,
        INFINITY,
        "pull of each principle of persuasion; no principle where no scheme uses any",
        "(principles, n)",
    )

    @property
    def n(self) -> int:
        """Customers in the table."""
        return int(self.need.size)


@dataclass(slots=True)
class States:
    """How the customers are now. Each scheme has its own copy."""

    present: NDArray[np.bool_] = column("yes or no", 0, 1, "still a customer")
    habit: Real = column("share", 0, 1, "H: strength of habit", "(acts, n)")
    last_act: NDArray[np.int32] = column("day", FIRST, INFINITY, "day of the last act", "(acts, n)")
    acts: NDArray[np.int32] = column("acts", 0, INFINITY, "acts since launch", "(acts, n)")
    crowding: Real = column("share", 0, 1, "X: crowding out by rewards", "(acts, n)")
    praise: Real = column("share", 0, 1, "P: interest added by praise")
    attachment: Real = column("share", 0, 1, "C: attachment to the firm")
    efficacy: Real = column("share", 0, 1, "E: belief in reaching goals")
    fatigue: Real = column("share", 0, 1, "F: fatigue of messages")
    woken: Real = column("share", 0, 1, "O: woken from habit by outreach")
    opted_in: NDArray[np.bool_] = column("yes or no", 0, 1, "accepts messages")
    sting: Real = column("share", 0, 1, "B: sting of a setback")
    friends_lost: Real = column("friends", 0, INFINITY, "W: departures of friends, fading away")
    vexation: Real = column("share", 0, 1, "V: vexation by what went wrong, and by hard service")
    satisfaction: Real = column("own desire", 0, INFINITY, "Mbar: running motivation at occasions")
    heard: Real = column(
        "messages",
        0,
        INFINITY,
        "N: messages with each principle, some forgotten",
        "(principles, n)",
    )
    heard_on: NDArray[np.int32] = column(
        "day", FIRST, INFINITY, "day of the last message with each principle", "(principles, n)"
    )

    @classmethod
    def fresh(cls, customers: int, acts: int, dtype: type, principles: int = 0) -> States:
        """Give the states of customers to whom nothing has happened yet.

        Parameters
        ----------
        principles
            Principles of persuasion that they may meet.
        """

        def zeros(*shape: int) -> Real:
            return np.zeros(shape, dtype)

        return cls(
            present=np.ones(customers, np.bool_),
            habit=zeros(acts, customers),
            last_act=np.full((acts, customers), FIRST, np.int32),
            acts=np.zeros((acts, customers), np.int32),
            crowding=zeros(acts, customers),
            praise=zeros(customers),
            attachment=zeros(customers),
            efficacy=zeros(customers),
            fatigue=zeros(customers),
            woken=zeros(customers),
            opted_in=np.ones(customers, np.bool_),
            sting=zeros(customers),
            friends_lost=zeros(customers),
            vexation=zeros(customers),
            satisfaction=np.ones(customers, dtype),
            heard=zeros(principles, customers),
            heard_on=np.full((principles, customers), FIRST, np.int32),
        )

    def copy(self) -> States:
        """Give an independent copy, for another scheme."""
        return States(**{item.name: getattr(self, item.name).copy() for item in fields(self)})


@dataclass(slots=True)
class Customers:
    """The customers of consecutive markets, one row each.

    Row i belongs to market i // size of the batch.
    """

    traits: Traits
    states: States
    markets: range
    size: int
    segments: Sequence[str]
    market: NDArray[np.intp]
    edges: NDArray[np.intp] = field(init=False)
    """First row of each market, and the row after the last."""

    def __post_init__(self) -> None:
        self.edges = np.arange(0, self.n + 1, self.size)

    @property
    def n(self) -> int:
        """Customers in all markets together."""
        return self.traits.n

    def branch(self) -> Customers:
        """Give the same customers with their own states, for another scheme."""
        return Customers(
            self.traits, self.states.copy(), self.markets, self.size, self.segments, self.market
        )

    def by_market(self, mask: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Count the rows that a mask selects, by market, shape (markets,)."""
        counts: NDArray[np.int64] = mask.reshape(len(self.markets), self.size).sum(axis=1)
        return counts
