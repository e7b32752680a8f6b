"""How often each act was done: one row a scheme and act."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from loyaltysim.comparison.measures.effects import mean_effect, per_launch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltysim.comparison.measures.gathered import Gathered

COLUMNS = ["scheme", "act", "acts", "difference", "low", "high"]


def acts_table(gathered: Gathered) -> pd.DataFrame:
    """Give acts per launch customer by act, and the paired difference from the baseline."""
    return pd.DataFrame(list(_rows(gathered)), columns=COLUMNS)


def _rows(gathered: Gathered) -> Iterator[tuple[object, ...]]:
    base = gathered.sums[gathered.baseline].by_act
    for name, sums in gathered.sums.items():
        for act, (launched, done) in sums.by_act.items():
            each = per_launch(done, launched)
            change = mean_effect(each - per_launch(base[act][1], launched))
            yield name, act, float(each.mean()), change.estimate, change.low, change.high
