"""What is left of schemes that end before the horizon."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from loyaltysim.comparison.measures.endings import MOMENTS, WEEK
from loyaltysim.language import say
from loyaltysim.report import numbers
from loyaltysim.report.tables.shapes import plain_table

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
        *(say("scheme"), say("moment"), say("acts a week"), say("95% interval")),
        *(say("retention"), say("95% interval")),
        keys=2,
        title=say("What is left after the end"),
        caption=say(
            'differences from "{baseline}", luck alone: acts in the scheme\'s last week and in the weeks that end 30 and 90 '
            "days later, per launch customer and in percent of the baseline's; retention in percentage points (pp) at the "
            "end of each{missing}",
            baseline=comparison.scenario.compare.baseline,
            missing=_missing(rows),
        ),
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
    told = say("; moments that are missing lie beyond the horizon") if beyond else ""
    return told + say("; what ran for less than a week has no last week") if short else told


def _cells(row: pd.Series, *, first: bool) -> tuple[str, ...]:
    base = row["acts_baseline"]
    shares = [
        row[f"acts_{name}"] / base if base else math.nan for name in ("difference", "low", "high")
    ]
    return (
        str(row["scheme"]) if first else "",
        say(str(row["moment"])),
        numbers.signed_percent(shares[0]),
        numbers.signed_percent_interval(*shares[1:]),
        numbers.points(row["retention_difference"]),
        numbers.points_interval(row["retention_low"], row["retention_high"]),
    )
