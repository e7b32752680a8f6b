"""Which principle of persuasion a message carries for whom: the policies of a firm."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from loyaltysim.customers.columns import PRINCIPLES
from loyaltysim.hooks import BEST
from loyaltysim.mechanics.profile import chosen

if TYPE_CHECKING:
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
    view: View, rows: Rows, policy: Persuasion, fixed: Principle | None
) -> NDArray[np.int8] | None:
    """Choose the principle of a message for each of its rows; None where no message carries any.

    Parameters
    ----------
    fixed
        The principle of the policy `fixed`.
    """
    if policy is Persuasion.NONE:
        return None
    if policy is Persuasion.PROFILE:
        return chosen(view, rows)
    if policy is Persuasion.RANDOM:
        drawn = view.luck("principle").take(rows) * len(PRINCIPLES)
        return drawn.astype(np.int8)
    same = {
        Persuasion.FIXED: PRINCIPLES.index(fixed) if fixed else BEST,
        Persuasion.BEST_AVERAGE: view.susceptible.best,
        Persuasion.ORACLE: BEST,
    }[policy]
    return np.full(rows.size, same, np.int8)
