"""What is said beside a published effect: that the model does otherwise, or that something else was studied."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from loyaltysim.language import ENGLISH, in_figures, say, spoken
from loyaltysim.report.studies.table import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from loyaltysim.report.evidence_notes import Note


@dataclass(frozen=True)
class Missed:
    """A finding that the model's own replay puts outside its band."""

    what: str
    published: float | None
    band: tuple[float, float]
    simulated: float

    @property
    def numbers(self) -> str:
        """What was published and what the model says; what would agree, where only the sign is known."""
        model = in_figures(number(self.simulated))
        if self.published is None:
            low, high = (in_figures(number(edge)) for edge in self.band)
            return say(
                "{model} in the model, where {low} to {high} would agree",
                model=model,
                low=low,
                high=high,
            )
        published = in_figures(number(self.published))
        return say("{published} published, {model} in the model", published=published, model=model)

    @property
    def told(self) -> str:
        """Both numbers, with what they are about for those who read English: studies are described in that alone."""
        return f"{self.what}: {self.numbers}" if spoken() == ENGLISH else self.numbers


def missed_by(note: Note) -> tuple[Missed, ...]:
    """Give the findings that replay what a note says, and are out of their bands."""
    return tuple(one for name in note.tested_by for one in _missed(name))


def _missed(name: str) -> tuple[Missed, ...]:
    """Find the findings out of band that have this name, or begin with it."""
    from loyaltysim.report.studies.shipped import findings  # noqa: PLC0415 - loads pandas

    found = findings()
    ours = found[[one == name or one.startswith(f"{name} ") for one in found["finding"]]]
    return tuple(
        Missed(
            str(row["what"]),
            None if math.isnan(row["published"]) else float(row["published"]),
            (float(row["band_low"]), float(row["band_high"])),
            float(row["simulated"]),
        )
        for _, row in ours[~ours["agrees"]].iterrows()
    )


def not_reproduced(note: Note) -> str:
    """Say which findings the model does not reproduce; nothing where it does all that were replayed."""
    missed = missed_by(note)
    told = "; ".join(one.told for one in missed)
    return f"{says_otherwise()} {told}" if missed else ""


def says_otherwise() -> str:
    """Say that the model does not do what was found."""
    return say("the model does not reproduce this:")


def none_itself(notes: Sequence[Note]) -> bool:
    """Tell whether all that is known is of something else."""
    return bool(notes) and all(note.near for note in notes)


def nearest_only(kind: str) -> str:
    """Say that all that is known is of something else."""
    return say(
        "no study of {kind} itself is known here; nearest:",
        kind=kind.replace("_", " "),
    )


def is_analogy(note: Note, notes: Sequence[Note]) -> bool:
    """Tell whether a note is of something else, beside others that are of the mechanic itself."""
    return note.near and not none_itself(notes)


def marked(text: str, note: Note, notes: Sequence[Note]) -> str:
    """Put before a note that it is of something else, beside others that are not."""
    return f"{say('by analogy:')} {text}" if is_analogy(note, notes) else text
