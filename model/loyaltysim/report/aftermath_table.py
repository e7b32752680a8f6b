"""What is left of schemes that end before the horizon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.comparison.aftermath import MOMENTS
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
    whole = len(rows) == len(MOMENTS) * rows["scheme"].nunique()
    beyond = "" if whole else "; moments that are missing lie beyond the horizon"
    table = plain_table(
        *("scheme", "moment", "acts a week", "95% interval", "retention", "95% interval"),
        title="What is left after the end",
        caption=f'differences from "{comparison.scenario.compare.baseline}", luck alone: acts in the '
        "scheme's last week and in the weeks that end 30 and 90 days later, per launch customer and in "
        f"percent of the baseline's; retention in percentage points (pp) at the end of each{beyond}",
    )
    for _, row in rows.iterrows():
        table.add_row(*_cells(row))
    return table


def _cells(row: pd.Series) -> tuple[str, ...]:
    base = row["acts_baseline"]
    shares = [row[f"acts_{name}"] / base if base else 0.0 for name in ("difference", "low", "high")]
    scheme = row["scheme"] if row["moment"] == next(iter(MOMENTS)) else ""
    return (
        str(scheme),
        str(row["moment"]),
        f"{shares[0]:+.1%}",
        f"{shares[1]:+.1%} to {shares[2]:+.1%}",
        numbers.points(row["retention_difference"]),
        numbers.points_interval(row["retention_low"], row["retention_high"]),
    )
