"""Who gives to whom: each giver picks one of his or her own group, by lot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.hooks import Rows

TENTH = 10


def pick(
    givers: Rows, luck: NDArray[Any], among: Rows, group: NDArray[np.int32], *, others: bool
) -> tuple[Rows, Rows]:
    """Let each giver pick one of those of the own group who are to be picked from.

    Parameters
    ----------
    givers
        Who gives, in ascending order.
    luck
        Uniforms in [0, 1), shape (n,).
    among
        Who can be picked, in ascending order.
    group
        Group of each customer, shape (n,).
    others
        Whether nobody can pick himself or herself.

    Returns
    -------
    Givers who found somebody, and whom each of them picked: the floor(u k)-th, from 0, of k by number.
    """
    listed = among[np.argsort(group[among], kind="stable")]
    groups = group[listed]
    first = np.searchsorted(groups, group[givers], side="left")
    count = np.searchsorted(groups, group[givers], side="right") - first
    place = np.full(group.size, -1)
    if others:
        place[listed] = np.arange(listed.size)
    own = place[givers]
    count -= own >= 0
    picked = first + np.floor(luck[givers].astype(np.float64) * count).astype(np.intp)
    picked += (own >= 0) & (picked >= own)
    found = count > 0
    return givers[found], listed[picked[found]]


def top_tenth(
    rows: Rows, amount: NDArray[Any], market: NDArray[np.intp], markets: int
) -> NDArray[np.float64]:
    """Sum by market what the tenth of the rows with most has, shape (markets,).

    Parameters
    ----------
    amount, market
        Of each customer, shape (n,).
    """
    order = rows[np.lexsort((-amount[rows], market[rows]))]
    of = market[order]
    rank = np.arange(order.size) - np.searchsorted(of, of)
    tenth = -(-np.bincount(of, minlength=markets) // TENTH)
    best = order[rank < tenth[of]]
    sums = np.bincount(market[best], amount[best], markets)
    return sums.astype(np.float64, copy=False)
