"""The table of key figures: baseline, scheme, difference and interval, each with its definition."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from loyaltysim.comparison.measures.metrics import identical
from loyaltysim.comparison.measures.payback import payback_days
from loyaltysim.comparison.results import kpi_definitions
from loyaltysim.comparison.verdict.earning import sells
from loyaltysim.language import say
from loyaltysim.report import numbers
from loyaltysim.report.labels import EMPLOYEE, called, labels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyaltysim.comparison import Comparison
    from loyaltysim.comparison.measures.effects import Effect

NAMES = {
    "roi": "ROI",
    "cost_per_retained": "cost per customer kept",
    "curr": "CURR",
    "nurr": "NURR",
    "rurr": "RURR",
    "surr": "SURR",
    "dau": "DAU",
    "wau": "WAU",
    "mau": "MAU",
    "urr_first_quarter": "URR",
}
"""Figures that are not called as their columns are."""
FIGURES = {
    "retention": "share",
    "active_retention": "share",
    "customers": "share",
    "turnover": "share",
    "cohesion": "share",
    "acts": "count",
    "revenue": "money",
    "margin": "money",
    "programme_cost": "money",
    "liability": "money",
    "profit": "money",
    "roi": "share",
    "cost_per_retained": "money",
    "redemption_rate": "share",
    "breakage": "share",
    "expected_liability": "money",
    "stickiness": "share",
    "curr": "share",
    "viral_coefficient": "share",
    "share_of_wallet": "share",
}
"""What is shown, in this order, and how it is written."""
_OF_EMPLOYEES = {"turnover", "cohesion"}
_LEVELS = {"share": numbers.percent, "count": numbers.count, "money": numbers.amount}
_CHANGES = {
    "share": numbers.points,
    "count": numbers.signed_amount,
    "money": numbers.signed_amount,
}
_SPANS = {
    "share": numbers.points_interval,
    "count": numbers.amount_interval,
    "money": numbers.amount_interval,
}


@dataclass(frozen=True)
class Figure:
    """One key figure under one scheme."""

    key: str
    name: str
    definition: str
    unit: str
    baseline: str
    scheme: str
    difference: str
    interval: str


def key_figures(comparison: Comparison) -> list[tuple[str, list[Figure]]]:
    """Give the figures of every scheme but the baseline."""
    others = comparison.schemes.index.drop(comparison.scenario.compare.baseline)
    return [(str(scheme), list(_figures(comparison, str(scheme)))) for scheme in others]


def _figures(comparison: Comparison, scheme: str) -> Iterator[Figure]:
    definitions, own = kpi_definitions(comparison), labels(comparison.scenario)
    for key, kind in FIGURES.items():
        if not _shown(comparison, key):
            continue
        before, after, change, span = _values(comparison, scheme, key)
        if math.isnan(before) and math.isnan(after):
            continue
        if key == "viral_coefficient" and not (before or after):
            continue
        unit = comparison.scenario.currency if kind == "money" else ""
        told = own(definitions.get(key, say(PROFIT_IS)))
        cells = (_LEVELS[kind](before), _LEVELS[kind](after), _CHANGES[kind](change))
        yield Figure(key, own(named(key)), told, unit, *cells, _SPANS[kind](*span))


def named(key: str) -> str:
    """Give what a figure is called."""
    return say(NAMES.get(key, key.replace("_", " ")))


PROFIT_IS = "margin less programme cost and liability, and less what those who left cost, if given / customers at launch"


def _shown(comparison: Comparison, key: str) -> bool:
    """Tell whether a figure says anything in this scenario."""
    scenario = comparison.scenario
    if key in _OF_EMPLOYEES:
        return called(scenario) == EMPLOYEE
    if key in {"revenue", "margin", "roi"}:
        return sells(comparison.panels)
    return key != "customers" or scenario.newcomers() is not None


def _values(
    comparison: Comparison, scheme: str, key: str
) -> tuple[float, float, float, tuple[float, float]]:
    baseline = comparison.scenario.compare.baseline
    if key in comparison.panels:
        panel = comparison.panels[key]
        effect: Effect = panel.difference(scheme, baseline)
        before, after = panel.mean(baseline).estimate, panel.mean(scheme).estimate
        return before, after, effect.estimate, (effect.low, effect.high)
    before, after = (float(comparison.schemes[key][name]) for name in (baseline, scheme))
    return before, after, after - before, (math.nan, math.nan)


def payback(comparison: Comparison) -> list[tuple[str, str]]:
    """Say of every scheme when its extra margin has covered its extra cost; nothing where nothing is sold."""
    if not sells(comparison.panels):
        return []
    days = comparison.scenario.days
    return [(name, _payback(comparison, name, days)) for name in comparison.gathered.others]


def _payback(comparison: Comparison, scheme: str, days: int) -> str:
    if identical(comparison.panels, scheme, comparison.scenario.compare.baseline):
        return say("no difference")
    day = payback_days(comparison.gathered, scheme)
    if math.isnan(day):
        return say("not within {days} days", days=days)
    return say("from day {day} on", day=f"{day:.0f}")
