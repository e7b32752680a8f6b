"""All figures of one scheme that need no other scheme, each with what it is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from loyaltysim.comparison.measures.kpis import KPIS
from loyaltysim.comparison.results import kpi_definitions
from loyaltysim.language import say
from loyaltysim.report import numbers
from loyaltysim.report.labels import EMPLOYEE, called, labels
from loyaltysim.report.tables.shapes import plain_table

if TYPE_CHECKING:
    from rich.table import Table

    from loyaltysim.comparison import Comparison

_LEFT_OUT = {
    "retention_low",
    "retention_high",
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
_OF_EMPLOYEES = {"turnover", "cohesion"}


def single_table(comparison: Comparison) -> Table:
    """Tabulate the figures of a comparison's first scheme."""
    scenario, label = comparison.scenario, labels(comparison.scenario)
    told = kpi_definitions(comparison)
    left_out = _LEFT_OUT if called(scenario) == EMPLOYEE else _LEFT_OUT | _OF_EMPLOYEES
    table = plain_table(say("figure"), say("value"), title=str(comparison.schemes.index[0]))
    table.add_column(say("what it is"))
    values = comparison.schemes.iloc[0]
    for kpi in KPIS:
        if kpi.name not in left_out and not math.isnan(values[kpi.name]):
            value = _with_unit(float(values[kpi.name]), kpi.unit, scenario.currency)
            table.add_row(say(kpi.name.replace("_", " ")), value, label(told[kpi.name]))
        if kpi.name == "retention":
            bounds = numbers.percent_interval(values["retention_low"], values["retention_high"])
            table.add_row("", bounds, say("95% interval of retention, luck alone"))
    return table


def _with_unit(value: float, unit: str, currency: str) -> str:
    if unit == "share":
        return numbers.percent(value)
    if unit == "currency":
        return f"{currency} {numbers.amount(value)}"
    return numbers.count(value)
