"""What arrays mean in everything that mechanics and the model say to each other."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Rows: TypeAlias = NDArray[np.intp]
"""Row numbers of customers, ascending and each at most once."""
Amount: TypeAlias = "NDArray[Any] | float"
"""One number for all rows named beside it, or one per row."""
Mask: TypeAlias = NDArray[np.bool_]
"""Yes or no for each of the rows named beside it."""
Counted: TypeAlias = "tuple[NDArray[Any], NDArray[Any]]"
"""A part and the whole that it is divided by, counted by market, each of shape (markets,)."""


def is_number(amount: Amount, number: float) -> bool:
    """Tell whether an amount is one number for all rows, and this one."""
    return isinstance(amount, int | float) and amount == number
