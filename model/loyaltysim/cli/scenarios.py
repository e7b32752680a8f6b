"""`loyaltysim scenarios`: the bundled scenarios."""

from __future__ import annotations

from loyaltysim.cli.command import command
from loyaltysim.cli.console import console


@command()
def scenarios() -> None:
    """List the bundled scenarios."""
    from loyaltysim.report.tables.shapes import word_table
    from loyaltysim.scenario import bundled_names, load_scenario

    table = word_table("scenario", "question", "schemes")
    for name in bundled_names():
        scenario = load_scenario(name)
        table.add_row(name, scenario.title, "\n".join(scenario.schemes))
    out = console()
    out.print(table)
    out.print(
        "\n`loyaltysim compare NAME` plays one, `loyaltysim init NAME` copies it to change it."
    )
