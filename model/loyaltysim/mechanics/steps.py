"""Steps in order: whose turn is which, and for which of them an act counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pydantic import Field

from loyaltysim.mechanics.task import Task

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Left = NDArray[np.int32]
    Bools = NDArray[np.bool_]


class Step(Task):
    """One step of the way."""

    optional: bool = Field(
        default=False, description="a branch beside the way, which the trophy does not need"
    )


def way(steps: Sequence[Step]) -> list[int]:
    """Give the numbers of the steps that must be done."""
    return [k for k, step in enumerate(steps) if not step.optional]


def to_first_reward(steps: Sequence[Step]) -> list[Step]:
    """Give the steps that must be done for the first reward of a step; all of the way where none has one."""
    rewarded = [k for k, step in enumerate(steps) if step.reward is not None]
    last = rewarded[0] if rewarded else len(steps)
    return [step for k, step in enumerate(steps) if k == last or (k < last and not step.optional)]


def turns(steps: Sequence[Step], left: Left) -> Iterator[Bools]:
    """Tell of each step who may do it: the steps before it are done, and the way is not at its end.

    Parameters
    ----------
    left
        Acts that each step still takes, shape (steps, rows).
    """
    free = left[way(steps)].max(axis=0) > 0
    for step, acts in zip(steps, left, strict=True):
        yield free & (acts > 0)
        if not step.optional:
            free = free & (acts == 0)


def counts_for(
    steps: Sequence[Step], about: Sequence[int], act: int, left: Left
) -> Iterator[tuple[int, Bools]]:
    """Give the steps that an act may count for; for each customer it is the first open one.

    Parameters
    ----------
    about
        Number of each step's act.
    left
        Acts that each step still takes, shape (steps, rows).
    """
    taken = np.zeros(left.shape[1], np.bool_)
    for k, turn in enumerate(turns(steps, left)):
        if about[k] == act:
            yield k, turn & ~taken
            taken |= turn
