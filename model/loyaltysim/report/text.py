"""The report on a terminal: the verdict first, then what it rests on."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console

from loyaltysim.report.evidence_text import evidence_lines, warnings
from loyaltysim.report.scheme_tables import money_table, retention_table, segments_table
from loyaltysim.report.single_table import single_table
from loyaltysim.report.tables import bullets, listing
from loyaltysim.report.why_not import why_not_sentence, why_not_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rich.table import Table

    from loyaltysim.comparison import Comparison

    Make = Callable[[Comparison], Table | None]


def report_text(comparison: Comparison, width: int = 110) -> str:
    """Write the whole report as plain text.

    Parameters
    ----------
    width
        Characters of a line.
    """
    text = StringIO()
    print_report(
        comparison, Console(file=text, width=width, markup=False, emoji=False, highlight=False)
    )
    return text.getvalue()


def print_report(comparison: Comparison, out: Console) -> None:
    """Print the verdict, the schemes side by side, the evidence, and where the files are."""
    out.print(comparison.verdict.sentence, style="bold")
    out.print(bullets(comparison.verdict.reasons))
    _tables([retention_table, money_table, segments_table, why_not_table], comparison, out)
    out.print(why_not_sentence(comparison))
    _evidence(comparison, out)
    _files(comparison, out)


def print_main_result(comparison: Comparison, out: Console) -> None:
    """Print what is known before the assumptions are varied."""
    out.print("Main result; whether it holds under other assumptions is being tried.", style="bold")
    out.print(comparison.verdict.sentence)
    _tables([retention_table], comparison, out)
    out.print()


def print_single(comparison: Comparison, out: Console) -> None:
    """Print the figures of a comparison that has only one scheme."""
    _tables([single_table, why_not_table], comparison, out)
    _files(comparison, out)


def _tables(makers: Iterable[Make], comparison: Comparison, out: Console) -> None:
    for make in makers:
        table = make(comparison)
        if table is not None:
            out.print()
            out.print(table)


def _evidence(comparison: Comparison, out: Console) -> None:
    out.print("\nWhat was measured elsewhere, for and against", style="bold")
    out.print(listing(evidence_lines(comparison)))
    out.print("`loyaltysim mechanics NAME` gives the references.", style="dim")
    for warning in warnings(comparison):
        out.print()
        out.print(f"Warning: {warning}", style="bold yellow")


def _files(comparison: Comparison, out: Console) -> None:
    if comparison.notes:
        out.print("\nNotes", style="bold")
        out.print(bullets(comparison.notes))
    if comparison.folder is not None:
        out.print(
            f"\nTables, figures and the resolved scenario are in {comparison.folder}",
            soft_wrap=True,
        )
