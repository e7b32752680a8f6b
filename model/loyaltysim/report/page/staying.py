"""How many customers are still there on some days: the numbers at risk below the curves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltysim.report.numbers import whole

if TYPE_CHECKING:
    from loyaltysim.comparison import Comparison

COLUMNS = 6
"""Days that are shown after the launch, at most."""
_STEPS = (1, 2, 5, 7, 10, 14, 15, 20, 30, 60, 90, 100, 120, 180, 200, 365, 500, 730, 1000)


def staying(comparison: Comparison) -> dict[str, Any]:
    """Count the customers at launch who are still customers at the end of some days.

    Returns
    -------
    `days`, and in `rows` every scheme with its counts.
    """
    days = shown_days(comparison.scenario.days)
    rows = []
    for scheme, sums in comparison.gathered.sums.items():
        retained = sums.days.totals["retained"]
        launched = float(sums.markets["launched"].sum())
        counts = [launched if day == 0 else float(retained[day - 1]) for day in days]
        rows.append((scheme, [whole(count) for count in counts]))
    return {"days": days, "rows": rows}


def shown_days(days: int) -> list[int]:
    """Choose round days from the launch to the last, which is always among them.

    Examples
    --------
    >>> shown_days(180)
    [0, 30, 60, 90, 120, 150, 180]
    """
    step = next((step for step in _STEPS if days / step <= COLUMNS), int(np.ceil(days / COLUMNS)))
    between = [day for day in range(0, days, step) if days - day > step / 2]
    return [*between, days]
