"""`loyaltysim check`: whether a scenario, and the data it names, are in order, without playing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from loyaltysim.cli.command import command

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltysim.customers.population import Population
    from loyaltysim.scenario import Scenario


@command()
@click.argument("scenario")
def check(scenario: str) -> None:
    """Check a scenario and its data."""
    from loyaltysim.scenario import load_scenario

    found = load_scenario(scenario)
    notes = list(_notes(found))
    schemes = "; ".join(found.schemes)
    click.echo(f"{scenario} is in order: {found.title}")
    click.echo(f"{len(found.schemes)} schemes over {found.days} days: {schemes}")
    for note in notes:
        click.echo(f"- {note}")


def _notes(scenario: Scenario) -> Iterator[str]:
    """Read the purchases, and see whether the main act can tell schemes apart."""
    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.calibration.prepare import prepare_fit
    from loyaltysim.simulation.difficulty import difficulty_note
    from loyaltysim.simulation.run import setup_of

    constants = Constants.default()
    population: Population | None = scenario.segment_population()
    if population is None:
        prepared = prepare_fit(scenario, constants)
        yield str(prepared.record.source)
        yield from prepared.notes
        population = prepared.population
    note = difficulty_note(setup_of(scenario), population, constants, scenario.seed)
    if note:
        yield note
