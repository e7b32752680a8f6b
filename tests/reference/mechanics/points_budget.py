"""What is left of the points that all members of a market may earn, and how a day's acts share it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from tests.reference.mechanics.groups import companions, market_of

if TYPE_CHECKING:
    from tests.reference.mechanics.points import Points


def fill(member: Points) -> None:
    """Add a member who joins to what all of a market may earn."""
    if member.rule.cap_total is not None:
        budget, market = member.instance.board, market_of(member)
        budget[market] = budget.get(market, 0.0) + member.rule.cap_total


def left_of(member: Points) -> float:
    """Give what is left for the market of a member."""
    if member.rule.cap_total is None:
        return math.inf
    return float(member.instance.board.get(market_of(member), 0.0))


def share_of(member: Points, act: int) -> float:
    """Give the share of what an act would earn that it earns today: found once for a market and round."""
    if member.rule.cap_total is None:
        return 1.0
    noted = member.instance.noted
    now = member.customer.model.repetition, market_of(member)
    if now not in noted:
        noted[now] = _share_out(member)
    return float(noted[now][act])


def _share_out(member: Points) -> dict[int, float]:
    board, market = member.instance.board, market_of(member)
    members: list[Any] = companions(member)
    room = {one: one.room() for one in members}
    shares = {}
    for act in sorted(set(member.acts)):
        wanted = {
            one: min(room[one], one.usually(act, one.today.spend[act]) * one.bonus())
            for one in members
            if one.today.acted[act]
        }
        asked, left = sum(wanted.values()), board.get(market, 0.0)
        shares[act] = min(1.0, left / asked) if asked > 0.0 else 1.0
        board[market] = left - min(asked, left)
        for one, points in wanted.items():
            room[one] -= points * shares[act]
    return shares
