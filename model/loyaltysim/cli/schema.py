"""`loyaltysim schema`: what a scenario file may say, for editors that complete and check it."""

from __future__ import annotations

from loyaltysim.cli.command import command
from loyaltysim.cli.console import print_document


@command()
def schema() -> None:
    """Print the JSON Schema of scenario files."""
    from loyaltysim.scenario.json_schema import scenario_schema

    print_document(scenario_schema())
