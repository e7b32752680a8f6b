"""What is left of the points that all members of a market may earn, and how a day's acts share it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.reference.mechanics.points import Points


def _market(member: Points) -> int:
    return int(member.customer.number // member.customer.model.setup.market_size)


def fill(member: Points) -> None:
    """Add a member who joins to what all of a market may earn."""
    if member.rule.cap_total is not None:
        budget, market = member.instance.board, _market(member)
        budget[market] = budget.get(market, 0.0) + member.rule.cap_total


def left_of(member: Points) -> float:
    """Give what is left for the market of a member."""
    if member.rule.cap_total is None:
        return math.inf
    return float(member.instance.board.get(_market(member), 0.0))


def share_of(member: Points, act: int) -> float:
    """Give the share of what an act would earn that it earns today: found once for a market."""
    if member.rule.cap_total is None:
        return 1.0
    key = (_market(member), member.customer.model.day)
    board = member.instance.board
    if key not in board:
        board[key] = _share_out(member)
    return float(board[key][act])


def _share_out(member: Points) -> dict[int, float]:
    board, market = member.instance.board, _market(member)
    everyone: list[Any] = [c.membership(member.name) for c in member.customer.model.here]
    members = [one for one in everyone if _market(one) == market]
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
