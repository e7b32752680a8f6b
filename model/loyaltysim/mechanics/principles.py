"""Which principle of persuasion a message, or a person, carries for whom: the policies of a firm."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from loyaltysim.customers.columns import PRINCIPLES
from loyaltysim.hooks import BEST
from loyaltysim.mechanics.profile import chosen

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from loyaltysim.hooks import Rows, View

Principle: TypeAlias = Literal[
    "reciprocity", "commitment", "social_proof", "authority", "liking", "scarcity"
]


class Persuasion(StrEnum):
    """How a firm chooses among the principles."""

    NONE = "none"
    FIXED = "fixed"
    RANDOM = "random"
    BEST_AVERAGE = "best_average"
    PROFILE = "profile"
    ORACLE = "oracle"


def principles_for(
    view: View, policy: Persuasion, fixed: Principle | None
) -> Callable[[Rows], NDArray[np.int8]] | None:
    """Give what chooses the principle for some customers; None where none is ever carried.

    Parameters
    ----------
    fixed
        The principle of the policy `fixed`.
    """
    if policy is Persuasion.NONE:
        return None
    if policy is Persuasion.PROFILE:
        return partial(chosen, view)
    if policy is Persuasion.RANDOM:
        return partial(_any, view)
    same = {
        Persuasion.FIXED: PRINCIPLES.index(fixed) if fixed else BEST,
        Persuasion.BEST_AVERAGE: view.susceptible.best,
        Persuasion.ORACLE: BEST,
    }[policy]
    return partial(_same, same)


def _any(view: View, rows: Rows) -> NDArray[np.int8]:
    drawn = view.luck("principle").take(rows) * len(PRINCIPLES)
    return drawn.astype(np.int8)


def _same(number: int, rows: Rows) -> NDArray[np.int8]:
    return np.full(rows.size, number, np.int8)
