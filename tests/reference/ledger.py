"""The books: accounts of units, and the money of a day."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Account:
    """One customer's account with one instance, in units."""

    earned: float = 0.0
    redeemed: float = 0.0
    expired: float = 0.0

    @property
    def balance(self) -> float:
        return self.earned - self.redeemed - self.expired


class Ledger:
    """Where units and money change hands, and nowhere else. The sums are of one day."""

    def __init__(self) -> None:
        self.begin_day()

    def begin_day(self) -> None:
        self.revenue = self.margin = 0.0
        self.reward_value = self.reward_cost = self.message_cost = 0.0

    def sale(self, spend: float, margin: float) -> None:
        self.revenue += spend
        self.margin += margin

    def earn(self, account: Account, units: float) -> None:
        account.earned += units

    def redeem(self, account: Account, units: float, value: float, cost: float) -> None:
        account.redeemed += units
        self.grant(value, cost)

    def expire(self, account: Account, units: float) -> None:
        account.expired += units

    def grant(self, value: float, cost: float) -> None:
        self.reward_value += value
        self.reward_cost += cost

    def send(self, cost: float) -> None:
        self.message_cost += cost
