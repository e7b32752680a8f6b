"""The report on paper: the same page, set by WeasyPrint, which comes with the extra `pdf`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from loyaltysim.comparison.playing.atomic import write_bytes
from loyaltysim.comparison.results import log_report
from loyaltysim.errors import InputError, Problem
from loyaltysim.extras import need

if TYPE_CHECKING:
    from pathlib import Path

PRINT = "open report.html in a browser and print it"


def checked_pdf() -> Any:  # noqa: ANN401 - the module, which has no types
    """Find what makes PDF.

    Raises
    ------
    InputError
        When it is not installed, or lacks a library of the system.
    """
    need("PDF", "weasyprint", instead=PRINT)
    try:
        import weasyprint  # noqa: PLC0415 - an extra, and slow to load
    except OSError as error:
        hint = (
            f"install Pango (on Debian: apt install libpango-1.0-0 libpangoft2-1.0-0), or {PRINT}"
        )
        raise InputError(Problem("WeasyPrint finds no Pango on this system", hint)) from error
    return weasyprint


def write_pdf(page: Path) -> Path:
    """Write a page beside itself as PDF; nothing outside the page is read."""
    weasyprint = checked_pdf()
    document = weasyprint.HTML(string=page.read_text(encoding="utf-8"), url_fetcher=_refuse)
    written = page.with_suffix(".pdf")
    write_bytes(written, document.write_pdf(pdf_identifier=b"loyaltysim"))
    log_report(written)
    return written


def _refuse(url: str, *_args: object, **_kwargs: object) -> None:
    msg = f"a report asks for nothing, but this one for {url}"
    raise ValueError(msg)
