"""Counts by market."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.customers.table import Customers
    from loyaltysim.hooks import Rows


def count(customers: Customers, rows: Rows) -> NDArray[np.intp]:
    """Count rows by market, shape (markets,).

    Rows ascend and markets are blocks of one size, so that finding the blocks' ends is enough.
    """
    if not rows.size:
        return np.zeros(len(customers.markets), np.intp)
    ends = rows.searchsorted(customers.edges)
    counts: NDArray[np.intp] = ends[1:] - ends[:-1]
    return counts
