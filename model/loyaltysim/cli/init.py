"""`loyaltysim init`: a copy of a bundled scenario to start from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from loyaltysim.cli.command import command
from loyaltysim.errors import InputError, Problem

if TYPE_CHECKING:
    from loyaltysim.scenario import Scenario


@command()
@click.argument("name")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path),
    help="The same as FILE.",
)
def init(name: str, file: Path | None, target: Path | None) -> None:
    """Copy a bundled scenario to start from.

    The copy goes to FILE; NAME.yaml in this folder if left out.
    """
    from loyaltysim.scenario import bundled_path, load_scenario

    source = bundled_path(name)
    target = _one_of(file, target) or Path(f"{name}.yaml")
    copies = {target: source, **_data(load_scenario(name), target)}
    for place, original in copies.items():
        _refuse_other_content(place, original)
    for place, original in copies.items():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(original.read_bytes())
        click.echo(f"wrote {place}")
    click.echo(f"Change it, then: loyaltysim compare {target}")


def _one_of(file: Path | None, target: Path | None) -> Path | None:
    if file and target and file != target:
        hint = "name it once"
        raise InputError(Problem(f"both {file} and --to {target} say where the copy goes", hint))
    return file or target


def _data(scenario: Scenario, target: Path) -> dict[Path, Path]:
    """Find the data file that the scenario names, and its place beside the copy."""
    from loyaltysim.scenario.blocks.fit import FitSpec

    fit = scenario.population
    return {target.parent / fit.named: fit.file} if isinstance(fit, FitSpec) else {}


def _refuse_other_content(place: Path, original: Path) -> None:
    """Never write over somebody's work."""
    if place.exists() and (place.is_dir() or place.read_bytes() != original.read_bytes()):
        hint = "move it away, or choose another place with --to"
        raise InputError(
            Problem("this exists already and is not overwritten", hint, file=str(place))
        )
