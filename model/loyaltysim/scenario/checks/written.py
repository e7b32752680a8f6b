"""Looking at a scenario as it was written, where nothing is sure to be what it should be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from loyaltysim.units import read_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltysim.scenario.text.nodes import Loc


def group(data: Mapping[str, object], name: str) -> Mapping[str, object]:
    """Give a group of keys; an empty one where there is none."""
    found = data.get(name)
    return found if isinstance(found, Mapping) else {}


def numeric(value: object) -> float | None:
    """Read a number, also one that was written as text; None where it is none."""
    if isinstance(value, str):
        return read_number(value.strip())
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def keyed(written: object, name: str) -> Iterator[tuple[Loc, object]]:
    """Find what stands under a key, however deep, with the way to each."""
    steps: list[tuple[str | int, object]] = []
    if isinstance(written, Mapping):
        steps = [(str(key), part) for key, part in written.items()]
        yield from (((key,), part) for key, part in steps if key == name)
    elif isinstance(written, list):
        steps = list(enumerate(written))
    for key, part in steps:
        yield from (((key, *way), found) for way, found in keyed(part, name))
