"""`loyaltysim day`: what happens on a simulated day, in which order, and to which columns."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import click

from loyaltysim.cli.command import command
from loyaltysim.cli.console import console

if TYPE_CHECKING:
    from rich.table import Table

    from loyaltysim.customers.columns import Column


@command()
@click.option("--columns", is_flag=True, help="Show the columns of the customers instead.")
def day(*, columns: bool) -> None:
    """Show the steps of a simulated day."""
    for table in _columns() if columns else [_steps()]:
        console().print(table)


def _steps() -> Table:
    from loyaltysim.report.tables.shapes import word_table
    from loyaltysim.simulation.steps.day import DAY

    table = word_table("step", "what happens")
    for step in DAY:
        table.add_row(step.name, step.what)
    return table


def _columns() -> list[Table]:
    """Tabulate traits, which never change, and states, which do."""
    from loyaltysim.customers.columns import declared
    from loyaltysim.customers.table import States, Traits
    from loyaltysim.report.tables.shapes import word_table

    tables = []
    for kind, declaration in (("trait", Traits), ("state", States)):
        table = word_table(kind, "unit", "range", "what it is")
        for column in declared(declaration):
            table.add_row(column.name, column.unit, _range(column), column.meaning)
        tables.append(table)
    return tables


def _range(column: Column) -> str:
    """Write from where to where a column goes."""
    if math.isfinite(column.high):
        return f"{column.low:,g} to {column.high:,g}"
    return f"{column.low:,.7g} or more" if math.isfinite(column.low) else "any"
