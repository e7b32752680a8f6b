"""`loyaltysim run`: one scheme by itself, with all its figures."""

from __future__ import annotations

from typing import Unpack

import click

from loyaltysim.cli.command import command
from loyaltysim.cli.options import PlayOptions, play_options
from loyaltysim.cli.play import play, print_result


@command()
@click.argument("scenario")
@click.argument("scheme", required=False)
@play_options
def run(scenario: str, scheme: str | None, **options: Unpack[PlayOptions]) -> None:
    """Play one scheme of a scenario.

    SCENARIO is a file or a bundled name, SCHEME a scheme's name in it.
    """
    from loyaltysim.comparison.overrides import keep_alone
    from loyaltysim.scenario import load_scenario

    alone = keep_alone(load_scenario(scenario), scheme)
    from loyaltysim.report.text import print_single

    print_result(play(alone, options), options, print_single)
