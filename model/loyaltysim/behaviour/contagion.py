"""Contagion of leaving: a friend's departure drives away, and is forgotten."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.table import Real


def contagion_factor(friends_lost: Real, constants: Constants) -> Real:
    """Give the factor on the hazard, shape (n,): exp(bD min(3, W)).

    Parameters
    ----------
    friends_lost
        W: departures of friends, each fading away, shape (n,).

    Notes
    -----
    A departure among a customer's friends multiplied the hazard by 1.8 and was forgotten
    exponentially (Nitzan & Libai 2011, a million customers of a mobile operator); that more than
    three together press no harder is an assumption.
    """
    pressing = np.minimum(friends_lost, friends_lost.dtype.type(constants.contagion_most))
    factor: Real = np.exp(constants.contagion * pressing)
    return factor


def most_contagion(constants: Constants) -> float:
    """Give the greatest factor that any number of departures has."""
    return math.exp(max(0.0, constants.contagion) * constants.contagion_most)


def fading(constants: Constants) -> float:
    """Give what a day leaves of a departure: exp(-1 / tauD)."""
    return math.exp(-1.0 / constants.contagion_days)
