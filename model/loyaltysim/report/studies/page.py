"""The evidence as a page of Markdown, which reads well as text and on the web."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.report.studies.summary import LEGEND, sentences
from loyaltysim.report.studies.table import in_families, number, span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltysim.studies.evidence import Evidence, Row
    from loyaltysim.studies.replay import Replay
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
    seeds = ", ".join(map(str, evidence.seeds))
    yield "# Evidence: what the model says of published experiments"
    yield ""
    yield f"Made by `{command}` with loyaltysim {version}; seeds {seeds}. One set of constants for all studies."
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
            yield from _heading(study, _replay_of(evidence, study))
        yield _row(row)
    yield ""
    yield "## Why the bands are as wide as they are"
    yield ""
    yield from (f"* {row.name}: {row.finding.because}." for row in in_families(evidence))


def _replay_of(evidence: Evidence, study: Study) -> Replay:
    return next(one for one in evidence.replays if one.study == study.name)


def _heading(study: Study, replay: Replay) -> Iterator[str]:
    yield ""
    yield f"## {study.design.family}: {study.scenario.title}"
    yield ""
    yield " ".join(study.scenario.question.split())
    yield ""
    yield from (f"* {source}" for source in study.scenario.sources)
    for path, value in replay.found.items():
        reached = replay.missed.get(path)
        off = "" if reached is None else f", which only gives {number(reached)}"
        yield f"* Fitted to the control arm: {path} = {number(value)}{off}."
    yield ""
    yield "| finding | published | band | simulated | same size | | use | informs |"
    yield "|---|---:|---:|---:|---:|---|---|---|"


def _judged(row: Row) -> str:
    word = "in" if row.agrees else "**OUT**"
    return f"{word}, at the edge" if row.is_at_edge else word


def _row(row: Row) -> str:
    finding = row.finding
    cells = (
        f"{row.name}: {finding.what}",
        number(finding.published),
        span(*finding.band),
        f"{number(row.value)} ({span(*row.interval)})",
        span(*row.sampled),
        _judged(row),
        finding.use,
        ", ".join(finding.informs),
    )
    return f"| {' | '.join(cells)} |"
