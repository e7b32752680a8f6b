"""What one of several things that luck decides may be: prizes of a wheel, contents of a box."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pydantic import Field

from loyaltysim.mechanics.mechanic import Parameters, Reward
from loyaltysim.units import LEAST_CHANCE, ROUNDING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from loyaltysim.hooks import Post, Rows, View

MOST_OUTCOMES = 20


class Outcome(Parameters):
    """One of the things that luck may bring."""

    chance: float = Field(
        ge=LEAST_CHANCE, le=1, description="chance of it, 0 to 1; the rest brings nothing"
    )
    reward: Reward = Field(description="what it brings")


def checked(outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """Refuse chances that are more than 1 together."""
    total = sum(outcome.chance for outcome in outcomes)
    if total > 1.0 + ROUNDING:
        msg = f"chances must be at most 1 together, but are {total:g}"
        raise ValueError(msg)
    return outcomes


def draw(luck: NDArray[np.float32], outcomes: Sequence[Outcome]) -> NDArray[np.intp]:
    """Give the number of what each uniform brings, in the order of the list; the length is nothing.

    Parameters
    ----------
    luck
        Uniforms in [0, 1), shape (rows,).
    """
    ends = np.cumsum([outcome.chance for outcome in outcomes])
    drawn: NDArray[np.intp] = np.searchsorted(ends, luck.astype(np.float64), side="right")
    return drawn


def worths(view: View, outcomes: Sequence[Outcome]) -> NDArray[np.float64]:
    """Give what each outcome is worth in currency, and 0 for nothing, shape (outcomes + 1,)."""
    return np.array([*(outcome.reward.worth(view) for outcome in outcomes), 0.0])


def gamble(
    view: View, outcomes: Sequence[Outcome]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give values and chances as an offer states them, best first, each of shape (outcomes, 1)."""
    values = worths(view, outcomes)[:-1]
    order = np.argsort(-values, kind="stable")
    chances = np.array([outcome.chance for outcome in outcomes])
    return values[order, np.newaxis], chances[order, np.newaxis]


def paid(outcomes: Sequence[Outcome], rows: Rows, drawn: NDArray[np.intp]) -> tuple[Post, ...]:
    """Pay everyone what was drawn.

    Parameters
    ----------
    drawn
        Number of each row's outcome, shape (rows,).
    """
    parts = ((outcome, rows[drawn == number]) for number, outcome in enumerate(outcomes))
    return tuple(outcome.reward.pay(lucky) for outcome, lucky in parts if lucky.size)
