"""Milestones: rewards for lengths that a count of periods reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import numpy as np
from pydantic import AfterValidator, Field

from loyaltysim.hooks import Moment, MomentKind, Offer, Post
from loyaltysim.mechanics.parameters import Parameters
from loyaltysim.mechanics.reward import Reward  # noqa: TC001 -- pydantic reads it
from loyaltysim.units import MOST_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from loyaltysim.hooks import Rows, View


class Milestone(Parameters):
    """A reward for a streak of a certain length."""

    at: int = Field(ge=1, le=MOST_DAYS, description="length of the streak, in periods")
    reward: Reward = Field(description="what it brings")


def _rising(milestones: tuple[Milestone, ...]) -> tuple[Milestone, ...]:
    lengths = [milestone.at for milestone in milestones]
    if lengths != sorted(set(lengths)):
        msg = f"must be in rising order, each length once, but are {lengths}"
        raise ValueError(msg)
    return milestones


Milestones = Annotated[tuple[Milestone, ...], AfterValidator(_rising)]


def next_milestone(
    milestones: Sequence[Milestone],
    view: View,
    acts: int,
    done: NDArray[np.int32],
    length: NDArray[np.int32],
    lapses: NDArray[np.bool_],
) -> Offer:
    """Offer the first milestone that is further than what was reached.

    Parameters
    ----------
    milestones
        At least one, in rising order.
    view
        What the instance sees.
    acts
        Acts that a period takes.
    done, length
        Acts in this period and periods kept, shape (rows,).
    lapses
        Whose streak is lost where the act is left out, shape (rows,).
    """
    lengths = np.array([milestone.at for milestone in milestones])
    values = np.array([milestone.reward.worth(view) for milestone in milestones])
    following = np.searchsorted(lengths, np.arange(length.max(initial=0) + 1), side="right")
    aim = np.minimum(following, lengths.size - 1)
    goal, value = lengths.take(aim).take(length), values.take(aim).take(length)
    left = np.maximum((goal - length) * acts - done - 1, 0)
    stands = (length < lengths[-1]) & (done < acts)
    share = np.minimum(left / (goal * acts), 1.0)
    return Offer(value, stands=stands, acts_left=left, left_share=share, goal=True, lapses=lapses)


def passed(
    milestones: Sequence[Milestone],
    rows: Rows,
    before: NDArray[np.int32],
    length: NDArray[np.int32],
) -> Iterator[tuple[Post, Moment]]:
    """Reward the milestones between two lengths.

    Parameters
    ----------
    milestones
        In rising order.
    rows
        Whose streaks have grown.
    before, length
        Periods before and now, shape (rows,).
    """
    for milestone in milestones:
        there = rows.compress((before < milestone.at) & (milestone.at <= length))
        if there.size:
            yield milestone.reward.pay(there), Moment(MomentKind.GOAL_REACHED, there)
