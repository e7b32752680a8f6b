"""The constants that no finding informs, so that what hangs on them is no evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.behaviour.constants import constants_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltysim.behaviour.constants import Row
    from loyaltysim.studies.evidence import Evidence

UNINFORMED = "Constants that no finding informs"
HEADINGS = ("constant", "value", "plausible", "meaning", "source")


def told(evidence: Evidence) -> Iterator[str]:
    """Say how many of the constants that are not fixed no finding informs."""
    free = sum(row.is_free for row in constants_table())
    count = len(_rows(evidence))
    if count:
        yield (
            f"{count} of {free} constants that are not fixed are informed by no finding here: they rest on assumptions "
            "or other sources."
        )


def cells(evidence: Evidence) -> tuple[tuple[str, ...], ...]:
    """Write what there is to say of each of them."""
    return tuple(
        (row.name, f"{row.value:g}", f"{row.low:g} to {row.high:g}", row.meaning, row.source)
        for row in _rows(evidence)
    )


def _rows(evidence: Evidence) -> list[Row]:
    informed = evidence.informed
    return [row for row in constants_table() if row.is_free and row.name not in informed]
