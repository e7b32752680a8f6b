"""From when on a scheme that learns can know anything: told of it, while it decides without."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from loyaltysim.mechanics.adaptation.plan import Policy

if TYPE_CHECKING:
    from loyaltysim.mechanics.adaptation.plan import Adaptation


def first_informed(plan: Adaptation) -> int:
    """Give the number of the first decision that can rest on outcomes: the first after a washout, and of `split` the end of its test.

    Outcomes are known when a period ends, and count where the washout was over as it began.
    """
    settled = 1 + math.ceil(plan.washout / plan.every)
    test = plan.test_days if plan.policy is Policy.SPLIT else 0
    return max(settled, math.ceil(test / plan.every))
