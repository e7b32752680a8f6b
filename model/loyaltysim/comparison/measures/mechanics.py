"""What mechanics tell of themselves, such as how much of a budget was used: one row a scheme, instance and figure."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from loyaltysim.comparison.measures.effects import mean_effect, per_launch
from loyaltysim.customers.columns import PRINCIPLES
from loyaltysim.simulation.recording.persuaded import COUNTS, PERSUASION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltysim.comparison.measures.effects import FloatArray
    from loyaltysim.comparison.measures.gathered import Gathered
    from loyaltysim.scenario.schema import Scenario

FATES = ("redeemed", "breakage")
"""Measures of mechanics whose rewards are counted one by one; they stand beside what becomes of all that is earned."""
NUMBERS = COUNTS
"""Measures that are numbers, and not shares."""
CARRIED = {f"carried_{name}": name for name in PRINCIPLES}
"""Measures that tell which principles of persuasion were carried; they have a table of their own."""
COLUMNS = ["scheme", "mechanic", "measure", "value", "low", "high", "markets", "definition"]


def measures_table(gathered: Gathered, scenario: Scenario) -> pd.DataFrame:
    """Give each figure as a ratio of sums over markets, with its 95% interval and what is divided by what."""
    rows = list(_rows(gathered, scenario))
    return pd.DataFrame(rows, columns=COLUMNS)


def _rows(gathered: Gathered, scenario: Scenario) -> Iterator[tuple[object, ...]]:
    for scheme, sums in gathered.sums.items():
        kinds = {one.name: type(one.mechanic) for one in scenario.schemes[scheme].instances}
        plan = scenario.schemes[scheme].adaptation()
        kinds |= {one.name: type(one.mechanic) for one in plan.groups()} if plan else {}
        for key, (whole, part) in sums.measures.items():
            instance, _, measure = key.rpartition("/")
            told = {**PERSUASION, **kinds[instance].measures}[measure]
            yield scheme, instance, measure, *_ratio(part, whole), told


def _ratio(part: FloatArray, whole: FloatArray) -> tuple[float, float, float, int]:
    """Give the ratio with its interval, and the number of markets in which there is anything to divide by."""
    if not whole.sum() > 0:
        return math.nan, math.nan, math.nan, 0
    ratio = mean_effect(per_launch(part, whole))
    return ratio.estimate, ratio.low, ratio.high, int((whole > 0).sum())
