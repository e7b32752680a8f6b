"""The evidence behind each mechanic in use: what was published, and how well the model does the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltysim.language import cite, say
from loyaltysim.report.evidence_marks import is_analogy, missed_by, nearest_only, none_itself
from loyaltysim.report.evidence_notes import evidence_for
from loyaltysim.report.evidence_text import ANY, kinds_used
from loyaltysim.report.studies.shipped import findings_about
from loyaltysim.report.studies.table import number, span

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from loyaltysim.comparison import Comparison
    from loyaltysim.report.evidence_notes import Note

USES = {
    "fit": "may be fitted to",
    "held back": "held back",
    "no effect": "no effect found",
}


def mechanics_evidence(comparison: Comparison) -> list[dict[str, Any]]:
    """Give for every kind of mechanic its published effects and the findings that test it in the model."""
    kinds = kinds_used(comparison)
    notes = evidence_for(["any", *kinds])
    found = findings_about(kinds) if kinds else None
    return [
        {
            "kind": say(ANY) if kind == "any" else kind,
            "nearest": nearest_only(kind) if none_itself(notes[kind]) else "",
            "notes": [
                _note(note, notes[kind])
                for note in sorted(notes[kind], key=lambda one: not one.works)
            ],
            **_tested(None if kind == "any" or found is None else _of_kind(found, kind)),
        }
        for kind in ["any", *kinds]
    ]


def _note(note: Note, notes: Sequence[Note]) -> dict[str, Any]:
    text, language = cite(note.showed)
    cited, cited_in = note.told_by()
    found = {"text": text, "language": language, "cited": cited, "cited_in": cited_in}
    marks = {"analogy": is_analogy(note, notes), "missed": missed_by(note)}
    return {**found, **marks, "works": note.works, "doi": note.doi}


def _of_kind(found: pd.DataFrame, kind: str) -> pd.DataFrame:
    plays = [kind in kinds.split(", ") for kinds in found["mechanics"]]
    return found[np.array(plays, bool)]  # of a list without any, pandas would think of columns


def _tested(found: pd.DataFrame | None) -> dict[str, Any]:
    if found is None:
        return {"findings": [], "tested": False}
    unseen = found[found["use"] != "fit"]
    return {
        "tested": True,
        "findings": [_finding(row) for _, row in found.iterrows()],
        "agrees": int(found["agrees"].sum()),
        "held_back": len(unseen),
        "held_back_agrees": int(unseen["agrees"].sum()),
    }


def _finding(row: pd.Series[Any]) -> dict[str, Any]:
    return {
        "name": str(row["finding"]),
        "study": str(row["study"]),
        "what": str(row["what"]),
        "published": number(row["published"]),
        "band": span(row["band_low"], row["band_high"]),
        "simulated": number(row["simulated"]),
        "agrees": bool(row["agrees"]),
        "use": say(USES[str(row["use"])]),
    }
