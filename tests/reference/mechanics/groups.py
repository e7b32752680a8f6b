"""Groups of customers, their scores and whom each competes with, one customer at a time."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from tests.reference.others import Rival

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.reference.mechanics.membership import Membership


def companions(member: Membership) -> list[Any]:
    """List the same instance's memberships of all present members of the market, by number.

    They are the same all day, and listed once.
    """
    market, noted = market_of(member), member.instance.noted
    if ("companions", market) not in noted:
        noted["companions", market] = _members_of(member, market)
    found: list[Any] = noted["companions", market]
    return found


def _members_of(member: Membership, market: int) -> list[Any]:
    model = member.customer.model
    here = [one for one in model.here if model.market_of(one) == market]
    return [one.membership(member.name) for one in here if member.instance.is_for(one)]


def market_of(member: Membership) -> int:
    return member.customer.model.market_of(member.customer)


def dealt(member: Any, size: int) -> list[Any]:
    """Give the group of somebody who joins: one of those into which all who join today are cut."""
    market, noted = market_of(member), member.instance.noted
    if member.instance.once("dealt", market):
        joining = [m for m in companions(member) if m is member or not m.has_joined]
        noted["groups", market] = cut(joining, size)
    groups: list[list[Any]] = noted["groups", market]
    return next(group for group in groups if any(one is member for one in group))


def cut(ordered: Sequence[Any], size: int) -> list[list[Any]]:
    """Cut customers into groups of nearly the same size."""
    count = math.ceil(len(ordered) / size)
    groups: list[list[Any]] = [[] for _ in range(count)]
    for place, one in enumerate(ordered):
        groups[place * count // len(ordered)].append(one)
    return groups


def at_rank(scores: Sequence[int], rank: int, *, from_last: bool = False) -> int | None:
    """Give the score at a rank, None where there is no such rank."""
    ordered = sorted(scores, reverse=not from_last)
    return ordered[rank - 1] if 1 <= rank <= len(ordered) else None


def nearness(gap: int, room: float) -> float:
    return 1.0 / gap if 1 <= gap <= room else 0.0


def rival(own: int, others: Sequence[int], room: float, line: int | None = None) -> list[Rival]:
    """Find whom one with a score competes with."""
    above = [score for score in others if score > own]
    below = [score for score in others if score < own]
    if above:
        level = min(above)
    elif own in others:
        level = own
    else:
        level = max(below, default=0)
    if line is not None and own < line:
        level = line
    return [Rival(level, own)] if own > 0 and 0 < level <= own + room else []
