"""What is told of a tier programme: who holds which level at the end, and who ever rose or fell."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from loyaltysim.mechanics import moves
from loyaltysim.mechanics.ladder import Levels  # noqa: TC001 -- pydantic reads it
from loyaltysim.mechanics.mechanic import Mechanic

if TYPE_CHECKING:
    from collections.abc import Mapping

    from loyaltysim.hooks import View
    from loyaltysim.hooks.arrays import Mask

MOST_LEVELS = 8
HELD = "members who hold that level / members at the end"
NUMBERS = {f"on_level_{number}": number for number in range(1, MOST_LEVELS + 1)}
"""Which level each measure is about."""


class Tiered(Mechanic):
    """A mechanic with such levels."""

    measures: ClassVar[Mapping[str, str]] = MappingProxyType(
        {**dict.fromkeys(NUMBERS, HELD), **moves.MEASURES}
    )

    levels: Levels = Field(
        min_length=1, max_length=MOST_LEVELS, description="the levels, in rising order"
    )

    def never(self) -> frozenset[str]:
        """Name the levels that there are not."""
        return frozenset(name for name, number in NUMBERS.items() if number > len(self.levels))

    def figure(self, measure: str) -> str:
        """Call a level as the scenario does."""
        number = NUMBERS.get(measure, MOST_LEVELS + 1)
        if number > len(self.levels):
            return super().figure(measure)
        return self.levels[number - 1].name

    def attained(self, view: View) -> Mapping[str, Mask]:
        """Tell who holds which level, and who ever rose or fell."""
        held = {name: view.own["tier"] == number for name, number in NUMBERS.items()}
        absent = self.never()
        return {**{name: held[name] for name in NUMBERS if name not in absent}, **moves.moved(view)}
