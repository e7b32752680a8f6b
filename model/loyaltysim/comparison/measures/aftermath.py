"""What is left of a scheme that ends before the horizon: in its last week, and 30 and 90 days later."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from loyaltysim.comparison.measures.effects import mean_effect, per_launch
from loyaltysim.comparison.measures.endings import ends_of, weeks_after

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltysim.comparison.measures.gathered import Gathered
    from loyaltysim.scenario.schema import Scenario

COLUMNS = (
    "scheme",
    "ended",
    "moment",
    "acts_baseline",
    "acts_difference",
    "acts_low",
    "acts_high",
    "retention_difference",
    "retention_low",
    "retention_high",
)


def aftermath_table(gathered: Gathered, scenario: Scenario) -> pd.DataFrame:
    """Give one row a scheme that ends and moment: the paired difference from the baseline.

    Acts are those of a week, per launch customer.
    """
    rows = [
        (name, end, moment, *_differences(gathered, name, week))
        for name, end in ends_of(scenario).items()
        if name in gathered.others
        for moment, week in weeks_after(end, scenario.days).items()
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _differences(gathered: Gathered, name: str, week: range) -> Iterator[float]:
    base, sums = gathered.sums[gathered.baseline], gathered.sums[name]
    launched = base.markets["launched"]
    acts = [per_launch(one.spans[week][0], launched) for one in (base, sums)]
    stay = [per_launch(one.spans[week][1], launched) for one in (base, sums)]
    yield float(acts[0].mean())
    for before, after in (acts, stay):
        effect = mean_effect(after - before)
        yield from (effect.estimate, effect.low, effect.high)
