"""When a scheme has earned back what it costs, by numbers computed by hand."""

import math

import numpy as np
import pytest

from loyaltysim.comparison.measures.collect import Days, SchemeSums
from loyaltysim.comparison.measures.gathered import Gathered
from loyaltysim.comparison.measures.payback import payback_days


def sums(margin, reward_cost=(0, 0, 0, 0), left=(0, 0, 0, 0), liability=0.0):
    daily = {"margin": margin, "reward_cost": reward_cost, "message_cost": [0] * 4, "left": left}
    totals = {name: np.array(values, float) for name, values in daily.items()}
    return SchemeSums(markets={"liability": np.array([liability])}, days=Days(totals))


NOTHING = sums([10, 10, 10, 10])


@pytest.mark.parametrize(
    ("scheme", "replacement", "day"),
    [
        (sums([12, 12, 12, 12], reward_cost=[5, 0, 0, 0]), 0.0, 3.0),  # -3, -1, +1, +3
        (sums([12, 12, 12, 12]), 0.0, 1.0),
        (sums([12, 12, 12, 12], liability=8.0), 0.0, 4.0),  # 8 in all, of which 8 is owed
        (sums([12, 12, 12, 12], liability=8.1), 0.0, math.nan),
        (sums([15, 5, 5, 5]), 0.0, math.nan),  # first richer, at last poorer
        (sums([10, 10, 10, 11], left=[1, 0, 0, 0]), 1.0, 4.0),  # whoever leaves is replaced
        (sums([10, 10, 10, 11], left=[1, 0, 0, 0]), 1.1, math.nan),
    ],
)
def test_the_day_of_payback(scheme, replacement, day):
    found = payback_days(Gathered({"none": NOTHING, "card": scheme}, "none", replacement), "card")
    assert found == day or (math.isnan(found) and math.isnan(day))
