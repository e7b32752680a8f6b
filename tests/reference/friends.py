"""Friendships of a market, tie by tie, the departures that friends feel, and the company of those who were brought."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.reference.customer import Customer

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.network import SmallWorld


def make_friends(
    world: SmallWorld, market: Sequence[Customer], trait: Callable[[str, int], float]
) -> None:
    """Tie the customers of one market to one another."""
    count = len(market)
    for place, customer in enumerate(market):
        for step in range(1, world.degree // 2 + 1 if count > 1 else 1):
            other = (place + step) % count
            if trait(f"network:rewired:{step}", customer.number) < world.rewiring:
                other = math.floor(trait(f"network:to:{step}", customer.number) * (count - 1))
                other += other >= place
            _tie(customer, market[other])


def _tie(one: Customer, other: Customer) -> None:
    if one is not other and other not in one.friends:
        one.friends.append(other)
        other.friends.append(one)


def introduce(host: Customer, guest: Customer) -> None:
    """Let a customer and a newcomer whom he or she brings be company for each other."""
    host.company.append(guest)
    guest.company.append(host)


def in_company(customer: Customer) -> bool:
    """Tell whether somebody of the company is a customer, or was one until today."""
    today = customer.model.day
    return any(other.present or other.left_on == today for other in customer.company)


def contagion(customer: Customer, k: Constants) -> float:
    """Give the factor of friends' departures on the hazard."""
    return math.exp(k.contagion * min(k.contagion_most, customer.friends_lost))


def hear(customer: Customer, k: Constants) -> None:
    """Feel today's departures of friends besides the earlier ones, a day older."""
    news = sum(friend.left_on == customer.model.day for friend in customer.friends)
    customer.friends_lost = (customer.friends_lost + news) * math.exp(-1.0 / k.contagion_days)
