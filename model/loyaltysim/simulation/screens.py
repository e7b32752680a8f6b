"""The highest chances a customer can have: screens that spare exact work for the many who miss them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.behaviour.contagion import most_contagion
from loyaltysim.behaviour.service import most_vexing

if TYPE_CHECKING:
    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.table import Real

ROUNDING = 1.0 + 1e-4
"""Lifts a screen above what rounding could cut off."""


def most_occasions(need: Real, constants: Constants) -> Real:
    """Give the chance of an occasion with full habit, shape (n,).

    Parameters
    ----------
    need
        Occasions of the act per day, shape (n,).
    """
    most = need * (1.0 + constants.habit_cue)
    screen: Real = -np.expm1(-most) * ROUNDING
    return screen


def most_hazard(
    hazard: Real, constants: Constants, *, contagious: bool = False, vexing: bool = False
) -> Real:
    """Give the highest chance to leave on a day, shape (n,).

    Parameters
    ----------
    hazard
        Proneness to leave, per day, shape (n,).
    contagious
        Whether customers have friends who may leave.
    vexing
        Whether customers may be vexed.
    """
    factor = constants.leaving_most * math.exp(max(constants.annoyance, 0.0)) * ROUNDING
    if contagious:
        factor *= most_contagion(constants)
    if vexing:
        factor *= most_vexing(constants)
    screen: Real = -np.expm1(-hazard * factor)
    return screen
