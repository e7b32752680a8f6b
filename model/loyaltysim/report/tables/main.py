"""The first table: the schemes in the metric that is compared, with luck and assumptions apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from loyaltysim.comparison.verdict.earning import sells
from loyaltysim.comparison.verdict.evidence import ALL_PAIRS
from loyaltysim.comparison.verdict.wording import quoted
from loyaltysim.language import say
from loyaltysim.report import numbers
from loyaltysim.report.labels import EMPLOYEE, called
from loyaltysim.report.tables.shapes import plain_table
from loyaltysim.scenario.schema import Subscription

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.table import Table

    from loyaltysim.comparison import Comparison
    from loyaltysim.scenario import Scenario

SAME = "the same"
OUTSIDE = (
    "the difference of {schemes} lies beyond {over}, which are drawn between the bounds of constants, not around "
    "the values used, and play fewer customers: trust the range rather than the figure"
)
REFERENCE = "{schemes}: no firm can know what it goes by, so it has no part in the verdict and is never the best"
UNSOLD = "What it costs: profit where nothing is sold"
NAMES = 11
"""Characters that names have at least where both intervals leave little room in 80 characters."""
LUCK = "95% interval\nluck alone"
MODELS = "plausible\nmodels"


class Look(NamedTuple):
    """How a metric is tabulated."""

    title: str
    column: str
    meaning: str
    """What it is; `{days}`, `{active_days}`, `{currency}`, `{unseen}` and `{replaced}` stand for the scenario's."""

    beside: str
    """The metric that stands beside it."""

    level: Callable[[float], str] = numbers.percent
    difference: Callable[[float], str] = numbers.points
    interval: Callable[[float, float], str] = numbers.points_interval


LOOKS = {
    "retention": Look(
        "Who stays",
        "retention",
        "customers at launch who still are after {days} days: not left for good, whether or not they acted "
        "lately{unseen}",
        "active_retention",
    ),
    "active_retention": Look(
        "Who stays active",
        "active",
        "customers at launch who still are after {days} days and acted in the last {active_days}",
        "retention",
    ),
    "profit": Look(
        "What it earns",
        "profit",
        "margin less programme cost and liability{replaced}, {currency} per customer at launch in {days} days",
        "retention",
        numbers.amount,
        numbers.signed_amount,
        numbers.amount_interval,
    ),
}


def look_of(comparison: Comparison) -> Look:
    """Tell how the compared metric is tabulated."""
    metric = comparison.scenario.compare.metric
    unsold = metric == "profit" and not sells(comparison.panels)
    return LOOKS[metric]._replace(title=UNSOLD) if unsold else LOOKS[metric]


def main_table(comparison: Comparison) -> Table:
    """Tabulate the compared metric: its level, the difference that schemes make, and how often each is best."""
    look, varied = look_of(comparison), comparison.assumptions is not None
    compared = bool(comparison.gathered.others)
    table = plain_table(
        *(say("scheme"), say(look.column), *[say("difference"), say(LUCK)] * compared),
        *[say(MODELS)] * varied,
        *(say(LOOKS[look.beside].column), *[say("best")] * varied),
        title=say(look.title),
        names=NAMES,
    )
    for scheme in comparison.schemes.index:
        table.add_row(str(scheme), *_cells(comparison, str(scheme)))
    return table


def _cells(comparison: Comparison, scheme: str) -> Iterator[str]:
    look, baseline = look_of(comparison), comparison.scenario.compare.baseline
    assumptions, panels = comparison.assumptions, comparison.panels
    yield look.level(panels[comparison.scenario.compare.metric].mean(scheme).estimate)
    if comparison.gathered.others:
        yield from [say("baseline"), ""] if scheme == baseline else _difference(comparison, scheme)
    if assumptions is not None:
        models = assumptions.gap(scheme, baseline)
        yield "" if scheme == baseline else look.interval(models.low, models.high)
    yield LOOKS[look.beside].level(panels[look.beside].mean(scheme).estimate)
    if assumptions is not None:
        yield numbers.whole_percent(assumptions.best(scheme).estimate)


def _difference(comparison: Comparison, scheme: str) -> list[str]:
    look, compare = look_of(comparison), comparison.scenario.compare
    effect = comparison.panels[compare.metric].difference(scheme, compare.baseline)
    if effect.same:
        return [say(SAME), ""]
    return [look.difference(effect.estimate), look.interval(effect.low, effect.high)]


def _outside(comparison: Comparison) -> list[str]:
    """Name the schemes whose difference, whatever luck did to it, is beyond those of enough plausible models."""
    assumptions, compare = comparison.assumptions, comparison.scenario.compare
    if assumptions is None or not assumptions.tell:
        return []
    panel, found = comparison.panels[compare.metric], []
    for scheme in comparison.gathered.others:
        models, effect = (
            assumptions.gap(scheme, compare.baseline),
            panel.difference(scheme, compare.baseline),
        )
        if effect.high < models.low or effect.low > models.high:
            found.append(scheme)
    return found


def terms(comparison: Comparison) -> Iterator[tuple[str, str]]:
    """Explain the terms of the verdict and of the first table, of which each is only told where it stands."""
    scenario, look = comparison.scenario, look_of(comparison)
    fills = {
        "days": scenario.days,
        "active_days": scenario.active_within,
        "currency": scenario.currency,
        "unseen": _unseen(scenario),
        "replaced": say(", and less what those who left cost") * bool(scenario.replacement_cost),
    }
    for one in (look, LOOKS[look.beside]):
        yield say(one.column), say(one.meaning, **fills)
    if comparison.gathered.others:
        yield say("difference"), _from_baseline(comparison)
        yield say("luck alone"), _luck(comparison)
    if comparison.assumptions is not None:
        yield from _models(comparison)
    reference = [name for name in scenario.schemes if name not in scenario.contenders]
    if reference:
        yield say("for reference"), say(REFERENCE, schemes=quoted(reference))


def _unseen(scenario: Scenario) -> str:
    """Say that leaving is silent, where there are neither contracts nor a payroll."""
    silent = called(scenario) != EMPLOYEE and not isinstance(scenario.relationship, Subscription)
    return say(" (a shop cannot see that)") if silent else ""


def _from_baseline(comparison: Comparison) -> str:
    return say(
        'from "{baseline}", same customers and same luck{unit}; rounded after it was taken',
        baseline=comparison.scenario.compare.baseline,
        unit=_unit(look_of(comparison)),
    )


def _unit(look: Look) -> str:
    return say(" (pp: percentage points)") if look.difference is numbers.points else ""


def _luck(comparison: Comparison) -> str:
    told = say("the 95% interval holds the model's true figure in 95 of 100 such comparisons")
    if say(ALL_PAIRS) in " ".join(comparison.verdict.reasons):
        told += say(
            "; one for all pairs of schemes at once is wider than those of the table, which hold each by itself"
        )
    return told


def _models(comparison: Comparison) -> Iterator[tuple[str, str]]:
    assumptions = comparison.assumptions
    if assumptions is None:
        return
    over = assumptions.gap(assumptions.leader, comparison.scenario.compare.baseline).over
    yield (
        say("plausible models"),
        say(
            "the same customers under other plausible assumptions on behaviour; lowest to highest, over {over}; a figure itself, "
            "by the central assumptions, may lie outside",
            over=over,
        ),
    )
    outside = _outside(comparison)
    if outside:
        yield say("outside of models"), say(OUTSIDE, schemes=quoted(outside), over=over)
    tied = say(" (a tie is shared out, and nobody is ahead in it)") if assumptions.tied else ""
    metric = say(comparison.scenario.compare.metric.replace("_", " "))
    yield (
        say("best"),
        say("highest {metric} in so many plausible models{tied}", metric=metric, tied=tied),
    )
