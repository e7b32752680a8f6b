"""`loyaltysim sweep`: many what-ifs of one scenario, each compared with the baseline on the same luck."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from loyaltysim.cli.cluster_options import ClusterOptions, cluster_options
from loyaltysim.cli.command import command
from loyaltysim.cli.console import console, print_document
from loyaltysim.cli.progress import Bar

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from loyaltysim.experiments import Sweep
    from loyaltysim.experiments.rows import Row

HELP = """Play a scenario at many parameter values.

PLAN is a file, or the name of a bundled plan:

\b
  scenario: coffee_bar
  vary:
    schemes.ten stamps.stamp_card.stamps: [6, 8, 10]
    schemes.ten stamps.stamp_card.reward.cost: {from: 1, to: 3, steps: 3}
  design: grid

A path leads to a value of the scenario, or with `constants.NAME` to a behavioural constant. Designs
are grid, zip, {latin_hypercube: 64}, {sobol: 64}, {list: [...]} and {csv: points.csv}. An interrupted
sweep goes on where it was.
"""


class SweepOptions(ClusterOptions):
    """The options of `sweep`."""

    jobs: int | None
    out: str
    quiet: bool
    as_json: bool


class Carried(TypedDict):
    """What all commands with plans hand on as it is."""

    jobs: int | None
    out: str
    dask: str | None
    any_worker: bool


def carried(options: SweepOptions) -> Carried:
    """Choose what is handed on as it is."""
    return {
        "jobs": options["jobs"],
        "out": options["out"],
        "dask": options["dask"],
        "any_worker": options["any_worker"],
    }


def sweep_options(function: Callable[..., None]) -> Callable[..., None]:
    """Add the options that all commands with plans have."""
    function = cluster_options(function)
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


_OPTIONS = (
    click.option(
        "--jobs",
        type=click.IntRange(min=1),
        help="Processes at once; as many as cores if left out.",
    ),
    click.option("--out", default="results", show_default=True, help="Folder for results."),
    click.option(
        "--resume/--fresh",
        "resume",
        default=True,
        show_default=True,
        help="Use finished work, or play everything anew.",
    ),
    click.option("--quiet", is_flag=True, help="Show no progress."),
    click.option(
        "--json", "as_json", is_flag=True, help="Print what was found as one JSON document."
    ),
)


@command(help=HELP)
@click.argument("plan")
@sweep_options
def sweep(plan: str, *, resume: bool, **options: Unpack[SweepOptions]) -> None:
    """Play the points of a plan."""
    from loyaltysim.experiments.sweeping import sweep as prepare

    with Bar(shown=not options["quiet"]) as bar:
        asked = prepare(plan, fresh=not resume, progress=bar, **carried(options))
        rows = [row for outcome in asked for row in outcome.table]
    if options["as_json"]:
        print_document({"folder": str(asked.folder), "rows": rows})
    else:
        _print(asked, rows, console())


def _print(asked: Sweep, rows: list[Row], out: Console) -> None:
    """Print the largest and the smallest effect of every scheme, and what failed."""
    from loyaltysim.report.experiments.sweep_text import ends_table, played_sentence

    out.print(f"{played_sentence(asked)} Largest and smallest effect on {_metric(rows)}:\n")
    out.print(ends_table(asked, rows))
    failed = [row for row in rows if row["failed"]]
    for row in failed[:5]:
        out.print(f"Point {row['point']} failed: {row['failed']}")
    if len(failed) > 5:
        out.print(f"{len(failed) - 5} more points failed; the table says why.")
    out.print(f"\nAll rows: {asked.folder}/points.csv")


def _metric(rows: list[Row]) -> str:
    found = (str(row["metric"]) for row in rows if not row["failed"])
    return next(found, "the metric").replace("_", " ")
