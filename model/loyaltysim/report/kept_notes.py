"""Notes that a comparison keeps with its results, in English, told in the language in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.comparison.playing.markets import NEEDED, ROUNDED
from loyaltysim.language import say_again
from loyaltysim.scenario.checks.reach import CROWDED, UNREACHED
from loyaltysim.simulation.difficulty import EASY, HARD

if TYPE_CHECKING:
    from loyaltysim.comparison import Comparison

_KNOWN = (NEEDED, ROUNDED, EASY, HARD, UNREACHED, CROWDED)


def notes_told(comparison: Comparison) -> list[str]:
    """Give the notes; those that are not known are told as they were kept."""
    return [say_again(note, _KNOWN) for note in comparison.notes]
