"""Customers at rest: habit and need as they are when nothing has happened for long."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.behaviour.ability import ln_ability
from loyaltysim.behaviour.action import chance_to_act

if TYPE_CHECKING:
    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.table import Real

ROUNDS = 5
MOST_OCCASIONS = 0.98


def resting_habit(daily_chance: Real, constants: Constants) -> Real:
    """Give the habit that daily acts with this chance neither raise nor lower.

    Parameters
    ----------
    daily_chance
        Share of days with the act, shape (n,).

    Notes
    -----
    a (1 - H) p = a dh H (1 - H) (1 - p), so H = p / (dh (1 - p)), at most 1.
    """
    with np.errstate(divide="ignore", over="ignore"):
        habit = daily_chance / (constants.habit_decay * (1.0 - daily_chance))
    return np.minimum(habit, 1.0)


def chance_at_rest(intrinsic: Real, gaps: Real, habit: Real, constants: Constants) -> Real:
    """Give the chance to act at an occasion without any scheme, shape (n,)."""
    ability = ln_ability(gaps, habit, 0.0, constants)
    return chance_to_act(np.log(intrinsic) + ability, constants)


def habit_at_need(need: Real, intrinsic: Real, gaps: Real, constants: Constants) -> Real:
    """Give the resting habit of customers whose occasions are known, shape (n,)."""
    habit = np.zeros_like(need)
    occasions = -np.expm1(-need)
    for _ in range(ROUNDS):
        acts = occasions * chance_at_rest(intrinsic, gaps, habit, constants)
        habit = resting_habit(acts, constants)
    return habit


def need_for_acts(
    acts: Real, habit: Real, intrinsic: Real, gaps: Real, constants: Constants
) -> Real:
    """Give the occasions per day that lead to a known rate of acts without a scheme.

    Parameters
    ----------
    acts
        Rate of acts per day; the share of days with an act is 1 - exp(-acts), shape (n,).
    habit
        Habit at that rate, shape (n,).
    """
    wanted = -np.expm1(-acts) / chance_at_rest(intrinsic, gaps, habit, constants)
    occasions = -np.log1p(-np.minimum(wanted, MOST_OCCASIONS))
    need: Real = occasions / (1.0 + constants.habit_cue * habit)
    return need


def acts_for_need(
    need: Real, habit: Real, intrinsic: Real, gaps: Real, constants: Constants
) -> Real:
    """Give the rate of acts per day that a need leads to without a scheme, shape (n,).

    Parameters
    ----------
    need
        Occasions per day, shape (n,).
    habit
        Habit at that rate, shape (n,).

    Notes
    -----
    The inverse of `need_for_acts`; a share of p days with the act is a rate of -log(1 - p).
    """
    occasions = -np.expm1(-need * (1.0 + constants.habit_cue * habit))
    acts: Real = -np.log1p(-occasions * chance_at_rest(intrinsic, gaps, habit, constants))
    return acts
