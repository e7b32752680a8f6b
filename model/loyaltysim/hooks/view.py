"""What an instance declares of its own, and what it may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from loyaltysim.hooks.arrays import Amount, Mask, Rows


T = TypeVar("T")


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
    shown: bool = False
    """Whether other instances may read it, as one number per market."""
    per_market: bool = False
    """Whether there is one number per market, such as a budget, instead of one per customer."""
    counts: bool = False
    """Whether it only counts what came of the instance, and decides nothing, so that each variant may have one of its own."""
    kept: bool = False
    """Whether it stays as it is when a customer becomes a member, instead of beginning anew."""
    common: str = ""
    """Under which name instances of a scheme have it in common, as one column of all who declare it so; it is kept, too."""


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
    into: str = ""
    """Name of the instance in whose units `unit_value` and `unit_cost` are told; empty for currency."""
    takes: bool = False
    """Whether rewards of other instances may be paid into it."""
    in_money: bool = False
    """Whether its units are currency."""


@dataclass(frozen=True, slots=True)
class Susceptible:
    """What is known of a whole population: a firm may know it, though of nobody in particular."""

    mean: tuple[float, ...]
    """Mean susceptibility to each principle."""
    sd: float
    """Spread of each between persons."""
    correlation: float
    """Between the principles."""
    gain: float
    """What a susceptibility of 1 adds to the chance of an answer, on the whole."""

    @property
    def best(self) -> int:
        """Number of the principle that is best on average, the first of equals."""
        return self.mean.index(max(self.mean))


class View(Protocol):
    """What an instance may see: what a firm could know, and its own columns."""

    @property
    def day(self) -> int:
        """Days since launch."""

    @property
    def age(self) -> int:
        """Earlier days on which the instance was in force: 0 on its first day."""

    @property
    def weekday(self) -> int:
        """Weekday of today, 0 being Monday; the launch is one unless the scenario says otherwise."""

    @property
    def act(self) -> int:
        """Number of the first act that the instance is about."""

    @property
    def about(self) -> tuple[int, ...]:
        """Numbers of all acts it is about, in the order of `Mechanic.acts_about`."""

    @property
    def own(self) -> Mapping[str, NDArray[Any]]:
        """The instance's columns, each of shape (n,), or (markets,) where so declared."""

    @property
    def here(self) -> NDArray[np.bool_]:
        """For whom the instance is in force: members who are still customers, shape (n,)."""

    def by_market(self, mask: Mask) -> NDArray[np.intp]:
        """Count the customers whom a mask selects, of shape (n,), by market."""

    @property
    def joined(self) -> Rows:
        """Customers for whom it is in force from today on: all at its start, later the newcomers."""

    @property
    def cohort(self) -> NDArray[np.int32]:
        """Day on which each one became a customer, 0 for those of the launch, shape (n,)."""

    @property
    def may_bring(self) -> NDArray[np.bool_]:
        """Who can still bring a newcomer, shape (n,)."""

    @property
    def market(self) -> NDArray[np.intp]:
        """Market of each customer within the batch, shape (n,)."""

    @property
    def reachable(self) -> NDArray[np.bool_]:
        """Which of them accept messages, and are not left in peace today, shape (n,)."""

    @property
    def sent(self) -> NDArray[np.int32]:
        """Messages that all instances of the scheme have sent each customer before today, shape (n,)."""

    @property
    def balance(self) -> NDArray[np.float64]:
        """Active units of the instance's account, shape (n,)."""

    @property
    def pending(self) -> NDArray[np.float64]:
        """Units not yet active, shape (n,)."""

    def held(self, rows: Rows) -> NDArray[np.float64]:
        """Give the active and pending units of some customers, shape (rows,)."""

    def lot(self, number: int) -> NDArray[np.float64]:
        """Give the units of one earning period that are still there, shape (n,)."""

    def unit_value(self, account: str) -> float:
        """Give the worth of a unit of an account of the scheme, in currency; 0 once that has ended."""

    def may(self, act: int) -> NDArray[np.bool_]:
        """Tell which customers have not yet done an act as often as it can be done, shape (n,)."""

    def room(self, act: int, days: Amount) -> Amount:
        """Give how often an act can still be done in so many days, today included: as often as days, if once a day."""

    def usual_spend(self, act: int) -> NDArray[np.float64]:
        """Give what each customer usually spends on an act, in currency, shape (n,)."""

    def days_since(self, act: int) -> NDArray[np.int32]:
        """Give the days since each customer's last act, shape (n,)."""

    def has_done(self, act: int) -> NDArray[np.bool_]:
        """Tell who has done an act since they came, shape (n,).

        Customers of the launch have done it before, but where there are rivals: of them those who did it in the burn-in.
        """

    def signal(self, instance: str, column: str) -> NDArray[np.bool_]:
        """Tell which customers another instance's column says yes for, shape (n,)."""

    def shown(self, instance: str, column: str) -> NDArray[Any]:
        """Read a column of another instance that it shows, shape (markets,); zeros while that is not in force."""

    @property
    def days_to_renewal(self) -> NDArray[np.int64]:
        """Days until each one's contract ends, today being 0, shape (n,); below 0 for all without contracts."""

    @property
    def friends(self) -> NDArray[np.intp]:
        """How many friends each customer has for whom the instance is in force, shape (n,)."""

    def among_friends(self, column: NDArray[Any]) -> NDArray[np.float64]:
        """Give a column's mean over those friends, 0 for who has none, shape (n,)."""

    def once(self, name: str, find: Callable[[], T]) -> T:
        """Find something once for all questions of a day: offers, demands and references ask, and change nothing."""

    @property
    def susceptible(self) -> Susceptible:
        """How susceptible to persuasion customers are on the whole, as market research tells; of nobody in particular."""

    def agree(
        self, decision: str, rows: Rows, chance: Amount, principle: NDArray[np.int8] | None
    ) -> NDArray[np.bool_]:
        """Decide who of some customers agrees to something, each with a chance that a principle raises or lowers, shape (rows,)."""

    def luck(self, decision: str) -> NDArray[np.float32]:
        """Give the uniforms of one of the instance's own decisions, of today or of a repetition, shape (n,)."""
