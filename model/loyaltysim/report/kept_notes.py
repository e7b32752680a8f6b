"""Notes on a comparison: those that it keeps with its results, in English, and those made of its figures; told in the language in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.comparison.playing.markets import NEEDED, ROUNDED
from loyaltysim.language import say, say_again
from loyaltysim.report.few_answers import few_answers
from loyaltysim.report.numbers import whole
from loyaltysim.scenario.checks.horizon import PARTLY
from loyaltysim.scenario.checks.reach import CROWDED, LIMITED, UNREACHED, UNSPENT
from loyaltysim.scenario.checks.used_up import USED_UP
from loyaltysim.simulation.difficulty import EASY, HARD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltysim.comparison import Comparison

_KNOWN = (NEEDED, ROUNDED, EASY, HARD, UNREACHED, LIMITED, UNSPENT, CROWDED, PARTLY, USED_UP)


def notes_told(comparison: Comparison) -> list[str]:
    """Give the notes; those that are not known are told as they were kept."""
    notes = [say_again(note, _KNOWN) for note in comparison.notes]
    return [*notes, *_gone_before(comparison), *few_answers(comparison)]


def _gone_before(comparison: Comparison) -> Iterator[str]:
    """Say how many of those who were drawn had left before the launch."""
    drawn = comparison.markets_played * comparison.market_size
    sums = next(iter(comparison.gathered.sums.values()))  # all schemes have the same at launch
    there = float(sums.markets["launched"].sum())
    if there < drawn:
        yield say(
            "Of {drawn} customers who were drawn, {there} are still there at launch; the others had left before.",
            drawn=whole(drawn),
            there=whole(there),
        )
