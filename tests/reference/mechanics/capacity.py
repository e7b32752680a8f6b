"""Staff who can do only so much in a day: first come, first served."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from tests.reference.mechanics.groups import companions, market_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.reference.mechanics.membership import Membership


def members(member: Membership) -> list[Any]:
    """List those of the market for whom the instance is in force today."""
    return [
        one for one in companions(member) if one.instance.is_for(one.customer) and one.has_joined
    ]


def served(
    member: Membership, waiting: list[Any], since: Callable[[Any], int], per_thousand: float | None
) -> list[Any]:
    """Choose those of a market who are served today, by how long they have waited, then by lot."""
    if per_thousand is None:
        return waiting
    board, room = member.instance.board, ("room", market_of(member))
    board[room] = board.get(room, 0.0) % 1.0 + per_thousand / 1000.0 * len(members(member))

    def turn(one: Any) -> tuple[int, float, int]:
        lot = one.customer.luck(f"instance:{one.name}:turn")
        return since(one), lot, one.customer.number

    chosen = sorted(waiting, key=turn)[: math.floor(board[room])]
    board[room] -= len(chosen)
    return chosen
