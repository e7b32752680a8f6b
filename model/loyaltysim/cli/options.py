"""Options that all commands which play share, and what they become in the call from Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

import click

from loyaltysim.cli.quantities import EXAMPLES, days

if TYPE_CHECKING:
    from collections.abc import Callable

Function = TypeVar("Function", bound="Callable[..., Any]")


class PlayOptions(TypedDict):
    """What the options of `play_options` give; None keeps what the scenario says."""

    days: int | None
    customers: int | None
    seed: int | None
    jobs: int | None
    out: str
    transactions: bool
    customers_table: bool
    quiet: bool
    as_json: bool


_AT_LEAST_ONE = click.IntRange(min=1)
_OPTIONS = (
    click.option("--days", type=days, help=f"How long to play: {EXAMPLES}."),
    click.option(
        "--customers",
        type=_AT_LEAST_ONE,
        help="The size of your firm, for the interval of your firm; at least 30 markets are played all the same.",
    ),
    click.option(
        "--seed", type=click.IntRange(min=0), help="Another number plays with other luck."
    ),
    click.option(
        "--jobs", type=_AT_LEAST_ONE, help="Processes at once; as many as cores if left out."
    ),
    click.option("--out", default="results", show_default=True, help="Folder for results."),
    click.option("--transactions", is_flag=True, help="Also write every purchase."),
    click.option("--customers-table", is_flag=True, help="Also write every customer."),
    click.option("--quiet", is_flag=True, help="Show no progress."),
    click.option("--json", "as_json", is_flag=True, help="Print one JSON document."),
)


def play_options(function: Function) -> Function:
    """Add the shared options, in the order in which help lists them."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function
