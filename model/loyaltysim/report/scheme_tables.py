"""The schemes side by side: who stays, what it costs and brings, and for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.comparison.wording import quoted
from loyaltysim.report import numbers
from loyaltysim.report.main_table import LUCK, MODELS, NAMES
from loyaltysim.report.tables import plain_table

if TYPE_CHECKING:
    from rich.table import Table

    from loyaltysim.comparison import Comparison
    from loyaltysim.scenario import Scenario

NOT_COUNTED = "Set-up costs are not counted."
PARTNERS = "; partners: their share of the coalition's sales"
ALL_TAKE_PART = "Everyone takes part from the first day; s"


def _models_caption(comparison: Comparison) -> str:
    if comparison.assumptions is None:
        return ""
    spread = comparison.assumptions.spread("profit", comparison.assumptions.leader)
    return f"; plausible models: lowest to highest over {spread.over}"


def money_table(comparison: Comparison) -> Table:
    """Tabulate what customers do and the firm spends, per launch customer over the horizon."""
    scenario = comparison.scenario
    table = plain_table(
        *("scheme", "acts", "revenue", "margin", "programme cost", "liability"),
        title=f"What it brings and costs, {_per_customer(scenario)}",
        caption=f"acts: {quoted(list(scenario.acts))}; revenue, margin: before rewards; programme cost: "
        "rewards handed over and messages; liability: rewards earned and not yet redeemed, at full cost, "
        "an upper bound",
    )
    for scheme, row in comparison.schemes.iterrows():
        money = (row[name] for name in ("revenue", "margin", "programme_cost", "liability"))
        table.add_row(str(scheme), numbers.count(row["acts"]), *map(numbers.amount, money))
    return table


def redemption_table(comparison: Comparison) -> Table | None:
    """Tabulate what became of what customers earned; None where nothing can be earned."""
    rows = comparison.schemes[comparison.schemes["redemption_rate"].notna()]
    if rows.empty:
        return None
    scenario = comparison.scenario
    coalition = bool(rows["partner_share"].notna().any())
    table = plain_table(
        *("scheme", "redeemed", "breakage", "outstanding", "URR", "expected\nliability"),
        *["partners"] * coalition,
        title="What becomes of stamps, points and prizes",
        caption="shares of what was earned, at its worth to customers; breakage: expired, or lost by "
        "leaving; URR: redeemed of what was earned in the first quarter, as far as "
        f"{scenario.days} days show; expected liability: {scenario.currency} per launch customer, if what is "
        f"outstanding fares as what was half-way{PARTNERS * coalition}",
    )
    for scheme, row in rows.iterrows():
        redeemed, lost = row["redemption_rate"], row["breakage"]
        shares = (redeemed, lost, 1 - redeemed - lost, row["urr_first_quarter"])
        partners = [numbers.percent(row["partner_share"])] * coalition
        liability = numbers.amount(row["expected_liability"])
        table.add_row(str(scheme), *map(numbers.percent, shares), liability, *partners)
    return table


def profit_table(comparison: Comparison) -> Table:
    """Tabulate what the schemes earn more than the baseline."""
    scenario = comparison.scenario
    baseline = scenario.compare.baseline
    assumptions = comparison.assumptions
    varied = assumptions is not None
    table = plain_table(
        *("scheme", "profit", LUCK, *([MODELS] * varied), "ROI", "per customer\nkept"),
        title=f"What it is worth: incremental profit, {_per_customer(scenario)}",
        caption=f'profit: margin - programme cost - liability, above that of "{baseline}"; ROI: profit / '
        "what the scheme costs more; per customer kept: what it costs more / customers it keeps more; -: "
        "cannot be told"
        f"{_models_caption(comparison)}. {_not_counted(scenario)}",
        names=NAMES,
    )
    for scheme, row in comparison.schemes.drop(baseline).iterrows():
        cells = [
            numbers.signed_amount(row["incremental_profit"]),
            numbers.amount_interval(row["profit_low"], row["profit_high"]),
        ]
        if assumptions is not None:
            models = assumptions.spread("profit", str(scheme))
            cells.append(numbers.amount_interval(models.low, models.high))
        kept = numbers.amount(row["cost_per_retained"])
        table.add_row(str(scheme), *cells, numbers.percent(row["roi"]), kept)
    return table


def _not_counted(scenario: Scenario) -> str:
    ways = {scheme.joining.numbers().way for scheme in scenario.schemes.values()}
    return NOT_COUNTED if ways - {"automatic"} else f"{ALL_TAKE_PART}{NOT_COUNTED[1:]}"


def _per_customer(scenario: Scenario) -> str:
    return f"{scenario.currency} per launch customer in {scenario.days} days"


def segments_table(comparison: Comparison) -> Table | None:
    """Tabulate retention by segment; None where there is only one."""
    found = comparison.segments
    segments = [str(segment) for segment in found["segment"].unique()]
    if len(segments) < 2:
        return None
    caption = "retention, and the difference from the baseline"
    table = plain_table("scheme", *segments, title="For whom", caption=caption, wrap=True)
    for scheme in comparison.schemes.index:
        rows = found[found["scheme"] == scheme]
        table.add_row(str(scheme), *map(_segment_cell, rows["retention"], rows["difference"]))
    return table


def _segment_cell(retention: float, change: float) -> str:
    return numbers.percent(retention) + (f" ({numbers.points(change)})" if change else "")
