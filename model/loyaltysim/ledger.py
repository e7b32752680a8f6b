"""The only place where points and money change hands.

Every account keeps earned = redeemed + expired + outstanding (active and pending) for each
customer, in float64. Rewards have two prices: their value to the customer and their cost to the
firm. Money is summed by market, in the order of customers, so that batches do not matter.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.hooks import AccountSpec, Amount, Flow, Post, Rows
from loyaltysim.run_off import RunOff

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Float64 = NDArray[np.float64]


def _each(rows: Rows, amount: Amount) -> Float64:
    """Give every row its amount, in an array of its own."""
    amounts = np.empty(rows.size)
    amounts[:] = amount
    return amounts


class Account:
    """The units of one instance.

    Parameters
    ----------
    spec
        What a unit is worth and how it ages.
    market
        Market of each customer within the batch, shape (n,).
    markets
        How many markets there are.
    """

    def __init__(self, spec: AccountSpec, market: NDArray[np.intp], markets: int) -> None:
        customers = market.size
        self._among = market, markets
        self.run_off = RunOff(market, markets)
        self.told = self.spec = spec
        self.balance: Float64 = np.zeros(customers)
        self.pending: Float64 = np.zeros(customers)
        self.totals: dict[Flow, Float64] = {
            flow: np.zeros(customers) for flow in (Flow.EARN, Flow.REDEEM, Flow.EXPIRE)
        }
        self.age = 0
        self.ended = False
        self._waits = False
        """Whether anything was ever pending."""
        self._due: dict[int, list[tuple[Rows, Float64, int]]] = {}
        self._lots: dict[int, Float64] = {}

    def as_new(self) -> Account:
        """Give the account as those have it who come to it today."""
        new = Account(self.told, *self._among)
        new.spec, new.age, new.ended = self.spec, self.age, self.ended
        return new

    def begin_day(self, age: int, spec: AccountSpec) -> None:
        """Make active what was pending until today.

        Parameters
        ----------
        age
            Earlier days on which the instance was in force.
        spec
            What a unit is worth from today on.
        """
        self.age, self.told, self.spec = age, spec, spec
        for rows, amount, lot in self._due.pop(age, ()):
            self.pending[rows] -= amount
            self._activate(rows, amount, lot)

    def end(self, here: NDArray[np.bool_]) -> None:
        """Let all units of those who are here expire, active and pending: the instance has ended.

        What is still paid into it expires at once.
        """
        self.ended = True
        rows = np.flatnonzero(here)
        self._let_go(Flow.EXPIRE, rows, self.outstanding()[rows])
        self.balance[here] = 0.0
        self.pending[here] = 0.0
        self._due.clear()
        self._lots.clear()

    def lot(self, number: int) -> Float64:
        """Give what is left of the units earned in one earning period, shape (n,)."""
        return self._lots.get(number, np.zeros_like(self.balance))

    def book(self, post: Post) -> None:
        """Carry out an earning, a redemption or an expiry."""
        if post.flow is Flow.EARN:
            self._earn(post.rows, np.asarray(post.amount, np.float64))
        else:
            self._let_go(post.flow, post.rows, post.amount)
            self.balance[post.rows] -= post.amount
            if self._lots:
                self._take_from_lots(post.rows, post.amount)

    def _let_go(self, flow: Flow, rows: Rows, amount: Amount) -> None:
        """Count units that are redeemed or expire."""
        gone = self.totals[Flow.REDEEM].take(rows)
        gone += self.totals[Flow.EXPIRE].take(rows)
        self.run_off.note(rows, amount, gone, redeemed=flow is Flow.REDEEM)
        self.totals[flow][rows] += amount

    @property
    def is_exchanged(self) -> bool:
        """Whether its units become those of another account."""
        return bool(self.told.into)

    @property
    def gone(self) -> Float64:
        """Units that were redeemed or expired, shape (n,)."""
        return self.totals[Flow.REDEEM] + self.totals[Flow.EXPIRE]

    def _earn(self, rows: Rows, amount: Float64) -> None:
        np.add.at(self.totals[Flow.EARN], rows, amount)
        if self.ended:
            self._let_go(Flow.EXPIRE, rows, amount)
            return
        lot = self.age // self.spec.lot_days if self.spec.lot_days else 0
        if self.spec.pending_days:
            self._waits = True
            np.add.at(self.pending, rows, amount)
            due = self._due.setdefault(self.age + self.spec.pending_days, [])
            due.append((rows, amount, lot))
        else:
            self._activate(rows, amount, lot)

    def _activate(self, rows: Rows, amount: Float64, lot: int) -> None:
        np.add.at(self.balance, rows, amount)
        if self.spec.lot_days:
            if lot not in self._lots:
                self._lots[lot] = np.zeros_like(self.balance)
            np.add.at(self._lots[lot], rows, amount)

    def _take_from_lots(self, rows: Rows, amount: Amount) -> None:
        left = _each(rows, amount)
        for number in sorted(self._lots):
            lot = self._lots[number]
            taken = np.minimum(lot[rows], left)
            lot[rows] -= taken
            left -= taken
            if not lot.any():
                del self._lots[number]

    def outstanding(self) -> Float64:
        """Give the units that may still be redeemed, shape (n,)."""
        return self.balance + self.pending

    def held(self, rows: Rows) -> Float64:
        """Give the units that some customers may still redeem, shape (rows,)."""
        held: Float64 = self.balance.take(rows)
        if self._waits:
            held += self.pending.take(rows)
        return held


class Ledger:
    """All accounts of one scheme and the money of the day.

    Parameters
    ----------
    accounts
        What each instance's account is, by the instance's name.
    market
        Market of each customer within the batch, shape (n,).
    markets
        How many markets there are.
    """

    def __init__(
        self, accounts: dict[str, AccountSpec], market: NDArray[np.intp], markets: int
    ) -> None:
        self._market, self._markets = market, markets
        self._edges = market.searchsorted(np.arange(markets + 1))
        """First customer of each market, and the one after the last."""
        self.accounts = {
            name: Account(spec, market, markets) for name, spec in sorted(accounts.items())
        }
        self.price()
        self.value_today: Float64 = np.zeros(markets)
        self.cost_today: Float64 = np.zeros(markets)

    def price(self) -> None:
        """Find what units are worth in currency today that are exchanged into those of others."""
        for account in self.accounts.values():
            if account.told.into:
                other = self.accounts[account.told.into]
                value, cost = (
                    (0.0, 0.0) if other.ended else (other.spec.unit_value, other.spec.unit_cost)
                )
                told = account.told
                account.spec = replace(
                    told, unit_value=told.unit_value * value, unit_cost=told.unit_cost * cost
                )

    def begin_day(self) -> None:
        """Start the books of a day."""
        self.value_today = np.zeros(self._markets)
        self.cost_today = np.zeros(self._markets)

    def book(self, instance: str, post: Post) -> None:
        """Carry out one posting of an instance."""
        if not post.rows.size:
            return
        if post.flow is not Flow.GRANT:
            self.accounts[post.account or instance].book(post)
        if post.flow is Flow.GRANT or post.flow is Flow.REDEEM:
            self.value_today += self._by_market(post.rows, post.value)
            self.cost_today += self._by_market(post.rows, post.cost)

    def _by_market(self, rows: Rows, amount: Amount) -> Float64:
        """Sum an amount by market; one that is the same for all is counted, and not added up."""
        if np.ndim(amount) == 0:
            ends = rows.searchsorted(self._edges)
            counts = (ends[1:] - ends[:-1]).astype(np.float64)
            counts *= amount
            return counts
        sums = np.bincount(self._market.take(rows), amount, self._markets)
        return sums.astype(np.float64, copy=False)

    def unredeemed(self, rows: Rows) -> Float64:
        """Give the worth of what customers feel they hold and have not redeemed, in currency.

        Notes
        -----
        Active units at their worth, times the share of the way to a reward that they make up
        (assumption): else units that can never become a reward would hold customers for nothing.
        """
        worth = np.zeros(rows.size)
        for account in self.accounts.values():
            if account.spec.known:
                held = account.balance.take(rows)
                felt = account.spec.unit_value * held
                if account.spec.reward_units is not None:
                    felt *= np.minimum(1.0, held / account.spec.reward_units)
                worth += felt
        # sums of decimal fractions may end a rounding error below zero
        return np.maximum(worth, 0.0, out=worth)

    def totals(self, here: NDArray[np.bool_]) -> dict[str, Float64]:
        """Sum the accounts by market, in currency to the customer; the liability in cost.

        What is exchanged into units of another account is earned, redeemed and lost there: counted here
        too, it would count twice.

        Parameters
        ----------
        here
            Who is still a customer, shape (n,): only they can redeem what is outstanding.
        """
        sums = {key: np.zeros(self._markets) for key in ("earned", "redeemed", "expired")}
        liability, forfeited = np.zeros(self._markets), np.zeros(self._markets)
        everyone = np.arange(self._market.size)
        for account in self.accounts.values():
            spec, outstanding = account.spec, account.outstanding()
            liability += self._by_market(everyone, outstanding * here * spec.unit_cost)
            if account.is_exchanged:
                continue
            for key, flow in zip(sums, account.totals, strict=True):
                sums[key] += self._by_market(everyone, account.totals[flow] * spec.unit_value)
            forfeited += self._by_market(everyone, outstanding * ~here * spec.unit_value)
        named = {f"{key}_value": amount for key, amount in sums.items()}
        return {**named, "forfeited_value": forfeited, "liability": liability}

    def owed(self, here: NDArray[np.bool_]) -> Float64:
        """Give what redeeming all that is outstanding would cost, of each who is still a customer, shape (n,)."""
        owed = np.zeros(here.size)
        for account in self.accounts.values():
            owed += account.outstanding() * here * account.spec.unit_cost
        return owed

    def close_quarter(self, here: NDArray[np.bool_]) -> None:
        """End a quarter of the run: what is earned from now on belongs to the next."""
        for account in self.accounts.values():
            account.run_off.close_quarter(account.totals[Flow.EARN], account.gone, here)

    def run_off(self, here: NDArray[np.bool_]) -> dict[str, Float64]:
        """Sum by market what became of the units of each quarter, in currency to the customer (see `RunOff`)."""
        sums: dict[str, Float64] = {}
        for account in self.accounts.values():
            if account.is_exchanged:
                continue
            units = account.run_off.totals(account.totals[Flow.EARN], account.gone, here)
            for name, amount in units.items():
                worth = amount * account.spec.unit_value
                sums[name] = sums[name] + worth if name in sums else worth
        return sums
