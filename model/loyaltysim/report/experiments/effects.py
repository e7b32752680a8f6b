"""How effects are written and labelled: shares in percentage points, money in the scenario's currency."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from loyaltysim.report.numbers import (
    NOTHING,
    amount_interval,
    points,
    points_interval,
    signed_amount,
)

if TYPE_CHECKING:
    from loyaltysim.experiments.aims import Aim


def fine(aim: Aim, value: float) -> str:
    """Write an effect with two decimals, so that parameters that move it a little can be told apart.

    Examples
    --------
    >>> from loyaltysim.experiments.aims import AIMS
    >>> fine(AIMS["retention"], 0.01234), fine(AIMS["profit"], -0.4)
    ('+1.23 pp', '-0.40')
    """
    if math.isnan(value):
        return NOTHING
    return f"{scale(aim) * value:+,.2f}{' pp' if aim.unit == 'share' else ''}"


def effect(aim: Aim, value: float) -> str:
    """Write an effect, with its sign.

    Examples
    --------
    >>> from loyaltysim.experiments.aims import AIMS
    >>> effect(AIMS["retention"], 0.012), effect(AIMS["cost"], 0.4)
    ('+1.2 pp', '+0.40')
    """
    return points(value) if aim.unit == "share" else signed_amount(value)


def interval(aim: Aim, low: float, high: float) -> str:
    """Write an interval of effects."""
    return points_interval(low, high) if aim.unit == "share" else amount_interval(low, high)


def unit(aim: Aim, currency: str) -> str:
    """Say in what an axis or a column is."""
    return "percentage points" if aim.unit == "share" else f"{currency} per customer at launch"


def scale(aim: Aim) -> float:
    """Give what an effect is multiplied with where only its number is written."""
    return 100.0 if aim.unit == "share" else 1.0
