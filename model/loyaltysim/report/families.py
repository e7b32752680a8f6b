"""The mechanics by family, as lists of them are given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.language import say
from loyaltysim.mechanics.registry import get_mechanic, mechanic_names

if TYPE_CHECKING:
    from loyaltysim.mechanics.mechanic import Mechanic


def by_family() -> list[tuple[str, list[type[Mechanic]]]]:
    """Give the families with their mechanics, both in alphabetical order."""
    families: dict[str, list[type[Mechanic]]] = {}
    for kind in map(get_mechanic, mechanic_names()):
        families.setdefault(_family(kind), []).append(kind)
    return sorted(families.items())


def _family(kind: type[Mechanic]) -> str:
    parts = kind.__module__.split(".")
    is_ours = parts[:2] == ["loyaltysim", "mechanics"]
    return say(parts[2]) if is_ours else say("of other packages")
