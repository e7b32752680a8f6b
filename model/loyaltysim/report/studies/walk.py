"""The order in which all texts and pictures tell the evidence: family by family, and in each its studies as they come."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from loyaltysim.studies.evidence import Evidence, Row
    from loyaltysim.studies.study import Study


class Replayed(NamedTuple):
    """A study with its findings."""

    study: Study
    rows: tuple[Row, ...]


def by_family(evidence: Evidence) -> dict[str, list[Replayed]]:
    """Give the studies of every family."""
    rows = sorted(evidence.rows, key=lambda row: row.study.design.family)
    found: dict[str, list[Replayed]] = {}
    for _, group in groupby(rows, key=lambda row: row.study.name):
        ours = tuple(group)
        study = ours[0].study
        found.setdefault(study.design.family, []).append(Replayed(study, ours))
    return found


def in_families(evidence: Evidence) -> list[Row]:
    """Give the findings alone, in the same order."""
    return [
        row for studies in by_family(evidence).values() for study in studies for row in study.rows
    ]


def out_of_band(evidence: Evidence) -> list[Row]:
    """Give the findings that the model does not reproduce."""
    return [row for row in in_families(evidence) if not row.agrees]


def weak(evidence: Evidence) -> list[Row]:
    """Give the effects in band that lie at its end towards no effect."""
    return [row for row in in_families(evidence) if row.is_weak]
