"""`loyaltysim check`: whether a scenario, and the data it names, are in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from loyaltysim.cli.command import command
from loyaltysim.cli.console import console

if TYPE_CHECKING:
    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.population import Population
    from loyaltysim.scenario import Scenario
    from loyaltysim.simulation.play import SchemeRecord


MARKETS = 20
"""Markets whose customers are asked how hard the main act is: with 40,000 of them the share is known to a quarter of a percent."""


@command()
@click.argument("scenario")
def check(scenario: str) -> None:
    """Check a scenario and its data.

    Reads everything, and tries every scheme on one small market to see whether it gives back too much.
    """
    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.cli.trial import try_schemes
    from loyaltysim.report.free_people import free_people_warnings
    from loyaltysim.report.generosity import generosity_warnings
    from loyaltysim.report.labels import labels
    from loyaltysim.report.nobody_leaves import leaving_warnings
    from loyaltysim.report.tables.shapes import bullets
    from loyaltysim.report.warnings import print_warnings
    from loyaltysim.scenario import load_scenario

    found, constants = load_scenario(scenario), Constants.default()
    population, notes = _customers(found, constants)
    tried = try_schemes(found, population, constants)
    played = {name: one.markets for name, one in tried.items()}
    warnings = [
        *leaving_warnings(found),
        *free_people_warnings(found),
        *generosity_warnings(found, played),
    ]
    out, own = console(), labels(found)
    out.print(f"{scenario} is in order: {found.title}")
    out.print(f"{len(found.schemes)} schemes over {found.days} days:")
    out.print(bullets(_named(found)))
    if notes:
        out.print("Notes:")
        out.print(bullets(map(own, notes)))
    out.print(_ease(found, population, constants, tried[found.compare.baseline]))
    print_warnings(map(own, warnings), out)
    out.print(f"\nNext: loyaltysim compare {scenario}", soft_wrap=True)


def _named(scenario: Scenario) -> list[str]:
    baseline = scenario.compare.baseline
    return [f"{name} (the baseline)" if name == baseline else name for name in scenario.schemes]


def _ease(
    scenario: Scenario, population: Population, constants: Constants, tried: SchemeRecord
) -> str:
    """Say how hard the main act is, in figures that can be held against what a firm knows."""
    from loyaltysim.report.labels import labels
    from loyaltysim.simulation.difficulty import hindered_share
    from loyaltysim.simulation.run import setup_of

    setup = setup_of(scenario)
    hindered = hindered_share(setup, population, constants, scenario.seed, MARKETS)
    most = setup.acts[0].most
    free = 1 - hindered
    acts, prompted = (float(tried.markets[name].sum()) for name in ("main_acts", "prompted"))
    often = f"; {_how_often(acts / prompted, most)}{_elsewhere(tried)}" if prompted else ""
    return labels(scenario)(
        f'How easy "{scenario.main_act}" is under "{scenario.compare.baseline}": nothing stands in the way of '
        f"{free:.0%} of customers{often}. Is that so? Profit hangs on it; `ease` or `demands` of the act "
        "change it."
    )


def _how_often(acts: float, most: int) -> str:
    """Say how many acts a prompt brings: a share where one at most is done, a number where several are."""
    if most == 1:
        return f"when prompted, all together do it {acts:.0%} of the time"
    return f"when prompted, all together do it {acts:.2f} times on average, of {most} at most"


def _elsewhere(tried: SchemeRecord) -> str:
    """Say how often a prompt ends at a rival; nothing where there are none."""
    if "elsewhere" not in tried.why_not:
        return ""
    share = float(tried.why_not["elsewhere"].sum() / tried.markets["prompted"].sum())
    return f", and {share:.0%} of the time they choose a rival instead"


def _customers(scenario: Scenario, constants: Constants) -> tuple[Population, list[str]]:
    """Read the purchases, and see whether the main act can tell schemes apart."""
    from loyaltysim.calibration.prepare import prepare_fit
    from loyaltysim.scenario.checks.notes import scenario_notes
    from loyaltysim.simulation.difficulty import difficulty_note
    from loyaltysim.simulation.run import setup_of

    notes: list[str] = []
    population: Population | None = scenario.segment_population()
    if population is None:
        prepared = prepare_fit(scenario, constants)
        notes += [str(prepared.record.source), *prepared.notes]
        population = prepared.population
    hard = difficulty_note(setup_of(scenario), population, constants, scenario.seed)
    notes += scenario_notes(scenario)
    return population, [*notes, hard] if hard else notes
