"""Keep labels apart: move them as little as possible so that none covers another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def spread(
    centres: Sequence[float], heights: Sequence[float], low: float, high: float
) -> list[float]:
    """Place labels near their wanted centres, in the same order, without overlap.

    Parameters
    ----------
    centres
        Wanted positions, in any unit and any order.
    heights
        Room that each label takes, in the same unit.
    low, high
        Bounds for the labels' edges, kept as far as there is room.

    Notes
    -----
    The least-squares solution by pooling: labels that collide become one block, whose place is
    the mean of what its members want.

    Examples
    --------
    >>> spread([5.0, 5.0, 9.0], [1.0, 1.0, 1.0], 0.0, 10.0)
    [4.5, 5.5, 9.0]
    """
    blocks: list[_Block] = []
    for i in sorted(range(len(centres)), key=lambda i: centres[i]):
        blocks.append(_Block([i], centres[i] - heights[i] / 2, heights[i]))
        while len(blocks) > 1 and blocks[-2].top(low, high) > blocks[-1].edge(low, high):
            upper = blocks.pop()
            blocks[-1] = blocks[-1].join(upper)
    placed = [0.0] * len(centres)
    for block in blocks:
        edge = block.edge(low, high)
        for i in block.members:
            placed[i] = edge + heights[i] / 2
            edge += heights[i]
    return placed


@dataclass(frozen=True)
class _Block:
    """Labels that touch one another, from the lowest to the highest."""

    members: list[int]
    wanted: float
    height: float

    def edge(self, low: float, high: float) -> float:
        """Find the lower edge, inside the bounds where there is room."""
        return max(low, min(self.wanted, high - self.height))

    def top(self, low: float, high: float) -> float:
        return self.edge(low, high) + self.height

    def join(self, upper: _Block) -> _Block:
        """Pool with the block above; each member has one vote for the lower edge."""
        mine, theirs = len(self.members), len(upper.members)
        votes = mine * self.wanted + theirs * (upper.wanted - self.height)
        members = self.members + upper.members
        return _Block(members, votes / (mine + theirs), self.height + upper.height)
