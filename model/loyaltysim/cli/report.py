"""`loyaltysim report`: make the report of finished results again, without playing."""

from __future__ import annotations

from pathlib import Path

import click

from loyaltysim.cli.command import command
from loyaltysim.language import ENGLISH, LANGUAGES


@command()
@click.argument("results", type=click.Path(path_type=Path))
@click.option(
    "--pdf", is_flag=True, help="Also write it as PDF (needs the extra: loyaltysim[pdf])."
)
@click.option(
    "--language",
    type=click.Choice(sorted(LANGUAGES)),
    default=ENGLISH,
    show_default=True,
    help="Language of the report.",
)
def report(results: Path, *, pdf: bool, language: str) -> None:
    """Write the page of finished results again.

    RESULTS is the folder that `loyaltysim compare` names at its end. Nothing is played: all is read from its files.
    """
    from loyaltysim.comparison.saved import load_comparison
    from loyaltysim.report.figures import FIGURES
    from loyaltysim.report.page import write_page
    from loyaltysim.report.page.pdf import checked_pdf, write_pdf

    if pdf:
        checked_pdf()
    page = write_page(load_comparison(results, FIGURES), results, language)
    click.echo(f"The report is {page}")
    if pdf:
        click.echo(f"As PDF: {write_pdf(page)}")
