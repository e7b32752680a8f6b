"""`loyaltysim compare`: all schemes over the same customers and the same luck."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

import click

from loyaltysim.cli.cluster_options import ClusterOptions, cluster_options
from loyaltysim.cli.command import command
from loyaltysim.cli.options import PlayOptions, play_options
from loyaltysim.cli.play import play, print_result
from loyaltysim.comparison.verdict.how_many import FEWEST_DRAWS, USUAL_DRAWS

if TYPE_CHECKING:
    from loyaltysim.scenario import Scenario


class CompareOptions(PlayOptions, ClusterOptions):
    """The options of `compare`."""

    only: tuple[str, ...]
    assumptions: int
    quick: bool
    precision: str | None
    brief: bool


@command()
@click.argument("scenario")
@click.option(
    "--only",
    multiple=True,
    metavar="SCHEME",
    help="Play only this scheme and the baseline; can be given again.",
)
@click.option(
    "--assumptions",
    type=click.IntRange(min=0),
    default=USUAL_DRAWS,
    show_default=True,
    help="How many other plausible sets of assumptions on behaviour to try; 0 is the fast lane.",
)
@click.option(
    "--quick",
    is_flag=True,
    help=f"Try {FEWEST_DRAWS} sets of assumptions, whatever --assumptions says.",
)
@click.option(
    "--precision",
    metavar="SIZE",
    help="Play more customers until differences are known to plus or minus this: 0.2pp.",
)
@click.option(
    "--brief", is_flag=True, help="Print the verdict, the first table and where the files are."
)
@play_options
@cluster_options
def compare(scenario: str, **options: Unpack[CompareOptions]) -> None:
    """Compare the schemes of a scenario.

    SCENARIO is a file, or the name of a bundled scenario.
    """
    read = _read(scenario, options["precision"])
    from loyaltysim.report.text import print_brief, print_main_result, print_report

    only, assumptions = options["only"], options["assumptions"]
    if options["quick"]:  # the fewest from which anything is concluded
        assumptions = FEWEST_DRAWS
    cluster = options["dask"], options["any_worker"]
    comparison = play(
        read,
        options,
        only=only,
        assumptions=assumptions,
        first=print_main_result,
        cluster=cluster,
    )
    print_result(comparison, options, print_brief if options["brief"] else print_report)


def _read(scenario: str, precision: str | None) -> Scenario:
    from loyaltysim.scenario import load_scenario

    found = load_scenario(scenario)
    if precision is None:
        return found
    from loyaltysim.comparison.overrides import demand_precision

    return demand_precision(found, precision)
