"""The schemes side by side: who stays, what it costs and brings, and for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from loyaltysim.comparison.measures.mechanics import FATES
from loyaltysim.comparison.verdict.earning import sells
from loyaltysim.comparison.verdict.wording import quoted
from loyaltysim.language import say
from loyaltysim.report import numbers
from loyaltysim.report.tables.main import LUCK, MODELS, NAMES, SAME
from loyaltysim.report.tables.shapes import plain_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.table import Table

    from loyaltysim.comparison import Comparison
    from loyaltysim.scenario import Scenario

NOT_COUNTED = "Set-up costs are not counted."
BEFORE = "revenue, margin: before rewards; "
REPLACING = "; replacing: those who left, at the replacement_cost of the scenario"
NOTHING_SOLD = "; nothing is sold, so there is no revenue"
COUNTED = "; below a scheme, with a dash: vouchers, counted one by one"
PARTNERS = "; partners: their share of the coalition's sales"
ALL_TAKE_PART = "Everyone takes part from the first day; set-up costs are not counted."
BRINGS, COSTS = "What it brings and costs, {per}", "What it costs, {per}"
COST = (
    'cost: programme cost + liability{replaced}, above that of "{baseline}"; per customer kept: cost / customers it keeps '
    "more"
)
COST_AND_REPLACING = (
    'cost: programme cost + liability{replaced}, above that of "{baseline}"; per customer kept: programme cost + liability '
    "/ customers it keeps more"
)


def _models_caption(comparison: Comparison) -> str:
    if comparison.assumptions is None:
        return ""
    spread = comparison.assumptions.spread("profit", comparison.assumptions.leader)
    return say("; plausible models: lowest to highest over {over}", over=spread.over)


def money_table(comparison: Comparison) -> Table:
    """Tabulate what customers do and the firm spends, per launch customer over the horizon."""
    scenario, sold = comparison.scenario, sells(comparison.panels)
    takings, replaced = ("revenue", "margin") if sold else (), bool(scenario.replacement_cost)
    table = plain_table(
        *(say("scheme"), say("acts"), *map(say, takings), say("programme cost"), say("liability")),
        *[say("replacing")] * replaced,
        title=say(BRINGS if sold else COSTS, per=_per_customer(scenario)),
        caption=say(
            "acts: {acts}; {before}programme cost: rewards handed over, messages and service; liability: rewards earned and not yet "
            "redeemed, at full cost, an upper bound{replacing}{unsold}",
            acts=quoted(list(scenario.acts)),
            before=say(BEFORE) * sold,
            replacing=say(REPLACING) * replaced,
            unsold=say(NOTHING_SOLD) * (not sold),
        ),
    )
    for scheme, row in comparison.schemes.iterrows():
        costs = ("programme_cost", "liability", *["replacement_cost"] * replaced)
        money = (row[name] for name in (*takings, *costs))
        table.add_row(str(scheme), numbers.count(row["acts"]), *map(numbers.amount, money))
    return table


def redemption_table(comparison: Comparison) -> Table | None:
    """Tabulate what became of what customers earned; None where nothing can be earned."""
    rows = comparison.schemes[comparison.schemes["redemption_rate"].notna()]
    if rows.empty:
        return None
    scenario = comparison.scenario
    counted = _counted(comparison)
    coalition = bool(rows["partner_share"].notna().any())
    table = plain_table(
        *(say("scheme"), say("redeemed"), say("breakage"), say("outstanding"), say("URR")),
        *(say("expected\nliability"), *[say("partners")] * coalition),
        title=say("What becomes of stamps, points, vouchers and prizes"),
        caption=say(
            "shares of what was earned, at its worth to customers; breakage: expired, or lost by leaving; URR: redeemed of "
            "what was earned in the first quarter, as far as {days} days show; expected liability: {currency} per launch "
            "customer, if what is outstanding fares as what was half-way{partners}{counted}",
            days=scenario.days,
            currency=scenario.currency,
            partners=say(PARTNERS) * coalition,
            counted=say(COUNTED) * bool(counted),
        ),
    )
    for scheme, row in rows.iterrows():
        redeemed, lost = row["redemption_rate"], row["breakage"]
        shares = (redeemed, lost, 1 - redeemed - lost, row["urr_first_quarter"])
        partners = [numbers.percent(row["partner_share"])] * coalition
        liability = numbers.amount(row["expected_liability"])
        table.add_row(str(scheme), *map(numbers.percent, shares), liability, *partners)
        for instance, fates in counted.get(str(scheme), {}).items():
            table.add_row(f"- {instance}", *_counted_cells(fates), *[""] * coalition)
    return table


def _counted(comparison: Comparison) -> dict[str, dict[str, dict[str, float]]]:
    """Give by scheme and instance what became of rewards that are counted one by one, such as vouchers."""
    counted: dict[str, dict[str, dict[str, float]]] = {}
    found = comparison.measures
    for _, row in found[found["measure"].isin(FATES)].iterrows():
        scheme, instance, measure = (str(row[name]) for name in ("scheme", "mechanic", "measure"))
        counted.setdefault(scheme, {}).setdefault(instance, {})[measure] = float(row["value"])
    return counted


def _counted_cells(fates: dict[str, float]) -> Iterator[str]:
    redeemed, lost = (fates[name] for name in FATES)
    yield from map(numbers.percent, (redeemed, lost, 1 - redeemed - lost))
    yield from ("", "")


def profit_table(comparison: Comparison) -> Table | None:
    """Tabulate what the schemes earn more than the baseline, or cost more where nothing is sold; None of one scheme."""
    if not comparison.gathered.others:
        return None
    baseline, sold = comparison.scenario.compare.baseline, sells(comparison.panels)
    replaced = say(" - replacing") if sold else say(" + replacing")
    replaced *= bool(comparison.scenario.replacement_cost)
    told = (_profit_words if sold else _cost_words)(baseline, replaced)
    table = plain_table(
        *(say("scheme"), say("profit") if sold else say("cost"), say(LUCK)),
        *([say(MODELS)] * (comparison.assumptions is not None)),
        *(*[say("ROI")] * sold, say("per customer\nkept")),
        title=f"{told.title}, {_per_customer(comparison.scenario)}",
        caption=say(
            "{told}; -: cannot be told{models}. {rest}",
            told=told.caption,
            models=_models_caption(comparison),
            rest=_not_counted(comparison.scenario),
        ),
        names=NAMES,
    )
    for scheme, row in comparison.schemes.drop(baseline).iterrows():
        gains = _gains(comparison, str(scheme))
        roi = [numbers.returned(row["roi"])] * sold
        table.add_row(
            str(scheme), *_cells(gains, sold=sold), *roi, numbers.amount(row["cost_per_retained"])
        )
    return table


class _Words(NamedTuple):
    """What a table is about, and what its headings mean."""

    title: str
    caption: str


def _profit_words(baseline: str, replaced: str) -> _Words:
    return _Words(
        say("What it is worth: incremental profit"),
        say(
            'profit: margin - programme cost - liability{replaced}, above that of "{baseline}"; ROI: profit / what the '
            "scheme costs more; per customer kept: what it costs more / customers it keeps more",
            replaced=replaced,
            baseline=baseline,
        ),
    )


def _cost_words(baseline: str, replaced: str) -> _Words:
    return _Words(
        say("What it costs more"),
        say(COST_AND_REPLACING if replaced else COST, replaced=replaced, baseline=baseline),
    )


class _Gains(NamedTuple):
    """What a scheme earns more than the baseline, money per launch customer."""

    estimate: float
    spans: tuple[tuple[float, float], ...]
    """From where to where: by luck alone and, if they were varied, over the models."""


def _gains(comparison: Comparison, scheme: str) -> _Gains:
    names = ("incremental_profit", "profit_low", "profit_high")
    estimate, low, high = (float(comparison.schemes[name][scheme]) for name in names)
    spans = [(low, high)]
    if comparison.assumptions is not None:
        models = comparison.assumptions.spread("profit", scheme)
        spans.append((models.low, models.high))
    return _Gains(estimate, tuple(spans))


def _cells(gains: _Gains, *, sold: bool) -> Iterator[str]:
    """Write what is earned more or, where nothing is sold, its opposite: what it costs more."""
    yield numbers.signed_amount(gains.estimate if sold else -gains.estimate)
    for low, high in gains.spans:
        yield numbers.amount_interval(*((low, high) if sold else (-high, -low)))


def _not_counted(scenario: Scenario) -> str:
    ways = {scheme.joining.numbers().way for scheme in scenario.schemes.values()}
    return say(NOT_COUNTED) if ways - {"automatic"} else say(ALL_TAKE_PART)


def _per_customer(scenario: Scenario) -> str:
    return say(
        "{currency} per launch customer in {days} days",
        currency=scenario.currency,
        days=scenario.days,
    )


def segments_table(comparison: Comparison) -> Table | None:
    """Tabulate retention by segment; None where there is only one."""
    found = comparison.segments
    segments = [str(segment) for segment in found["segment"].unique()]
    if len(segments) < 2:
        return None
    metric = comparison.scenario.compare.metric
    compared = bool(comparison.gathered.others)
    caption = (
        say("retention, and the difference from the baseline") if compared else say("retention")
    )
    if metric != "retention":
        caption += say("; {metric} is not told by segment", metric=say(metric.replace("_", " ")))
    title = say("For whom: who stays")
    table = plain_table(say("scheme"), *segments, title=title, caption=caption, wrap=True)
    for scheme in comparison.schemes.index:
        rows = found[found["scheme"] == scheme]
        cells = map(_segment_cell, rows["retention"], rows["difference"])
        alone = map(numbers.percent, rows["retention"])
        is_baseline = scheme == comparison.scenario.compare.baseline
        table.add_row(str(scheme), *(alone if is_baseline else cells))
    return table


def _segment_cell(retention: float, change: float) -> str:
    """Write a level with its difference; where nobody stays or leaves otherwise than under the baseline, that is said."""
    return f"{numbers.percent(retention)} ({numbers.points(change) if change else say(SAME)})"
