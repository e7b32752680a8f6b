"""What is left of schemes that end, in a sentence each for those who read no tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.language import say
from loyaltysim.report import numbers

if TYPE_CHECKING:
    from collections.abc import Hashable

    import pandas as pd

    from loyaltysim.comparison import Comparison


def aftermath_brief(comparison: Comparison) -> list[str]:
    """Say of each scheme that ends by how much it raises acts in its last week, and how much of that is left later."""
    rows = comparison.aftermath
    rows = rows[rows["acts_baseline"] > 0]
    return [
        _left_of(scheme, part, comparison.scenario.compare.baseline)
        for scheme, part in rows.groupby("scheme", sort=False)
    ]


def _left_of(scheme: Hashable, rows: pd.DataFrame, baseline: str) -> str:
    return say(
        '"{scheme}", acts a week against "{baseline}": {told}.',
        scheme=scheme,
        baseline=baseline,
        told=", ".join(_at(row) for _, row in rows.iterrows()),
    )


def _at(row: pd.Series) -> str:
    """Write the rise at a moment, and whether luck alone could be behind it."""
    low, high = row["acts_low"], row["acts_high"]
    tied = low == high == 0
    luck = say(", may be luck alone") if low <= 0 <= high and not tied else ""
    share = numbers.signed_percent(row["acts_difference"] / row["acts_baseline"])
    return f"{share} ({say(str(row['moment']))}{luck})"
