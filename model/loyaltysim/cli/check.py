"""`loyaltysim check`: whether a scenario is in order, without playing it."""

from __future__ import annotations

import click

from loyaltysim.cli.command import command


@command()
@click.argument("scenario")
def check(scenario: str) -> None:
    """Check a scenario without playing it."""
    from loyaltysim.scenario import load_scenario

    found = load_scenario(scenario)
    schemes = "; ".join(found.schemes)
    click.echo(f"{scenario} is in order: {found.title}")
    click.echo(f"{len(found.schemes)} schemes over {found.days} days: {schemes}")
