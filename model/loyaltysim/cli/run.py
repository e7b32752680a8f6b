"""`loyaltysim run`: one scheme by itself, with all its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

import click

from loyaltysim.cli.command import command
from loyaltysim.cli.options import PlayOptions, play_options
from loyaltysim.cli.play import play, print_result
from loyaltysim.errors import InputError, Problem, closest

if TYPE_CHECKING:
    from loyaltysim.scenario import Scenario


@command()
@click.argument("scenario")
@click.argument("scheme", required=False)
@play_options
def run(scenario: str, scheme: str | None, **options: Unpack[PlayOptions]) -> None:
    """Play one scheme of a scenario.

    SCENARIO is a file or a bundled name, SCHEME a scheme's name in it.
    """
    from loyaltysim.scenario import load_scenario

    alone = _alone(load_scenario(scenario), scheme)
    from loyaltysim.report.text import print_single

    print_result(play(alone, options), options, print_single)


def _alone(scenario: Scenario, name: str | None) -> Scenario:
    """Leave out all other schemes."""
    listed = f"the schemes are {'; '.join(scenario.schemes)}"
    if name is None:
        raise InputError(Problem("no scheme is named", listed))
    if name not in scenario.schemes:
        near = closest(name, scenario.schemes)
        hint = f"did you mean {near}?" if near else listed
        raise InputError(Problem(f"no scheme is named {name}", hint))
    compare = scenario.compare.model_copy(update={"baseline": name})
    schemes = {name: scenario.schemes[name]}
    return scenario.model_copy(update={"schemes": schemes, "compare": compare})
