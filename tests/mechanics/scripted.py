"""One mechanic at work on customers whose acts, luck and answers are written down beforehand.

The ledger is the real one, with a market of their own for every customer, so that money can be
read by customer. The order within a day is that of the model.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltysim.hooks import Acts, Flow, Messages, Offer, Symbol
from loyaltysim.ledger import Account, Ledger

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from loyaltysim.hooks import Answer, Moment
    from loyaltysim.mechanics.mechanic import Mechanic

INSTANCE = "it"
NOBODY = np.empty(0, np.intp)


@dataclass
class Day:
    """What was seen on one day: offers and messages before the acts, the rest at the end."""

    messages: NDArray[np.intp] = field(default_factory=lambda: NOBODY)
    offers: list[Offer] = field(default_factory=list)
    symbols: list[Symbol] = field(default_factory=list)
    moments: list[Moment] = field(default_factory=list)
    columns: dict[str, NDArray[Any]] = field(default_factory=dict)
    numbers: dict[str, NDArray[np.float64]] = field(default_factory=dict)
    """balance and pending; earned, redeemed and expired so far; value and cost of the day."""


class Script:
    """The mechanic's view (the protocol `hooks.View`), and the days it is played through.

    Parameters
    ----------
    mechanic
        The rule under test; it is about act 0.
    customers
        How many customers there are.
    usual_spend
        What each usually spends, in currency, shape (customers,).
    last_act
        Day of each customer's last act before the launch, shape (customers,).
    """

    def __init__(
        self,
        mechanic: Mechanic,
        customers: int,
        usual_spend: NDArray[np.float64] | None = None,
        last_act: NDArray[np.int32] | None = None,
    ) -> None:
        self.mechanic, self.n = mechanic, customers
        self.spend = np.full(customers, 10.0) if usual_spend is None else usual_spend
        self.last = np.full(customers, -1, np.int32) if last_act is None else last_act
        self.own: dict[str, NDArray[Any]] = {
            column.name: np.full(customers, column.start, column.dtype)
            for column in mechanic.columns()
        }
        spec = mechanic.account()
        markets = np.arange(customers, dtype=np.intp)
        self.ledger = Ledger({INSTANCE: spec} if spec else {}, markets, customers)
        self.day, self.act = -1, 0
        self.here = np.ones(customers, np.bool_)
        self.opted_in = np.ones(customers, np.bool_)
        self.signals: dict[str, NDArray[np.bool_]] = {}
        self.drawn = np.ones(customers, np.float32)

    @property
    def reachable(self) -> NDArray[np.bool_]:
        return self.here & self.opted_in

    @property
    def account(self) -> Account:
        return self.ledger.accounts[INSTANCE]

    @property
    def balance(self) -> NDArray[np.float64]:
        return self.account.balance

    @property
    def pending(self) -> NDArray[np.float64]:
        return self.account.pending

    def lot(self, number: int) -> NDArray[np.float64]:
        return self.account.lot(number)

    def usual_spend(self, act: int) -> NDArray[np.float64]:
        return self.spend

    def days_since(self, act: int) -> NDArray[np.int32]:
        days: NDArray[np.int32] = self.day - self.last
        return days

    def signal(self, instance: str, column: str) -> NDArray[np.bool_]:
        return self.signals.get(f"{instance}.{column}", np.zeros(self.n, np.bool_))

    def luck(self, decision: str) -> NDArray[np.float32]:
        return self.drawn

    def play(self, acts: Mapping[int, float], day: int | None = None) -> Day:
        """Play the next day, or all quiet days up to `day` and that one."""
        for quiet in range(self.day + 1, self.day + 1 if day is None else day):
            self._play(quiet, {})
        return self._play(self.day + 1, acts)

    def _play(self, day: int, acts: Mapping[int, float]) -> Day:
        self.day = day
        seen = Day()
        self.ledger.begin_day(day)
        self._book(self.mechanic.open(self), seen)
        sent = self.mechanic.messages(self, 0)
        seen.messages = sent.rows if isinstance(sent, Messages) else NOBODY
        for offer in self.mechanic.offers(self, 0, np.arange(self.n)):
            if isinstance(offer, Offer):
                seen.offers.append(offer)
            else:
                seen.symbols.append(offer)
        self._act(acts, seen)
        self._book(self.mechanic.close(self), seen)
        seen.columns = {name: column.copy() for name, column in self.own.items()}
        seen.numbers = self._numbers()
        return seen

    def _act(self, acts: Mapping[int, float], seen: Day) -> None:
        rows = np.array(sorted(row for row in acts if self.here[row]), np.intp)
        spend = np.array([acts[row] for row in rows.tolist()], np.float64)
        self._book(self.mechanic.on_acts(self, Acts(rows, spend)), seen)
        self.last[rows] = self.day

    def _book(self, answer: Answer, seen: Day) -> None:
        for post in answer.posts:
            self.ledger.book(INSTANCE, post, self.day)
        seen.moments.extend(answer.moments)

    def _numbers(self) -> dict[str, NDArray[np.float64]]:
        numbers = {"value": self.ledger.value_today, "cost": self.ledger.cost_today}
        if self.ledger.accounts:
            totals = self.account.totals
            numbers |= {"balance": self.balance, "pending": self.pending}
            numbers |= {
                "earned": totals[Flow.EARN],
                "redeemed": totals[Flow.REDEEM],
                "expired": totals[Flow.EXPIRE],
            }
        return {name: amount.copy() for name, amount in numbers.items()}
