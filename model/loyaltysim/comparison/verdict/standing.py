"""Where the schemes stand: who leads, who is as good, who is behind, and who cannot be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from loyaltysim.comparison.measures.effects import Effect
    from loyaltysim.comparison.measures.panel import Panel

Place = Literal["behind", "same", "open"]


@dataclass(frozen=True)
class Standing:
    """The leader, and its lead over every other scheme, from the nearest to the farthest."""

    leader: str
    leads: Mapping[str, Effect]
    """Leader minus the other, with 95% intervals for all pairs at once (see `Panel.lead`)."""

    matters: float
    """Smallest difference that matters, in the unit of the metric."""

    @property
    def nearest(self) -> str:
        """Name the rival that decides: the nearest whose place is open, else the nearest of all."""
        return next(iter((*self.rivals("open"), *self.leads)))

    def place(self, rival: str) -> Place:
        """Tell whether a rival is behind by what matters, as good within it, or neither for sure."""
        lead = self.leads[rival]
        if lead.low >= self.matters and not lead.same:
            return "behind"
        if lead.same or -self.matters < lead.low <= lead.high < self.matters:
            return "same"
        return "open"

    def rivals(self, place: Place) -> tuple[str, ...]:
        """Name the rivals at a place, the nearest first."""
        return tuple(rival for rival in self.leads if self.place(rival) == place)


def standing(panel: Panel, matters: float) -> Standing:
    """Rank the schemes in one metric.

    The scheme with the highest mean leads. Its leads are paired differences whose intervals hold
    together with those of all pairs of schemes, so that the leader was picked from many does no harm.
    """
    leader, *others = panel.ranked()
    return Standing(leader, {other: panel.lead(leader, other) for other in others}, matters)
