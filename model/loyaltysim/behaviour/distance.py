"""What the way that is left to a reward takes from its pull, be it tangible or symbolic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.table import Real
    from loyaltysim.hooks import Amount


def as_type(amount: Amount, dtype: Any) -> Amount:  # noqa: ANN401 -- a NumPy type
    """Give an array in the precision of the customers' table; numbers stay as they are."""
    return amount.astype(dtype, copy=False) if isinstance(amount, np.ndarray) else amount


def gap(discount_rate: Real, pace: Real) -> Real:
    """Give what the wait for one act at the own pace takes from a reward: g = kd / own pace."""
    return discount_rate / pace


def impatience(gap: Real, constants: Constants) -> Real:
    """Give what an act that is left takes from a reward: kd / own pace + ke."""
    return gap + constants.effort_discount


def by_share(left_share: Amount, constants: Constants, dtype: Any) -> Amount:  # noqa: ANN401 -- a NumPy type
    """Give what the share of the way that is left divides a pull by: 1 + gG q.

    Notes
    -----
    The goal gradient of Kivetz, Urminsky & Zheng (2006), who saw it go by the share of the way.
    """
    far: Any = as_type(left_share, dtype) * constants.goal_gradient
    far += 1.0
    divisor: Amount = far
    return divisor


def by_acts(acts_left: Amount, impatience: Real) -> Real:
    """Give what the acts that are left divide a pull by: 1 + (kd / own pace + ke) acts left.

    Notes
    -----
    Hyperbolic in time, at the own pace (Mazur 1987), and in effort (Bialaszek, Marcowski &
    Ostaszewski 2017); ke is an assumption.
    """
    divisor: Real = impatience * as_type(acts_left, impatience.dtype)
    divisor += 1.0
    return divisor


def distance(left_share: Amount, acts_left: Amount, impatience: Real, constants: Constants) -> Real:
    """Give what the way that is left divides the pull of a symbolic reward by.

    Parameters
    ----------
    left_share
        Share of the way that is left after this act, q, one number or shape (rows,).
    acts_left
        Acts still needed after this one, one number or shape (rows,).
    impatience
        kd / own pace + ke, shape (rows,).

    Notes
    -----
    (1 + gG q) (1 + (kd / own pace + ke) acts left), which is what gradient and discount take from a
    tangible reward at the same place. That what is symbolic is discounted likewise is an assumption.
    """
    return by_acts(acts_left, impatience) * by_share(left_share, constants, impatience.dtype)
