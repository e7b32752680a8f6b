"""The palette: every mechanic by family, and the page of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from loyaltysim.behaviour.user_type_fit import fit_of
from loyaltysim.customers.columns import USER_TYPES
from loyaltysim.errors import LoyaltysimError
from loyaltysim.language import cite, describe, say
from loyaltysim.mechanics.mechanic import Mechanic
from loyaltysim.mechanics.registry import get_mechanic
from loyaltysim.report.evidence_marks import is_analogy, missed_by, nearest_only, none_itself
from loyaltysim.report.evidence_notes import evidence_for
from loyaltysim.report.families import by_family
from loyaltysim.report.parameters import own_rows
from loyaltysim.report.signals import signals_of
from loyaltysim.scenario.examples import mechanic_example
from loyaltysim.studio.folders import UnknownError

if TYPE_CHECKING:
    from collections.abc import Iterable


def palette() -> list[tuple[str, list[tuple[str, str]]]]:
    """List the mechanics with what each does, by family."""
    return [(family, [(kind.kind, does(kind)) for kind in kinds]) for family, kinds in by_family()]


def does(kind: type[Mechanic]) -> str:
    """Say in a sentence what a mechanic does."""
    return describe((kind.__doc__ or "").strip().partition("\n")[0])


def mechanic_page(name: str) -> dict[str, Any]:
    """Say of a mechanic all that there is to say.

    Raises
    ------
    UnknownError
        When there is none of this name.
    """
    try:
        kind = get_mechanic(name)
    except LoyaltysimError as error:
        raise UnknownError(*error.problems) from error
    fit, notes = fit_of(name), evidence_for([name])[name]
    suits = zip(USER_TYPES, fit.by_user_type, strict=True)
    return {
        "name": name,
        "does": does(kind),
        "example": mechanic_example(kind),
        "theory": cite(kind.theory),
        "rows": [(*row[:3], describe(row[3])) for row in _rows(kind)],
        "motivators": [say(one.replace("_", " ")) for one in fit.motivators],
        "suits": [(say(one.replace("_", " ")), f"{weight:g}") for one, weight in suits],
        "game": fit.game,
        "signals": signals_of(kind),
        "measures": [(one, describe(told)) for one, told in kind.measures.items()],
        "nearest": nearest_only(name) if none_itself(notes) else "",
        "notes": [
            (
                *(note.works, is_analogy(note, notes), *cite(note.showed)),
                *(*note.told_by(), note.doi, missed_by(note)),
            )
            for note in sorted(notes, key=lambda note: not note.works)
        ],
    }


def _rows(kind: type[Mechanic]) -> Iterable[tuple[str, ...]]:
    return own_rows(kind.model_json_schema(), Mechanic.model_json_schema())
