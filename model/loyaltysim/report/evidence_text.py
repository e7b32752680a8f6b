"""What published evidence stands behind the schemes, and a warning when a result goes beyond it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.language import say
from loyaltysim.report.evidence_marks import (
    marked,
    missed_by,
    nearest_only,
    none_itself,
    not_reproduced,
)
from loyaltysim.report.evidence_notes import (
    DAYS_PER_YEAR,
    PLAUSIBLE_RETENTION,
    beyond_evidence,
    evidence_for,
    yearly,
)
from loyaltysim.report.numbers import points

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from loyaltysim.comparison import Comparison
    from loyaltysim.report.evidence_notes import Note

ANY = "any scheme"
UNKNOWN = "no published effect is listed for it: the result rests on the model alone"


def kinds_used(comparison: Comparison) -> list[str]:
    """List the kinds of mechanics in the schemes that were compared."""
    schemes = comparison.scenario.schemes
    return sorted(
        {
            instance.mechanic.kind
            for name in comparison.schemes.index
            for instance in schemes[str(name)].instances
        }
    )


def evidence_lines(comparison: Comparison) -> Iterator[tuple[str, str, str]]:
    """Say in a line for and a line against each kind of mechanic what was measured, and where the model says otherwise.

    Yields
    ------
    The kind, for or against, and the effect.
    """
    used = _parameters_used(comparison)
    for kind, notes in _notes(comparison).items():
        name = ANY if kind == "any" else kind
        lines = list(_told_of(kind, notes, used)) or [("", UNKNOWN)]
        yield from ((name if at == 0 else "", side, told) for at, (side, told) in enumerate(lines))


def _told_of(
    kind: str, notes: Sequence[Note], used: Collection[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    if none_itself(notes):
        yield "", nearest_only(kind)
    for note in _shown(kind, notes, used):
        yield "for" if note.works else "against", marked(note.line, note, notes)
        if missed_by(note):
            yield "", not_reproduced(note)


def _shown(kind: str, notes: Sequence[Note], used: Collection[tuple[str, str]]) -> Iterator[Note]:
    """Choose one note for and one against: about a parameter that is used, else about the mechanic."""
    brief = [note for note in notes if note.brief]
    for works in (True, False):
        ours = [note for note in brief if note.works is works]
        closer = [note for note in ours if any((kind, one) in used for one in note.about)]
        yield from closer or [note for note in ours if not note.about]


def _parameters_used(comparison: Comparison) -> set[tuple[str, str]]:
    """Name the parameters that are not as they are by default, each with its kind of mechanic."""
    schemes = comparison.scenario.schemes
    return {
        (one.mechanic.kind, name)
        for scheme in comparison.schemes.index
        for one in schemes[str(scheme)].instances
        for name, field in type(one.mechanic).model_fields.items()
        if getattr(one.mechanic, name) != field.default
    }


def rest_of_evidence(comparison: Comparison) -> str:
    """Say how much more is listed, for and against, and where."""
    used = _parameters_used(comparison)
    rest = [
        note
        for kind, notes in _notes(comparison).items()
        for note in notes
        if note not in set(_shown(kind, notes, used))
    ]
    speak = sum(note.works for note in rest)
    more = (
        f"More findings are listed, {speak} for and {len(rest) - speak} against; " if rest else ""
    )
    return (
        f"{more}`loyaltysim mechanics NAME` tells all about a mechanic, with references, and "
        f"`loyaltysim mechanics` all about {ANY}."
    )


def _notes(comparison: Comparison) -> dict[str, tuple[Note, ...]]:
    return evidence_for(["any", *kinds_used(comparison)])


def retention_warnings(comparison: Comparison) -> list[str]:
    """Warn of every effect on retention that is larger than any that was measured."""
    days = comparison.scenario.days
    return [
        say(
            '"{scheme}": {difference} in {days} days{a_year}. Published effects of reward schemes on retention stay below '
            "{most} pp a year: this result is outside the evidence.",
            scheme=scheme,
            difference=points(difference),
            days=days,
            a_year=_in_a_year(difference, days),
            most=f"{100 * PLAUSIBLE_RETENTION:g}",
        )
        for scheme, difference in comparison.schemes["difference"].items()
        if beyond_evidence(float(difference), days)
    ]


def _in_a_year(difference: float, days: int) -> str:
    """Say what falls on a year, where the horizon is longer."""
    if days <= DAYS_PER_YEAR:
        return ""
    return say(" is {difference} a year", difference=points(yearly(difference, days)))
