"""What is left of a scheme that ends before the horizon: in its last week, and 30 and 90 days later."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from loyaltysim.comparison.effects import mean_effect, per_launch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltysim.comparison.gathered import Gathered
    from loyaltysim.scenario.schema import Scenario

WEEK = 7
MOMENTS = {"last week": 0, "30 days after": 30, "90 days after": 90}
"""Days from the end to the end of the week that is looked at."""
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


def ends_of(scenario: Scenario) -> dict[str, int]:
    """Give the day on which the last mechanic of a scheme stops, for schemes that end in time."""
    ends = {}
    for name, scheme in scenario.schemes.items():
        stops = [one.mechanic.stops for one in scheme.instances]
        days = [stop for stop in stops if stop is not None]
        if stops and len(days) == len(stops) and max(days) < scenario.days:
            ends[name] = max(days)
    return ends


def weeks_of(scenario: Scenario) -> tuple[range, ...]:
    """Give the weeks that are looked at: the same for all schemes, so that they can be paired."""
    found = {
        week for end in ends_of(scenario).values() for week in _weeks(end, scenario.days).values()
    }
    return tuple(sorted(found, key=lambda week: week.start))


def _weeks(end: int, days: int) -> dict[str, range]:
    return {
        moment: range(max(0, end + later - WEEK), end + later)
        for moment, later in MOMENTS.items()
        if end + later <= days
    }


def aftermath_table(gathered: Gathered, scenario: Scenario) -> pd.DataFrame:
    """Give one row a scheme that ends and moment: the paired difference from the baseline.

    Acts are those of a week, per launch customer.
    """
    rows = [
        (name, end, moment, *_differences(gathered, name, week))
        for name, end in ends_of(scenario).items()
        if name in gathered.others
        for moment, week in _weeks(end, scenario.days).items()
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _differences(gathered: Gathered, name: str, week: range) -> Iterator[float]:
    base, sums = gathered.sums[gathered.baseline], gathered.sums[name]
    launched = base.markets["launched"]
    acts = [per_launch(one.weeks[week][0], launched) for one in (base, sums)]
    stay = [per_launch(one.weeks[week][1], launched) for one in (base, sums)]
    yield float(acts[0].mean())
    for before, after in (acts, stay):
        effect = mean_effect(after - before)
        yield from (effect.estimate, effect.low, effect.high)
