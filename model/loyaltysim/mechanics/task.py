"""Something to do a number of times: a task of a list, or a step of a way."""

from __future__ import annotations

from pydantic import Field

from loyaltysim.mechanics.parameters import Parameters
from loyaltysim.mechanics.reward import Reward  # noqa: TC001 -- pydantic reads it


class Task(Parameters):
    """An act to be done some times."""

    act: str | None = Field(
        default=None, description="name of the act; that of the mechanic if left out"
    )
    times: int = Field(default=1, ge=1, le=100, description="times to do it")
    reward: Reward | None = Field(default=None, description="what it brings; none if left out")
