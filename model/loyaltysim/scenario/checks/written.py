"""Looking at a scenario as it was written, where nothing is sure to be what it should be."""

from __future__ import annotations

from collections.abc import Mapping

from loyaltysim.units import read_number


def group(data: Mapping[str, object], name: str) -> Mapping[str, object]:
    """Give a group of keys; an empty one where there is none."""
    found = data.get(name)
    return found if isinstance(found, Mapping) else {}


def numeric(value: object) -> float | None:
    """Read a number, also one that was written as text; None where it is none."""
    if isinstance(value, str):
        return read_number(value.strip())
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
