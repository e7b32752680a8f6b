"""The soft action line: who acts, given motivation and ability at a prompt (Fogg 2009)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.table import Real


def log_odds(ln_motivation_ability: Real, constants: Constants) -> Real:
    """Give the log-odds to act, were life not in the way: z = podd + n (ln M + ln A).

    Parameters
    ----------
    ln_motivation_ability
        ln M + ln A, shape (n,).
    """
    return constants.action_odds + constants.action_slope * ln_motivation_ability


def chance_to_act(ln_motivation_ability: Real, constants: Constants) -> Real:
    """Give the chance to act: P = (1 - eps) / (1 + exp(-z)), shape (n,)."""
    odds = log_odds(ln_motivation_ability, constants)
    with np.errstate(over="ignore"):
        chance: Real = (1.0 - constants.blocked_days) / (1.0 + np.exp(-odds))
    return chance


def needed_log_odds(uniform: Real, constants: Constants) -> Real:
    """Turn a uniform draw into the log-odds above which the customer acts.

    u < P holds just when z exceeds ln(v / (1 - v)) with v = u / (1 - eps); infinity when life is
    in the way. One logarithm answers every question of the kind "and if motivation were ...?".

    Parameters
    ----------
    uniform
        The draw of the decision, in [0, 1), shape (n,).
    """
    free = 1.0 - constants.blocked_days
    with np.errstate(divide="ignore"):
        needed: Real = np.log(uniform / np.maximum(free - uniform, 0.0))
    return needed
