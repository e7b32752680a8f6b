"""What was gathered over the markets, by scheme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from loyaltysim.comparison.measures.collect import SchemeSums
from loyaltysim.comparison.measures.endings import weeks_of
from loyaltysim.comparison.measures.lasting import thirds_of
from loyaltysim.comparison.measures.metrics import METRICS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from loyaltysim.comparison.measures.effects import FloatArray
    from loyaltysim.comparison.measures.metrics import Metric
    from loyaltysim.comparison.measures.panel import Panel
    from loyaltysim.comparison.playing.runner import Runner
    from loyaltysim.comparison.playing.work import Batch
    from loyaltysim.scenario.schema import Scenario


@dataclass(frozen=True)
class Gathered:
    """Sums over markets, by scheme in the order of the scenario."""

    sums: Mapping[str, SchemeSums]
    baseline: str
    replacement_cost: float = 0.0
    """Money that each customer who leaves costs the firm."""

    @classmethod
    def empty(cls, scenario: Scenario) -> Gathered:
        """Begin before the first market."""
        spans = (*weeks_of(scenario), *thirds_of(scenario.days))
        sums = {name: SchemeSums.looking_at(spans) for name in scenario.schemes}
        return cls(sums, scenario.compare.baseline, scenario.replacement_cost)

    def add(self, batches: Iterable[Batch], runner: Runner) -> None:
        """Add the records of batches, which must come in the order of their markets."""
        for batch in batches:
            for name, record in runner.read(batch).items():
                self.sums[name].add(record)

    @property
    def others(self) -> tuple[str, ...]:
        """Name the schemes that are compared with the baseline."""
        return tuple(name for name in self.sums if name != self.baseline)

    def newcomers(self, scheme: str) -> bool:
        """Tell whether anybody but the customers of the launch is there under a scheme or the baseline."""
        totals = (self.sums[name].days.totals for name in (self.baseline, scheme))
        return any(bool((total["customers"] > total["retained"]).any()) for total in totals)

    @property
    def markets_played(self) -> int:
        """Count the markets that all schemes have played."""
        return min(len(sums.markets.get("launched", ())) for sums in self.sums.values())

    def panel(self, metric: Metric) -> Panel:
        """Line up one metric."""
        return metric.panel({name: self.markets(name) for name in self.sums})

    def markets(self, scheme: str) -> dict[str, FloatArray]:
        """Give the fields of a scheme's markets, with what those who left cost the firm, each shape (markets,)."""
        markets = self.sums[scheme].markets
        return {**markets, "replacement_cost": self.replacement_cost * markets["left"]}

    def panels(self) -> dict[str, Panel]:
        """Line up every metric."""
        return {name: self.panel(metric) for name, metric in METRICS.items()}
