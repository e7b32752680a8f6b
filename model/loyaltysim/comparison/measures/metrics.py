"""The metrics in which schemes are compared, each a sum of what a market counts per launch customer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.comparison.measures.effects import per_launch
from loyaltysim.comparison.measures.panel import Panel
from loyaltysim.language import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from loyaltysim.comparison.measures.effects import FloatArray


@dataclass(frozen=True)
class Metric:
    """A sum over a market's customers, which is compared per launch customer."""

    name: str
    signs: Mapping[str, int]
    """Fields of a market's record and the sign with which each enters."""

    @property
    def label(self) -> str:
        """Name the metric in a sentence."""
        return say(self.name.replace("_", " "))

    def total(self, markets: Mapping[str, FloatArray]) -> FloatArray:
        """Sum the fields of every market, shape (markets,)."""
        total = np.zeros(len(markets["launched"]))
        for field, sign in self.signs.items():
            total += sign * markets[field]
        return total

    def panel(self, records: Mapping[str, Mapping[str, FloatArray]]) -> Panel:
        """Line up the schemes' values in the markets they shared."""
        rows = [per_launch(self.total(record), record["launched"]) for record in records.values()]
        return Panel(tuple(records), np.array(rows))


_COST = {"reward_cost": 1, "message_cost": 1}
_OWED = {"liability": 1}
_REPLACED = {"replacement_cost": 1}
METRICS = {
    name: Metric(name, signs)
    for name, signs in {
        "retention": {"retained": 1},
        "active_retention": {"active": 1},
        "customers": {"customers": 1},
        "acts": {"acts": 1},
        "revenue": {"revenue": 1},
        "margin": {"margin": 1},
        "programme_cost": _COST,
        "liability": _OWED,
        "profit": {"margin": 1} | dict.fromkeys(_COST | _OWED | _REPLACED, -1),
    }.items()
}


def identical(panels: Mapping[str, Panel], scheme: str, baseline: str) -> bool:
    """Tell whether a scheme is the baseline in every metric of every market."""
    return not any(extra(panels, metric, scheme, baseline).any() for metric in panels)


def extra(panels: Mapping[str, Panel], metric: str, scheme: str, baseline: str) -> FloatArray:
    """Give by how much a scheme exceeds the baseline in a metric, shape (markets,)."""
    return panels[metric].of(scheme) - panels[metric].of(baseline)
