"""Friends: a small world inside each market (Watts & Strogatz 1998), drawn once and shared by all schemes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.hooks import Rows
    from loyaltysim.randomness import Luck


@dataclass(frozen=True, slots=True)
class SmallWorld:
    """How a market's friendships are drawn.

    `degree` is the number of friends (even: half of them on either side of a ring of neighbours);
    `rewiring` the share of ties that lead to anybody in the market instead.
    """

    degree: int
    rewiring: float


@dataclass(frozen=True, slots=True)
class Network:
    """Who is a friend of whom; every tie stands twice, once for each end.

    `owner` and `friend` are row numbers of shape (ends,), in the order of owners and of their
    friends; the ends of row i are those from `first[i]` to `first[i + 1]`, `first` of shape (n + 1,).
    """

    owner: NDArray[np.intp]
    friend: NDArray[np.intp]
    first: NDArray[np.intp]

    def friends_of(self, rows: Rows) -> NDArray[np.intp]:
        """Give the friends of some customers, one after the other; common friends several times."""
        begins, ends = self.first[rows], self.first[rows + 1]
        counts = ends - begins
        steps = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        friends: NDArray[np.intp] = self.friend[np.repeat(begins, counts) + steps]
        return friends

    def total(self, column: NDArray[Any]) -> NDArray[np.float64]:
        """Sum a column over the friends of each customer, shape (n,)."""
        n = self.first.size - 1
        return np.bincount(self.owner, column[self.friend], n).astype(np.float64, copy=False)


def draw_network(world: SmallWorld, luck: Luck, tied: int | None = None) -> Network:
    """Draw the friendships of each market.

    Parameters
    ----------
    tied
        How many customers of each market, the first of it, have friends; all if left out.

    Notes
    -----
    Each customer has a tie to the next `degree` / 2 on a ring. A tie is rewired when its uniform is
    below `rewiring`; then it leads to any other customer, all as likely. Two ties of the same two
    customers are one.
    """
    size = luck.size if tied is None else tied
    here = np.tile(np.arange(size), len(luck.markets))
    base = np.repeat(np.arange(len(luck.markets)) * luck.size, size)
    places = (base + here).astype(np.intp)
    ties = [_ties(world, luck, here, base, step, size) for step in _steps(world, size)]
    ones = np.concatenate([places] * len(ties)) if ties else places[:0]
    others = np.concatenate(ties) if ties else places[:0]
    return _both_ways(ones, others, luck.n)


def _steps(world: SmallWorld, size: int) -> range:
    return range(1, world.degree // 2 + 1 if size > 1 else 1)


def _ties(
    world: SmallWorld,
    luck: Luck,
    here: NDArray[np.intp],
    base: NDArray[np.intp],
    step: int,
    size: int,
) -> NDArray[np.intp]:
    """Give the customer to whom each one's tie of one step leads, shape (tied,)."""
    rewired = luck.traits(f"network:rewired:{step}")[base + here] < world.rewiring
    anyone = np.floor(luck.traits(f"network:to:{step}")[base + here] * (size - 1)).astype(np.intp)
    anyone += anyone >= here
    ties: NDArray[np.intp] = base + np.where(rewired, anyone, (here + step) % size)
    return ties


def _both_ways(ones: NDArray[np.intp], others: NDArray[np.intp], n: int) -> Network:
    apart = ones != others
    ends = np.concatenate([(ones * n + others)[apart], (others * n + ones)[apart]])
    owner, friend = np.divmod(np.unique(ends), max(n, 1))
    first = np.searchsorted(owner, np.arange(n + 1))
    return Network(owner.astype(np.intp), friend.astype(np.intp), first.astype(np.intp))
