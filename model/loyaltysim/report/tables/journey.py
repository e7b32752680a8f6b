"""The journey of customers on a terminal: whom they met where, how easy it was, and how it felt."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from loyaltysim.hooks import Stage
from loyaltysim.language import in_figures, say
from loyaltysim.report import numbers
from loyaltysim.report.tables.shapes import plain_table
from loyaltysim.simulation.recording.journey import HIGH, LOW, NOBODY

if TYPE_CHECKING:
    import pandas as pd
    from rich.table import Table

    from loyaltysim.comparison import Comparison

WRONG = "it goes wrong"
HELP = "help"
STAGES = (
    Stage.ONBOARDING.value,
    Stage.ACT.value,
    WRONG,
    HELP,
    Stage.CONTACT.value,
    Stage.RENEWAL.value,
)
"""The stages of a journey in their order; a problem is two, the moment it arises and the help."""


def stage_of(row: pd.Series) -> str:
    """Name the stage of a row of the journey in the reader's words."""
    if row["stage"] != Stage.PROBLEM.value:
        return str(row["stage"])
    return WRONG if row["by"] == NOBODY else HELP


def journey_table(comparison: Comparison) -> Table | None:
    """Tabulate the journeys of all schemes; None where nobody met anything."""
    found = comparison.journey
    if found.empty:
        return None
    table = plain_table(
        *(say("scheme"), say("where"), say("by"), say("meetings"), say("CES"), say("solved")),
        *(say("days"), say("feeling"), say("peaks"), say("lows")),
        keys=3,
        title=say("The journey"),
        caption=say(
            "meetings: per launch customer; CES: customer effort score, 1 to 7, 7 is easy; solved, and days from the trouble "
            "until then, of tries to help; feeling, -1 to 1: warmth and relief less effort, or how bad it is what goes wrong; "
            "peaks and lows: share of the meetings of at least {high} and at most {low} (feelings sum up, by an "
            "assumption, what customers meet, and are felt no second time)",
            high=in_figures(f"{HIGH:+g}"),
            low=in_figures(f"{LOW:+g}"),
        ),
    )
    for column in (1, 2):
        table.columns[column].justify = "left"
    for scheme, rows in found.groupby("scheme", sort=False):
        ordered = sorted(
            (row for _, row in rows.iterrows()), key=lambda row: STAGES.index(stage_of(row))
        )
        for number, row in enumerate(ordered):
            table.add_row("" if number else str(scheme), say(stage_of(row)), *_cells(row))
    return table


def _cells(row: pd.Series) -> list[str]:
    nobody = row["by"] == NOBODY
    score = "" if nobody else f"{row['effort_score']:.1f}"
    late = "" if math.isnan(row["days_late"]) else f"{row['days_late']:.1f}"
    solved = "" if math.isnan(row["solved"]) else numbers.percent(row["solved"])
    shares = ("" if nobody else numbers.percent(row[name]) for name in ("peaks", "lows"))
    return [
        *("" if nobody else say(str(row["by"])), f"{row['meetings']:.2f}"),
        *(score, solved, late, f"{row['feeling']:+.2f}", *shares),
    ]
