"""What arrays mean in everything that mechanics and the model say to each other."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Rows: TypeAlias = NDArray[np.intp]
"""Row numbers of customers, ascending and each at most once."""
Amount: TypeAlias = "NDArray[Any] | float"
"""One number for all rows named beside it, or one per row."""
