"""The evidence as a page of Markdown, which reads well as text and on the web."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.report.studies import uninformed
from loyaltysim.report.studies.summary import LEGEND, sentences
from loyaltysim.report.studies.table import HEADINGS, WORDS
from loyaltysim.report.studies.told import TITLE, WIDTHS, account, made_by, reasons, written
from loyaltysim.report.studies.walk import by_family

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltysim.report.studies.told import Account
    from loyaltysim.studies.evidence import Evidence, Row


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
    for family, studies in by_family(evidence).items():
        for replayed in studies:
            told = account(replayed, evidence)
            yield from _heading(family, told)
            yield from map(_row, told.rows)
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


def _heading(family: str, told: Account) -> Iterator[str]:
    yield ""
    yield f"## {family}: {told.title}"
    yield ""
    yield told.question
    yield ""
    yield from (f"* {line}" for line in told.about)
    yield ""
    yield f"| {' | '.join(HEADINGS)} |".replace("|  |", "| |")
    sides = ("---" if column in WORDS else "---:" for column in range(1, len(HEADINGS)))
    yield f"|---|{'|'.join(sides)}|"


def _row(row: Row) -> str:
    return f"| {' | '.join(written(row))} |".replace("| OUT", "| **OUT**")
