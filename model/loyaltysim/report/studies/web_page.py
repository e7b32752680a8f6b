"""The evidence as a page for the web: one file of HTML without scripts or requests."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from loyaltysim.report.page.drawing import picture
from loyaltysim.report.page.environment import environment, language_of
from loyaltysim.report.page.grids import Grid
from loyaltysim.report.studies import uninformed
from loyaltysim.report.studies.forest import MARKS, PICTURE, forest
from loyaltysim.report.studies.summary import LEGEND, behind, counts, sizes
from loyaltysim.report.studies.table import HEADINGS, cells, in_families
from loyaltysim.report.studies.told import TITLE, WIDTHS, about, in_a_line, made_by, reasons

if TYPE_CHECKING:
    from collections.abc import Iterable

    from loyaltysim.studies.evidence import Evidence, Row
    from loyaltysim.studies.study import Study

WORDS = frozenset(HEADINGS.index(name) for name in ("", "use", "informs"))
"""Columns that hold words, not numbers."""
MEANT = frozenset(uninformed.HEADINGS.index(name) for name in ("meaning", "source"))


def web_page(evidence: Evidence, command: str, version: str) -> str:
    """Write the page; equal evidence gives equal texts.

    Parameters
    ----------
    command
        The command that makes it.
    version
        The version of the package.
    """
    out = [row for row in in_families(evidence) if not row.agrees]
    template = environment().get_template("evidence.html")
    return template.render(
        language_of()
        | {
            "title": TITLE,
            "made": made_by(evidence, command, version),
            "counts": list(counts(evidence)),
            "behind": list(behind(evidence)),
            "sizes": list(sizes(evidence)),
            "weak": _grid("Effects in band, at the end towards no effect", _weak(evidence)),
            "out": _grid("Findings out of band", out),
            "uninformed": Grid(
                uninformed.UNINFORMED, "", uninformed.HEADINGS, uninformed.cells(evidence), MEANT
            ),
            "forest": picture("forest", lambda form: forest(evidence, form), PICTURE, MARKS),
            "legend": LEGEND,
            "headings": HEADINGS,
            "words": WORDS,
            "families": _families(evidence),
            "widths": WIDTHS,
            "reasons": list(reasons(evidence)),
        }
    )


def _weak(evidence: Evidence) -> list[Row]:
    return [row for row in in_families(evidence) if row.is_weak]


def _grid(title: str, rows: Iterable[Row]) -> Grid:
    return Grid(title, "", HEADINGS, tuple(map(_written, rows)), WORDS)


def _written(row: Row) -> tuple[str, ...]:
    return tuple(map(in_a_line, cells(row)))


def _families(evidence: Evidence) -> dict[str, list[dict[str, Any]]]:
    """Give the studies of every family with their findings."""
    return {
        family: [
            _study(study, evidence, tuple(rows))
            for study, rows in groupby(ours, lambda row: row.study)
        ]
        for family, ours in groupby(in_families(evidence), lambda row: row.study.design.family)
    }


def _study(study: Study, evidence: Evidence, rows: tuple[Row, ...]) -> dict[str, Any]:
    return {
        "title": study.scenario.title,
        "question": in_a_line(study.scenario.question),
        "about": list(about(study, evidence)),
        "rows": [(_written(row), row.agrees) for row in rows],
    }
