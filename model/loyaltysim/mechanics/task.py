"""Something to do a number of times: a task of a list, or a step of a way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pydantic import Field

from loyaltysim.mechanics.parameters import Parameters
from loyaltysim.mechanics.reward import Reward  # noqa: TC001 -- pydantic reads it

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from loyaltysim.hooks import Rows, View


class Task(Parameters):
    """An act to be done some times."""

    act: str | None = Field(
        default=None, description="name of the act; that of the mechanic if left out"
    )
    times: int = Field(default=1, ge=1, le=100, description="times to do it")
    reward: Reward | None = Field(default=None, description="what it brings; none if left out")


def acts_left(view: View, rows: Rows, tasks: Sequence[Task]) -> NDArray[np.int32]:
    """Give the acts that each task still takes, shape (tasks, rows).

    What was done of them stands in the columns `done_1`, `done_2` and so on.
    """
    left = np.empty((len(tasks), rows.size), np.int32)
    for k, task in enumerate(tasks):
        np.subtract(task.times, view.own[f"done_{k + 1}"].take(rows), out=left[k])
    return np.maximum(left, 0, out=left)
