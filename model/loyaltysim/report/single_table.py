"""All figures of one scheme that need no other scheme, each with what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.comparison.kpis import KPIS, definitions
from loyaltysim.report import numbers
from loyaltysim.report.tables import plain_table

if TYPE_CHECKING:
    from rich.table import Table

    from loyaltysim.comparison import Comparison

_COMPARED = {
    "difference",
    "difference_low",
    "difference_high",
    "incremental_profit",
    "profit_low",
    "profit_high",
    "roi",
    "cost_per_retained",
    "best_share",
}


def single_table(comparison: Comparison) -> Table:
    """Tabulate the figures of a comparison's first scheme."""
    scenario = comparison.scenario
    told = definitions(
        days=scenario.days,
        active_days=scenario.compare.active_days,
        baseline=scenario.compare.baseline,
        metric=scenario.compare.metric,
    )
    table = plain_table("figure", "value", title=str(comparison.schemes.index[0]))
    table.add_column("what it is")
    for kpi in KPIS:
        if kpi.name not in _COMPARED:
            value = float(comparison.schemes[kpi.name].iloc[0])
            table.add_row(kpi.name, _with_unit(value, kpi.unit, scenario.currency), told[kpi.name])
    return table


def _with_unit(value: float, unit: str, currency: str) -> str:
    if unit == "share":
        return numbers.percent(value)
    return numbers.count(value) if unit == "acts" else f"{currency} {numbers.amount(value)}"
