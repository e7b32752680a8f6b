"""Feats: the least that a member has to do for anything that a mechanic gives."""

from __future__ import annotations

import math
from typing import NamedTuple

from loyaltysim.mechanics.urgency import acts_for


class Feat(NamedTuple):
    """What brings a member to the first card, level, badge or reward, as parameters state it."""

    act: str | None
    """Name of the act; None is the main act."""
    units: float
    """What it takes in all, in acts, points or currency."""
    per_act: float = 1.0
    """Units that each act brings."""
    per_spend: float = 0.0
    """Units that each unit of currency spent brings."""
    days: int | None = None
    """Days in which it is to be done; None if there is no such bound."""

    def acts(self, spend: float) -> float:
        """Give how many acts it takes, at so much spend for each; infinite where acts bring nothing."""
        each = self.per_act + self.per_spend * spend
        return float(acts_for(self.units, each)) if each > 0 else math.inf
