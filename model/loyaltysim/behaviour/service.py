"""Service: how easy customers find it, who turns to it, and what remains of what went wrong."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.behaviour.ability import gap, scarcity
from loyaltysim.behaviour.action import chance_to_act

if TYPE_CHECKING:
    from collections.abc import Sequence

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.table import Real
    from loyaltysim.hooks import Amount

LEAST_SCORE, SCORES = 1.0, 6.0
EASY_SCORE = 5.0
"""Customer effort scores from 1 to 7; from 5 on customers agree that it was easy."""


def ln_ease(ln_resource: Real, demands: Sequence[Amount], constants: Constants) -> Real:
    """Give how easy service is for customers, as the log of a share: 0 asks for nothing that they lack, shape (n,).

    Parameters
    ----------
    ln_resource
        Log of the six resources, shape (6, n).
    demands
        What service asks of each, a number or of shape (n,); 1 exhausts a median customer.

    Notes
    -----
    -gap, as the ability for an act without habit: the scarcest factor decides (Fogg 2009).
    """
    excess, _ = scarcity(ln_resource, demands)
    ease: Real = -gap(excess, constants)
    return ease


def chance_to_turn(ln_ease_of_it: Real, constants: Constants) -> Real:
    """Give the chance that who needs help turns to an option, shape (n,): the action line at M = 1 (assumption)."""
    return chance_to_act(ln_ease_of_it, constants)


def effort_score(ease: Real) -> Real:
    """Give the customer effort score, 1 to 7, of how easy it was to be helped: 1 + 6 A (assumption)."""
    return LEAST_SCORE + SCORES * ease


def vexed(vexation: Real, size: Amount) -> Real:
    """Add vexation: V + s (1 - V)."""
    more: Real = vexation + size * (1.0 - vexation)
    return more


def left_of_repair(late: Amount, constants: Constants) -> Amount:
    """Give how much of a solution's, or a kindness's, force is left when it comes so many days late."""
    left: Amount = np.exp(-late / constants.gesture_days)
    return left


def repaired(vexation: Real, late: Amount, constants: Constants) -> Real:
    """Take vexation away by a solution: V (1 - rV exp(-late / tauG)).

    Notes
    -----
    What is solved late is hardly forgiven (assumption), and nothing is better than before: meta-analysis finds that good recovery can raise
    satisfaction above what it was, but not the intention to buy (de Matos, Henrique & Rossi 2007).
    """
    left: Real = vexation * (1.0 - constants.recovery * left_of_repair(late, constants))
    return left


def vexing(vexation: Real, constants: Constants) -> Real:
    """Give the factor of vexation on the hazard of leaving: exp(bV V), shape (n,)."""
    factor: Real = np.exp(constants.vexation_leaving * vexation)
    return factor


def most_vexing(constants: Constants) -> float:
    """Give the greatest factor that vexation can have."""
    return math.exp(max(constants.vexation_leaving, 0.0))
