"""Winners and losers by segment, tier and user type, as a page shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from loyaltysim.comparison.winners import LUCKS
from loyaltysim.language import say
from loyaltysim.report import numbers
from loyaltysim.report.labels import labels

if TYPE_CHECKING:
    import pandas as pd

    from loyaltysim.comparison import Comparison


def winners(comparison: Comparison) -> dict[str, Any] | None:
    """Give every scheme's groups; None where nobody was replayed or nothing is compared."""
    if comparison.lives is None or comparison.lives.winners.empty:
        return None
    by_scheme = comparison.lives.winners.groupby("scheme", sort=False)
    everyone = labels(comparison.scenario)(say("all customers"))
    size = int(comparison.lives.winners["customers"].max())
    return {
        "lucks": LUCKS,
        "customers": numbers.whole(size),
        "schemes": [
            (str(name), [_row(row, everyone) for _, row in rows.iterrows()])
            for name, rows in by_scheme
        ],
    }


def _row(row: pd.Series[Any], everyone: str) -> dict[str, str]:
    everybody = row["by"] == "all"
    return {
        "by": "" if everybody else say(str(row["by"]).replace("_", " ")),
        "group": everyone if everybody else str(row["group"]),
        "customers": numbers.whole(row["customers"]),
        "stays": numbers.percent(row["stays"]),
        "difference": numbers.points(row["difference"]),
        "interval": numbers.points_interval(row["low"], row["high"]),
        "winners": numbers.whole_percent(row["winners"]),
        "losers": numbers.whole_percent(row["losers"]),
        "acts": numbers.signed_amount(row["acts_difference"]),
    }
