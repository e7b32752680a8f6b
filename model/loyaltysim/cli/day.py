"""`loyaltysim day`: what happens on a simulated day, and in which order."""

from __future__ import annotations

from loyaltysim.cli.command import command
from loyaltysim.cli.console import console


@command()
def day() -> None:
    """Show the steps of a simulated day."""
    from loyaltysim.report.tables import word_table
    from loyaltysim.simulation.day import DAY

    table = word_table("step", "what happens")
    for step in DAY:
        table.add_row(step.name, step.what)
    console().print(table)
