"""The firm beside its rivals on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.language import say
from loyaltysim.report import numbers
from loyaltysim.report.tables.shapes import plain_table

if TYPE_CHECKING:
    from rich.table import Table

    from loyaltysim.comparison import Comparison


def brands_table(comparison: Comparison) -> Table | None:
    """Tabulate the brands of every scheme; None where there are no rivals."""
    found = comparison.brands
    if found.empty:
        return None
    baseline = comparison.scenario.compare.baseline
    table = plain_table(
        *(say("scheme"), say("brand"), say("buyers"), say("each"), say("stays"), say("share")),
        *(say("difference"), say("95% interval"), say("wallet")),
        keys=2,
        title=say("Rivals"),
        caption=say(
            "of the customers at launch, while they are customers: buyers of a brand; how often each of these buys it; share "
            "of them who buy it again the next time; share of all purchases and its difference from "
            '"{baseline}" in percentage points (pp), luck alone; share of the spend. A small brand has fewer buyers, who '
            "also buy it less often: double jeopardy",
            baseline=baseline,
        ),
    )
    for scheme, rows in found.groupby("scheme", sort=False):
        for number, (_, row) in enumerate(rows.iterrows()):
            is_base = scheme == baseline
            difference = "" if is_base else numbers.points(row["difference"])
            bounds = "" if is_base else numbers.points_interval(row["low"], row["high"])
            table.add_row(
                "" if number else str(scheme),
                str(row["brand"]),
                numbers.percent(row["penetration"]),
                numbers.count(row["frequency"]),
                *(numbers.percent(row[name]) for name in ("stays", "share_of_acts")),
                *(say("baseline") if is_base and not number else difference, bounds),
                numbers.percent(row["share_of_wallet"]),
            )
    return table
