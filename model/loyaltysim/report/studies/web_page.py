"""The evidence as a page for the web: one file of HTML without scripts or requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.report.page.drawing import picture
from loyaltysim.report.page.environment import environment, language_of
from loyaltysim.report.page.grids import Grid
from loyaltysim.report.studies import uninformed
from loyaltysim.report.studies.forest import MARKS, PICTURE, forest
from loyaltysim.report.studies.summary import LEGEND, behind, counts, sizes
from loyaltysim.report.studies.table import HEADINGS, WORDS
from loyaltysim.report.studies.told import TITLE, WIDTHS, account, made_by, reasons, written
from loyaltysim.report.studies.walk import by_family, out_of_band, weak

if TYPE_CHECKING:
    from collections.abc import Iterable

    from loyaltysim.report.studies.told import Account
    from loyaltysim.studies.evidence import Evidence, Row

MEANT = frozenset(uninformed.HEADINGS.index(name) for name in ("meaning", "source"))
"""Columns of those that no finding informs that hold words, not numbers."""


def web_page(evidence: Evidence, command: str, version: str) -> str:
    """Write the page; equal evidence gives equal texts.

    Parameters
    ----------
    command
        The command that makes it.
    version
        The version of the package.
    """
    template = environment().get_template("evidence.html")
    return template.render(
        language_of()
        | {
            "title": TITLE,
            "made": made_by(evidence, command, version),
            "counts": list(counts(evidence)),
            "behind": list(behind(evidence)),
            "sizes": list(sizes(evidence)),
            "weak": _grid("Effects in band, at the end towards no effect", weak(evidence)),
            "out": _grid("Findings out of band", out_of_band(evidence)),
            "uninformed": Grid(
                uninformed.UNINFORMED, "", uninformed.HEADINGS, uninformed.cells(evidence), MEANT
            ),
            "forest": picture("forest", lambda form: forest(evidence, form), PICTURE, MARKS),
            "legend": LEGEND,
            "headings": HEADINGS,
            "words": WORDS,
            "written": written,
            "families": _families(evidence),
            "widths": WIDTHS,
            "reasons": list(reasons(evidence)),
        }
    )


def _grid(title: str, rows: Iterable[Row]) -> Grid:
    return Grid(title, "", HEADINGS, tuple(map(written, rows)), WORDS)


def _families(evidence: Evidence) -> dict[str, list[Account]]:
    """Give what is told of the studies of every family."""
    return {
        family: [account(replayed, evidence) for replayed in studies]
        for family, studies in by_family(evidence).items()
    }
