"""What both pages of the evidence say of it: of a study, of a finding, and beside the table."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from loyaltysim.report.studies.table import cells, number
from loyaltysim.report.studies.walk import in_families

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltysim.report.studies.walk import Replayed
    from loyaltysim.studies.evidence import Evidence, Row
    from loyaltysim.studies.study import Study

TITLE = "Evidence: what the model says of published experiments"
WIDTHS = "Why the bands are as wide as they are"


def made_by(evidence: Evidence, command: str, version: str) -> str:
    """Say what made a page."""
    seeds = ", ".join(map(str, evidence.seeds))
    return f"Made by {command} with loyaltysim {version}; seeds {seeds}. One set of constants for all studies."


class Account(NamedTuple):
    """What is told of a study."""

    title: str
    question: str
    about: tuple[str, ...]
    rows: tuple[Row, ...]


def account(replayed: Replayed, evidence: Evidence) -> Account:
    """Tell of a study what it asked, what is to be known of it, and what it found."""
    study, rows = replayed
    title, question = study.scenario.title, in_a_line(study.scenario.question)
    return Account(title, question, tuple(_about(study, evidence)), rows)


def _about(study: Study, evidence: Evidence) -> Iterator[str]:
    """Say where a study comes from, what was fitted to its control arm, and what was changed after a first replay."""
    yield from study.scenario.sources
    replay = next(one for one in evidence.replays if one.study == study.name)
    for path, value in replay.found.items():
        reached = replay.missed.get(path)
        off = "" if reached is None else f", which only gives {number(reached)}"
        yield f"Fitted to the control arm: {path} = {number(value)}{off}."
    if study.design.seen:
        yield f"Changed after a first replay was seen: {in_a_line(study.design.seen)}."
    for name, finding in study.design.findings.items():
        if finding.seen:
            yield f"Changed of {name} after a first replay was seen: {in_a_line(finding.seen)}."


def reasons(evidence: Evidence) -> Iterator[str]:
    """Say why each band is as wide as it is."""
    return (f"{row.name}: {row.finding.because}." for row in in_families(evidence))


def written(row: Row) -> tuple[str, ...]:
    """Write what there is to say of a finding, each part in a line."""
    return tuple(map(in_a_line, cells(row)))


def in_a_line(text: str) -> str:
    """Write a text without ends of lines."""
    return " ".join(text.split())
