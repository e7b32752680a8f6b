"""Experience: what acts are worth on the way up."""

from __future__ import annotations

from pydantic import Field

from loyaltysim.mechanics.parameters import Parameters

MOST_EXPERIENCE = 1e6


class Experience(Parameters):
    """What an act is worth on the way up."""

    act: str | None = Field(
        default=None, description="name of the act; that of the levels if left out"
    )
    xp: float = Field(gt=0, le=MOST_EXPERIENCE, description="experience that each act brings")
