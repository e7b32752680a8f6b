"""What counts for employees: turnover a year, and cohesion of the team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.language import say
from loyaltysim.report import numbers
from loyaltysim.report.labels import EMPLOYEE, called
from loyaltysim.report.tables.shapes import plain_table

if TYPE_CHECKING:
    from rich.table import Table

    from loyaltysim.comparison import Comparison


def teams_table(comparison: Comparison) -> Table | None:
    """Tabulate turnover and cohesion; None where customers are not called employees."""
    scenario = comparison.scenario
    if called(scenario) != EMPLOYEE:
        return None
    table = plain_table(
        *(say("scheme"), say("turnover a year"), say("cohesion")),
        title=say("What it does to the team"),
        caption=say(
            "turnover a year: 1 - retention ^ (365 / days); cohesion: how much colleagues do for one another under the "
            "scheme as it stands on day {days}, 0 to 100%: support, recognition given or received, and mates who do their "
            "part; ties that no scheme makes are not counted",
            days=scenario.days,
        ),
    )
    for scheme, row in comparison.schemes.iterrows():
        table.add_row(str(scheme), *map(numbers.percent, (row["turnover"], row["cohesion"])))
    return table
