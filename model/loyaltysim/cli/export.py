"""`loyaltysim export`: simulated customers for other tools, with their truth."""

from __future__ import annotations

from typing import TypedDict, Unpack

import click

from loyaltysim.cli.command import command
from loyaltysim.cli.console import console
from loyaltysim.cli.progress import Bar
from loyaltysim.cli.quantities import EXAMPLES, days

_TOLD = """\
  transactions.csv  customer_id, date, amount, act: {transactions:,} rows, a log as CLVTools, lifetimes and pymc-marketing read it
  customers.csv     a row for each of {customers:,} customers, in days: frequency, recency, T and monetary_value for these
                    packages, duration and event (left) for lifelines
  truth.csv         what a log does not tell: segment, acts a day without a scheme, hazard of leaving, ticket, day of leaving"""


class ExportOptions(TypedDict):
    """The options of `export`."""

    scheme: str | None
    days: int | None
    customers: int | None
    seed: int | None
    jobs: int | None
    out: str
    quiet: bool


_AT_LEAST_ONE = click.IntRange(min=1)


@command()
@click.argument("scenario")
@click.option("--scheme", metavar="NAME", help="Scheme to play; the baseline if left out.")
@click.option("--days", type=days, help=f"How long to play: {EXAMPLES}.")
@click.option(
    "--customers",
    type=_AT_LEAST_ONE,
    help="At the launch, rounded up to whole markets; one market if left out.",
)
@click.option("--seed", type=click.IntRange(min=0), help="Another number plays with other luck.")
@click.option("--jobs", type=_AT_LEAST_ONE, help="Processes at once; as many as cores if left out.")
@click.option("--out", default="results", show_default=True, help="Folder for results.")
@click.option("--quiet", is_flag=True, help="Show no progress.")
def export(scenario: str, **options: Unpack[ExportOptions]) -> None:
    """Write simulated customers for other tools.

    SCENARIO is a file or a bundled name. Writes what customers bought under one scheme as packages for
    customer-base and survival analysis read it, and beside it the truth, which no real log tells.
    """
    from loyaltysim.comparison.export import export as export_customers
    from loyaltysim.scenario import load_scenario

    with Bar(shown=not options["quiet"]) as bar:
        found = export_customers(
            load_scenario(scenario),
            options["scheme"],
            days=options["days"],
            customers=options["customers"],
            seed=options["seed"],
            jobs=options["jobs"],
            out=options["out"],
            progress=bar,
        )
    played, out = found.scenario, console()
    scheme = played.compare.baseline
    out.print(
        f'{found.customers:,} customers under "{scheme}", {played.days} days from {found.launch}:',
        soft_wrap=True,
    )
    told = _TOLD.format(transactions=found.transactions, customers=found.customers)
    out.print(told, soft_wrap=True, highlight=False)
    out.print(f"\nin {found.folder}", soft_wrap=True)
