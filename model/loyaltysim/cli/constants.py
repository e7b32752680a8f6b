"""`loyaltysim constants`: the numbers behind the behaviour, and where they come from."""

from __future__ import annotations

import click

from loyaltysim.cli.command import command
from loyaltysim.cli.console import console


@command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def constants(as_json: bool) -> None:  # noqa: FBT001 - click passes options by name
    """List the behavioural constants.

    Each with its value, the range that is plausible, its unit and its source.
    """
    from loyaltysim.behaviour.constants import constants_table

    rows = constants_table()
    if as_json:
        import json
        from dataclasses import asdict

        click.echo(json.dumps([asdict(row) for row in rows], indent=2, ensure_ascii=False))
        return
    from loyaltysim.report.tables.shapes import word_table

    table = word_table("constant", "value", "plausible", "unit", "meaning (source)")
    for row in rows:
        plausible = f"{row.low:g} to {row.high:g}" if row.is_free else "fixed"
        before = "" if row.prior is None else f"; fitted, {row.prior:g} before"
        table.add_row(
            row.name, f"{row.value:g}", plausible, row.unit, f"{row.meaning} ({row.source}{before})"
        )
    console().print(table)
