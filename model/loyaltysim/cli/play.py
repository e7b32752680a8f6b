"""Play a scenario as the options say, with progress for those who watch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.cli.console import console, print_document
from loyaltysim.cli.progress import Bar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.console import Console

    from loyaltysim.cli.options import PlayOptions
    from loyaltysim.comparison import Comparison
    from loyaltysim.scenario import Scenario

    Print = Callable[[Comparison, Console], None]


def play(
    scenario: Scenario,
    options: PlayOptions,
    *,
    only: Sequence[str] = (),
    assumptions: int = 0,
    first: Print | None = None,
    cluster: tuple[str | None, bool] = (None, False),
) -> Comparison:
    """Play the schemes.

    Parameters
    ----------
    only
        Schemes to play beside the baseline; all if left out.
    assumptions
        Plausible sets of behavioural constants to try.
    first
        Prints the main result to standard error for those who watch, while the assumptions are still to be varied.
    cluster
        Address of a Dask scheduler, and whether its workers may compute differently.
    """
    from loyaltysim.report.drawn import compare

    with Bar(shown=not options["quiet"]) as bar:

        def show(comparison: Comparison) -> None:
            if first is not None and assumptions and bar.shown:
                bar.close()
                first(comparison, console(stderr=True))

        return compare(
            scenario,
            days=options["days"],
            customers=options["customers"],
            seed=options["seed"],
            jobs=options["jobs"],
            out=options["out"],
            only=only,
            assumptions=assumptions,
            transactions=options["transactions"],
            customers_table=options["customers_table"],
            progress=bar,
            on_result=show,
            dask=cluster[0],
            any_worker=cluster[1],
        )


def print_result(comparison: Comparison, options: PlayOptions, report: Print) -> None:
    """Print the result to standard output, as a report or as a document."""
    if options["as_json"]:
        from loyaltysim.report.document import comparison_document

        print_document(comparison_document(comparison))
    else:
        report(comparison, console())
