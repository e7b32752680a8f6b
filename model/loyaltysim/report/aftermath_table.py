"""What is left of schemes that end before the horizon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.comparison.endings import MOMENTS, WEEK
from loyaltysim.report import numbers
from loyaltysim.report.tables import plain_table

if TYPE_CHECKING:
    import pandas as pd
    from rich.table import Table

    from loyaltysim.comparison import Comparison


def aftermath_table(comparison: Comparison) -> Table | None:
    """Tabulate the effect on acts and on who stays, before and after the end; None if nothing ends."""
    rows = comparison.aftermath
    if rows.empty:
        return None
    table = plain_table(
        *("scheme", "moment", "acts a week", "95% interval", "retention", "95% interval"),
        title="What is left after the end",
        caption=f'differences from "{comparison.scenario.compare.baseline}", luck alone: acts in the '
        "scheme's last week and in the weeks that end 30 and 90 days later, per launch customer and in "
        f"percent of the baseline's; retention in percentage points (pp) at the end of each{_missing(rows)}",
    )
    repeated = rows["scheme"].duplicated()
    for (_, row), again in zip(rows.iterrows(), repeated, strict=True):
        table.add_row(*_cells(row, first=not again))
    return table


def _missing(rows: pd.DataFrame) -> str:
    """Say why schemes lack moments."""
    ended = rows.drop_duplicates("scheme")["ended"]
    short = int((ended < WEEK).sum())
    beyond = len(rows) + short < len(MOMENTS) * len(ended)
    told = "; moments that are missing lie beyond the horizon" if beyond else ""
    return f"{told}; what ran for less than a week has no last week" if short else told


def _cells(row: pd.Series, *, first: bool) -> tuple[str, ...]:
    base = row["acts_baseline"]
    shares = [row[f"acts_{name}"] / base if base else 0.0 for name in ("difference", "low", "high")]
    return (
        str(row["scheme"]) if first else "",
        str(row["moment"]),
        f"{shares[0]:+.1%}",
        f"{shares[1]:+.1%} to {shares[2]:+.1%}",
        numbers.points(row["retention_difference"]),
        numbers.points_interval(row["retention_low"], row["retention_high"]),
    )
