"""The report as a page: one file of HTML without scripts or requests, and the parts it is made of.

The parts are templates (`templates/parts`) that get plain values; other pages can use them with `environment()`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from loyaltysim.comparison.draws import assess
from loyaltysim.comparison.playing.atomic import write_bytes
from loyaltysim.comparison.results import log_report
from loyaltysim.language import ENGLISH, speaking
from loyaltysim.report.page.content import content
from loyaltysim.report.page.environment import environment, language_of

if TYPE_CHECKING:
    from pathlib import Path

    from loyaltysim.comparison import Comparison


def page_html(comparison: Comparison, language: str = ENGLISH) -> str:
    """Write the report of a comparison as one HTML document; equal comparisons give equal texts."""
    with speaking(language):
        told = comparison if language == ENGLISH else _retold(comparison)
        template = environment().get_template("report.html")
        return template.render(language_of(told.scenario) | content(told))


def _retold(comparison: Comparison) -> Comparison:
    """Forget what was said of a comparison in another language."""
    found = comparison.assumptions
    if found is not None:
        found = assess(
            comparison.scenario, found.draws, found.constants, found.values, comparison.panels
        )
    return replace(comparison, assumptions=found)


def write_page(comparison: Comparison, folder: Path, language: str = ENGLISH) -> Path:
    """Write the report into a folder and name the file."""
    name = "report.html" if language == ENGLISH else f"report.{language}.html"
    write_bytes(folder / name, page_html(comparison, language).encode())
    if language != ENGLISH:
        log_report(folder / name)
    return folder / name
