"""Where customers stand in a tier programme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltysim.hooks import StateColumn
from loyaltysim.mechanics.moves import move_columns
from loyaltysim.units import ROUNDING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.hooks import View
    from loyaltysim.mechanics.window import Window

    Bools = NDArray[np.bool_]
    Float64 = NDArray[np.float64]


def standing_columns(window: Window, levels: int) -> tuple[StateColumn, ...]:
    """Declare the columns of a tier programme."""
    yes_no: dict[str, Any] = {"unit": "", "dtype": np.bool_, "signal": True}
    by_market: dict[str, Any] = {"per_market": True}
    return (
        StateColumn("tier", "levels", "level held, 0 for none", dtype=np.int32),
        StateColumn("points", "points", f"qualifying points in {window.days} days"),
        *(StateColumn(part, "points", "those of one part of it") for part in window.names),
        StateColumn(
            "at_risk_of_demotion", meaning="short of the level held, near the end", **yes_no
        ),
        StateColumn("near_next_tier", meaning="close to the next level", **yes_no),
        *(
            StateColumn(f"share_{level}", "share", "on this level or above, today", **by_market)
            for level in range(1, levels + 1)
        ),
        *move_columns(),
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """Customers in a tier programme; arrays have shape (rows,)."""

    level: NDArray[np.intp]
    points: Float64
    """Qualifying points in the window."""
    thresholds: Float64
    """What each level takes, that of none being 0, shape (levels + 1,)."""
    brings: Float64 | float
    """Qualifying points that one more act is expected to bring."""
    spend: Float64 | float
    """What each usually spends on the act, in currency; 0 where nothing depends on it."""
    end: int
    """Days until levels are looked at, today included."""
    deadline: int
    """Days in which a higher level can be reached, today included."""
    downgrade: str

    @property
    def at_risk(self) -> Bools:
        """Who would fall short of the level held, as things are."""
        if self.downgrade == "none":
            return np.zeros(self.level.shape, np.bool_)
        short: Bools = self.points < (self.thresholds * (1.0 - ROUNDING)).take(self.level)
        return short

    @property
    def higher(self) -> NDArray[np.intp]:
        """The next level, or the highest."""
        return np.minimum(self.level + 1, self.thresholds.size - 1)

    @property
    def fallen(self) -> NDArray[np.intp]:
        """The level that those at risk would fall to."""
        if self.downgrade == "one_down":
            return np.maximum(self.level - 1, 0)
        deserved = np.searchsorted(self.thresholds[1:] * (1.0 - ROUNDING), self.points, "right")
        return np.minimum(deserved, self.level)

    def days(self, risk: Bools) -> NDArray[np.intp] | int:
        """Give the days in which those at risk keep their level, and the others reach a higher one."""
        return self.end if self.end == self.deadline else np.where(risk, self.end, self.deadline)


def show_standings(view: View, thresholds: Float64, near: float) -> None:
    """Write down who is near the next level, and by market the share of members on each or above.

    Parameters
    ----------
    thresholds
        Points from which levels are held, beginning with 0 for none.
    near
        Share of the next threshold from which somebody is near; nobody is on the highest level.
    """
    level, points = view.own["tier"], view.own["points"]
    close, members = np.zeros(level.shape, np.bool_), np.maximum(view.by_market(view.here), 1)
    for below, threshold in enumerate(thresholds[1:].tolist()):
        close |= (level == below) & (points >= near * threshold)
        held = view.by_market(view.here & (level > below))
        view.own[f"share_{below + 1}"][:] = held / members
    np.logical_and(view.here, close, out=view.own["near_next_tier"])
