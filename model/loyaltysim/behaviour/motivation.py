"""Motivation at a prompt: what the act is worth by itself, and what is left of that outside an occasion."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.table import Real


def interest_left(crowding: Real, interest: float, constants: Constants) -> Real:
    """Give the share of intrinsic motivation that rewards have left.

    Parameters
    ----------
    crowding
        X, shape (rows,).
    interest
        How interesting the act is by itself, 0 to 1.

    Notes
    -----
    1 - chi X f, f = clip((interest - iota0) / (1 - iota0), -1, 1): rewards undermine interesting
    acts and support dull ones (Deci, Koestner & Ryan 1999).
    """
    turn = constants.interest_turn
    direction = min(1.0, max(-1.0, (interest - turn) / (1.0 - turn)))
    return 1.0 - (constants.crowding_out * direction) * crowding


def off_occasion(need: Real, days_since: Real, constants: Constants) -> Real:
    """Give the share of motivation that there is outside an occasion.

    Parameters
    ----------
    need
        Occasions of this act per day, shape (rows,).
    days_since
        Days since the last act, shape (rows,).

    Notes
    -----
    moff (1 - exp(-need days)): need must have filled up again before a message can work.
    """
    filled = -np.expm1(-need * days_since)
    filled *= constants.off_occasion
    share: Real = filled
    return share
