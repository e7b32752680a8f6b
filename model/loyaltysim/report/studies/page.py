"""The evidence as a page of Markdown, which reads well as text and on the web."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.report.studies import uninformed
from loyaltysim.report.studies.summary import LEGEND, sentences
from loyaltysim.report.studies.table import HEADINGS, cells, in_families
from loyaltysim.report.studies.told import TITLE, WIDTHS, about, in_a_line, made_by, reasons

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltysim.studies.evidence import Evidence, Row
    from loyaltysim.studies.study import Study


def page(evidence: Evidence, command: str, version: str) -> str:
    """Write the page.

    Parameters
    ----------
    command
        The command that makes it.
    version
        The version of the package.
    """
    return "\n".join(_lines(evidence, command, version)) + "\n"


def _lines(evidence: Evidence, command: str, version: str) -> Iterator[str]:
    yield f"# {TITLE}"
    yield ""
    yield made_by(evidence, f"`{command}`", version)
    yield ""
    yield from (f"* {sentence}" for sentence in sentences(evidence))
    yield ""
    yield LEGEND
    yield ""
    yield "![published and simulated findings](forest.svg)"
    study = None
    for row in in_families(evidence):
        if row.study is not study:
            study = row.study
            yield from _heading(study, evidence)
        yield _row(row)
    yield from _uninformed(evidence)
    yield ""
    yield f"## {WIDTHS}"
    yield ""
    yield from (f"* {reason}" for reason in reasons(evidence))


def _uninformed(evidence: Evidence) -> Iterator[str]:
    rows = uninformed.cells(evidence)
    if rows:
        yield ""
        yield f"## {uninformed.UNINFORMED}"
        yield ""
        yield f"| {' | '.join(uninformed.HEADINGS)} |"
        yield "|---|---:|---:|---|---|"
        yield from (f"| {' | '.join(row)} |" for row in rows)


def _heading(study: Study, evidence: Evidence) -> Iterator[str]:
    yield ""
    yield f"## {study.design.family}: {study.scenario.title}"
    yield ""
    yield " ".join(study.scenario.question.split())
    yield ""
    yield from (f"* {told}" for told in about(study, evidence))
    yield ""
    yield f"| {' | '.join(HEADINGS)} |".replace("|  |", "| |")
    yield "|---|---:|---:|---:|---:|---|---|---|"


def _row(row: Row) -> str:
    told = " | ".join(in_a_line(cell) for cell in cells(row))
    return f"| {told} |".replace("| OUT", "| **OUT**")
