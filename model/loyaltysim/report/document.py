"""A comparison as one document of plain values, for scripts: what `--json` prints."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, TypeAlias

from loyaltysim.report.asked import asked_lines
from loyaltysim.report.evidence_marks import missed_by
from loyaltysim.report.evidence_notes import evidence_for
from loyaltysim.report.evidence_text import kinds_used
from loyaltysim.report.friends import followed_shares
from loyaltysim.report.human_answer import human_lines
from loyaltysim.report.human_cases import cases_of
from loyaltysim.report.warnings import warnings

if TYPE_CHECKING:
    import pandas as pd

    from loyaltysim.comparison import Comparison
    from loyaltysim.report.evidence_notes import Note

Plain: TypeAlias = dict[str, Any]


def comparison_document(comparison: Comparison) -> Plain:
    """Turn a comparison into values that JSON knows; what cannot be known is null."""
    scenario, verdict = comparison.scenario, comparison.verdict
    return {
        "title": scenario.title,
        "days": scenario.days,
        "currency": scenario.currency,
        "baseline": scenario.compare.baseline,
        "metric": scenario.compare.metric,
        "matters": scenario.compare.matters,
        "seed": comparison.seed,
        "markets": comparison.markets_played,
        "market_size": comparison.market_size,
        "verdict": {
            "kind": verdict.kind,
            "scheme": verdict.scheme,
            "sentence": verdict.sentence,
            "asked": asked_lines(comparison),
            "humans": human_lines(comparison, cases_of(comparison)),
            "reasons": list(comparison.verdict.reasons),
            "another_seed": verdict.another,
        },
        "schemes": _rows(comparison.schemes.reset_index()),
        "effects": _rows(comparison.effects),
        "why_not": _rows(comparison.why_not.reset_index()),
        "why_left": _rows(comparison.why_left.reset_index()),
        "segments": _rows(comparison.segments),
        "acts": _rows(comparison.acts),
        "measures": _rows(comparison.measures),
        "adapted": _rows(comparison.adapted),
        "followed": followed_shares(comparison),
        "user_types": _rows(comparison.user_types),
        "joining": _rows(comparison.joining),
        "brands": _rows(comparison.brands),
        "journey": _rows(comparison.journey),
        "assumptions": _assumptions(comparison),
        "evidence": {
            kind: [_note(note) for note in notes]
            for kind, notes in evidence_for(["any", *kinds_used(comparison)]).items()
        },
        "warnings": warnings(comparison),
        "notes": list(comparison.notes),
        "folder": str(comparison.folder) if comparison.folder else None,
    }


def _rows(frame: pd.DataFrame) -> list[Plain]:
    records = frame.to_dict(orient="records")
    return [{str(name): _plain(value) for name, value in row.items()} for row in records]


def _note(note: Note) -> dict[str, Plain]:
    """Give a published effect with what the model does not reproduce of it."""
    missed = [{name: _plain(value) for name, value in vars(one).items()} for one in missed_by(note)]
    return {**vars(note), "tested_by": note.tested_by, "missed": missed}


def _plain(value: object) -> object:
    """Replace what JSON lacks: NaN and infinity."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _assumptions(comparison: Comparison) -> Plain | None:
    assumptions = comparison.assumptions
    if assumptions is None:
        return None
    return {
        "leader": assumptions.leader,
        "stays_ahead": assumptions.ahead.estimate,
        "holds": assumptions.holds.estimate,
        "draws": _rows(assumptions.draws),
        "flips": [vars(flip) for flip in assumptions.flips],
    }
