"""What published evidence stands behind the schemes, and a warning when a result goes beyond it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.language import say
from loyaltysim.report.evidence_notes import (
    DAYS_PER_YEAR,
    PLAUSIBLE_RETENTION,
    beyond_evidence,
    evidence_for,
    yearly,
)
from loyaltysim.report.numbers import points

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    """Say in a line for and a line against each kind of mechanic what was measured.

    Yields
    ------
    The kind, for or against, and the effect.
    """
    for kind, notes in _notes(comparison).items():
        name = ANY if kind == "any" else kind
        if not notes:
            yield name, "", UNKNOWN
        shown = sorted((note for note in notes if note.brief), key=lambda note: not note.works)
        for number, note in enumerate(shown):
            yield name if number == 0 else "", "for" if note.works else "against", note.line


def rest_of_evidence(comparison: Comparison) -> str:
    """Say how much more is listed, for and against, and where."""
    rest = [note for notes in _notes(comparison).values() for note in notes if not note.brief]
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
