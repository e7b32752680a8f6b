"""The frames of a comparison, each made from what was gathered over the markets."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from loyaltysim.comparison.measures.brands import brand_figures
from loyaltysim.comparison.measures.effects import mean_effect, per_launch
from loyaltysim.comparison.measures.growth import growth_figures
from loyaltysim.comparison.measures.journey import journey_figures
from loyaltysim.comparison.measures.kpis import KPIS
from loyaltysim.comparison.measures.redemption import redemption_figures
from loyaltysim.comparison.measures.returns import cost_per_retained, roi
from loyaltysim.comparison.measures.teams import attachment, cohesion, turnover
from loyaltysim.simulation.recording.books import STANDING
from loyaltysim.simulation.recording.why_left import CAUSES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from loyaltysim.comparison.measures.collect import SchemeSums
    from loyaltysim.comparison.measures.effects import Effect, FloatArray
    from loyaltysim.comparison.measures.gathered import Gathered
    from loyaltysim.comparison.measures.panel import Panel
    from loyaltysim.comparison.verdict.assumptions import Assumptions

    Groups = Mapping[str, tuple[FloatArray, FloatArray]]


def schemes_table(
    gathered: Gathered, panels: Mapping[str, Panel], assumptions: Assumptions | None, days: int
) -> pd.DataFrame:
    """Give one row a scheme, one column a figure (see `kpis.KPIS`).

    Parameters
    ----------
    days
        From the launch to the horizon.
    """
    rows = scheme_figures(gathered, panels, days)
    for name, row in rows.items():
        row["best_share"] = math.nan if assumptions is None else assumptions.best(name).estimate
    frame = pd.DataFrame.from_dict(rows, orient="index").rename_axis("scheme")
    return frame[[kpi.name for kpi in KPIS]]


def scheme_figures(
    gathered: Gathered, panels: Mapping[str, Panel], days: int
) -> dict[str, dict[str, float]]:
    """Give by scheme every figure but those that need plausible models."""
    return {
        name: {
            **_levels(panels, name),
            "replacement_cost": _replacement_cost(gathered, name),
            "turnover": turnover(panels["retention"].mean(name).estimate, days),
            "cohesion": cohesion(sums.markets),
            "attachment": attachment(sums.markets),
            **redemption_figures(sums.markets),
            **_compared(gathered, panels, name),
            **growth_figures(sums),
            **brand_figures(sums.markets),
            **journey_figures(sums),
        }
        for name, sums in gathered.sums.items()
    }


def _replacement_cost(gathered: Gathered, name: str) -> float:
    """Give what those who left cost the firm, per launch customer; NaN where that is not told."""
    if not gathered.replacement_cost:
        return math.nan
    markets = gathered.markets(name)
    return float(markets["replacement_cost"].sum() / markets["launched"].sum())


def _levels(panels: Mapping[str, Panel], name: str) -> dict[str, float]:
    retention = panels["retention"].mean(name)
    levels = (
        "active_retention",
        "customers",
        "acts",
        "revenue",
        "margin",
        "programme_cost",
        "liability",
    )
    return {
        "retention": retention.estimate,
        "retention_low": max(0.0, retention.low),
        "retention_high": min(1.0, retention.high),
        **{level: panels[level].mean(name).estimate for level in levels},
    }


def _compared(gathered: Gathered, panels: Mapping[str, Panel], name: str) -> dict[str, float]:
    baseline = gathered.baseline
    difference = panels["retention"].difference(name, baseline)
    profit = panels["profit"].difference(name, baseline)
    return {
        "difference": difference.estimate,
        "difference_low": difference.low,
        "difference_high": difference.high,
        "incremental_profit": profit.estimate,
        "profit_low": profit.low,
        "profit_high": profit.high,
        "roi": roi(panels, name, baseline).estimate,
        "cost_per_retained": cost_per_retained(gathered, panels, name).estimate,
    }


def effects_table(
    gathered: Gathered,
    panels: Mapping[str, Panel],
    markets_of_a_firm: float,
    caused: Mapping[str, Mapping[str, Effect]],
) -> pd.DataFrame:
    """Give one row a scheme and metric: the paired difference from the baseline, and figures that are made of several.

    `firm_sd` is the standard deviation of the difference in one firm of its own size.

    Parameters
    ----------
    caused
        What a scheme causes beside (`caused.caused`), by scheme.
    """
    columns = ["scheme", "metric", "estimate", "low", "high", "se", "markets", "firm_sd"]
    rows = [
        (name, metric, *_numbers(effect), spread)
        for name in gathered.others
        for metric, effect, spread in (
            *_effects(gathered, panels, name, markets_of_a_firm),
            *((figure, effect, math.nan) for figure, effect in caused[name].items()),
        )
    ]
    return pd.DataFrame(rows, columns=columns)


def _effects(
    gathered: Gathered, panels: Mapping[str, Panel], name: str, markets_of_a_firm: float
) -> Iterator[tuple[str, Effect, float]]:
    baseline = gathered.baseline
    for metric, panel in panels.items():
        spread = panel.firm_spread(name, baseline, markets_of_a_firm)
        yield metric, panel.difference(name, baseline), spread
    yield "roi", roi(panels, name, baseline), math.nan
    yield "cost_per_retained", cost_per_retained(gathered, panels, name), math.nan


def _numbers(effect: Effect) -> tuple[float, float, float, float, int]:
    return effect.estimate, effect.low, effect.high, effect.se, effect.markets


def daily_table(gathered: Gathered) -> pd.DataFrame:
    """Give one row a scheme and day: customers in all markets, the rest per launch customer."""
    return pd.concat(
        [_daily(name, sums) for name, sums in gathered.sums.items()], ignore_index=True
    )


def _daily(name: str, sums: SchemeSums) -> pd.DataFrame:
    retention, low, high = sums.retention_by_day()
    launched = float(sums.markets["launched"].sum())
    totals = sums.days.totals
    return pd.DataFrame(
        {
            "scheme": name,
            "day": range(len(retention)),
            "customers": totals["customers"].astype("int64"),
            "retention": retention,
            "retention_low": low,
            "retention_high": high,
            **{field: total / launched for field, total in totals.items() if field not in STANDING},
            **{field: total / launched for field, total in sums.activity.items()},
        }
    )


def markets_table(gathered: Gathered) -> pd.DataFrame:
    """Give one row a scheme and market, with every field of its record."""
    frames = [
        pd.DataFrame(
            {"scheme": name, "market": range(len(sums.markets["launched"])), **sums.markets}
        )
        for name, sums in gathered.sums.items()
    ]
    return pd.concat(frames, ignore_index=True)


def why_not_table(gathered: Gathered) -> pd.DataFrame:
    """Give each class's share of the customer-days of a scheme (rows) by class (columns)."""
    counts = pd.DataFrame({name: sums.why_not for name, sums in gathered.sums.items()}).T
    return counts.div(counts.sum(axis=1), axis=0).rename_axis(index="scheme", columns="class")


def why_left_table(gathered: Gathered) -> pd.DataFrame:
    """Give each cause's share of the departures of a scheme (rows), and departures per launch customer."""
    rows = {}
    for name, sums in gathered.sums.items():
        left = float(sums.markets["left"].sum())
        because = {cause: float(sums.markets[f"left_{cause}"].sum()) for cause in CAUSES[1:]}
        counts = {CAUSES[0]: left - sum(because.values())} | because
        shares = {cause: count / left if left else math.nan for cause, count in counts.items()}
        rows[name] = shares | {"left": left / float(sums.markets["launched"].sum())}
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("scheme")


def segments_table(gathered: Gathered) -> pd.DataFrame:
    """Give one row a scheme and segment: retention and its difference from the baseline."""
    groups = {name: sums.segments for name, sums in gathered.sums.items()}
    return _groups_table(groups, "segment", gathered.baseline)


def user_types_table(gathered: Gathered) -> pd.DataFrame:
    """Give one row a scheme and user type, of which a customer has the one that weighs most."""
    groups = {name: sums.user_types for name, sums in gathered.sums.items()}
    return _groups_table(groups, "user_type", gathered.baseline)


def _groups_table(groups: Mapping[str, Groups], what: str, baseline: str) -> pd.DataFrame:
    columns = ["scheme", what, "customers", "retention", "difference", "low", "high"]
    base = groups[baseline]
    rows = [
        (name, group, int(launched.sum()), *_group(launched, retained, base[group][1]))
        for name, found in groups.items()
        for group, (launched, retained) in found.items()
        if launched.any()
    ]
    return pd.DataFrame(rows, columns=columns)


def _group(
    launched: FloatArray, retained: FloatArray, base: FloatArray
) -> tuple[float, float, float, float]:
    shares = per_launch(retained, launched)
    difference = mean_effect(shares - per_launch(base, launched))
    return float(shares.mean()), difference.estimate, difference.low, difference.high
