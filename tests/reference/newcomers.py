"""When customers come who were not there at the launch, and whom customers bring."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from tests.reference.dates import rush

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tests.reference.customer import Customer

    from loyaltysim.simulation.setup import Setup


def days_of_arrival(setup: Setup, first: int, trait: Callable[[str, int], float]) -> dict[int, int]:
    """Tell on which day those of a market who come by themselves come, by their row.

    Parameters
    ----------
    first
        Row of the first one.
    """
    coming = setup.newcomers
    found: dict[int, int] = {}
    if coming is None or not coming.per_day:
        return found
    row, waited, expected = first, -math.log1p(-trait("arrival", first)), 0.0
    for day in range(1, setup.days):
        expected += coming.per_day * setup.market_size * rush(setup.calendar, coming.rhythm, day)
        while waited < expected:
            found[row] = day
            row += 1
            waited -= math.log1p(-trait("arrival", row))
    return found


def most_brought(setup: Setup, rules: Iterable[Any]) -> int:
    """Give how many newcomers each customer can bring under a scheme."""
    talk = setup.newcomers.talk if setup.newcomers else None
    by_rules: int = sum(rule.brings() for rule in rules)
    return by_rules + (talk.most if talk else 0)


def row_of_guest(setup: Setup, rows: int, host: int, before: int, most: int) -> int | None:
    """Give the row of the next newcomer whom a host can bring; None when there is no place.

    Parameters
    ----------
    rows
        Rows of a market.
    before
        How many the host has brought before.
    most
        How many a host can bring under the scheme.
    """
    each = setup.newcomers.each if setup.newcomers else 0
    hosts = rows // (1 + each)
    place = host % rows
    return host + hosts * (1 + before) if before < min(each, most) and place < hosts else None


def settle_in(customer: Customer, day: int) -> None:
    """Let somebody become a customer."""
    need = customer.traits.need
    away = min(1.0 / need, 3650.0) if need > 0.0 else 3650.0
    customer.cohort, customer.present = day, True
    customer.last_act = [day - math.floor(away)] * len(customer.last_act)


def welcome(arrived: Sequence[tuple[object, int]], customers: Sequence[Customer]) -> None:
    """Tell what brought newcomers that they have come."""
    for membership, row in arrived:
        if membership is not None and membership.instance.in_force:  # type: ignore[attr-defined]
            membership.on_arrival(customers[row])  # type: ignore[attr-defined]
