"""The schemes side by side: who stays, and what it costs and brings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.table import Table

from loyaltysim.report import numbers

if TYPE_CHECKING:
    from loyaltysim.comparison import Comparison

SAME = "the same"


def plain_table(*columns: str) -> Table:
    """Make an empty table: the first column for names, the others for numbers."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False)
    table.add_column(columns[0], overflow="fold")
    for column in columns[1:]:
        table.add_column(column, justify="right")
    return table


def retention_table(comparison: Comparison) -> Table:
    """Tabulate who stays: retention, the difference it makes, and how often a scheme is best."""
    scenario = comparison.scenario
    baseline, days = scenario.compare.baseline, scenario.days
    table = plain_table(
        "scheme",
        f"still customers after {days} days",
        "95% interval",
        f"more than {baseline}",
        "95% interval",
        f"acted in the last {scenario.compare.active_days} days",
        "best in plausible models",
    )
    for scheme, row in comparison.schemes.iterrows():
        difference = (
            ["baseline", ""] if scheme == baseline else _difference(*row[_DIFFERENCE].astype(float))
        )
        table.add_row(
            str(scheme),
            numbers.percent(row["retention"]),
            numbers.percent_interval(row["retention_low"], row["retention_high"]),
            *difference,
            numbers.percent(row["active_retention"]),
            numbers.percent(row["best_share"]),
        )
    return table


_DIFFERENCE = ["difference", "difference_low", "difference_high"]


def _difference(estimate: float, low: float, high: float) -> list[str]:
    if low == high == 0:
        return [SAME, ""]
    return [numbers.points(estimate), numbers.points_interval(low, high)]


def money_table(comparison: Comparison) -> Table:
    """Tabulate what the schemes cost and bring, per launch customer over the horizon."""
    scenario = comparison.scenario
    currency = scenario.currency
    table = plain_table(
        f"{currency} per launch customer in {scenario.days} days",
        "acts",
        "revenue",
        "margin",
        "programme cost",
        "liability",
        "incremental profit",
        "95% interval",
        "ROI",
        "per customer kept",
    )
    for scheme, row in comparison.schemes.iterrows():
        extra = scheme != scenario.compare.baseline
        table.add_row(
            str(scheme),
            numbers.count(row["acts"]),
            *(numbers.amount(row[name]) for name in _MONEY),
            numbers.signed_amount(row["incremental_profit"]) if extra else numbers.NOTHING,
            numbers.amount_interval(row["profit_low"], row["profit_high"]) if extra else "",
            numbers.percent(row["roi"]),
            numbers.amount(row["cost_per_retained"]),
        )
    return table


_MONEY = ("revenue", "margin", "programme_cost", "liability")
