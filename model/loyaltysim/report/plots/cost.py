"""What it costs: programme cost and liability against the difference in the compared metric."""

from __future__ import annotations

import math
import textwrap
from typing import TYPE_CHECKING

from loyaltysim.language import in_figures, say
from loyaltysim.report.numbers import amount
from loyaltysim.report.plots.canvas import (
    BOTTOM,
    FILE,
    Form,
    Label,
    label_beside,
    page_for,
    thin_marks,
)
from loyaltysim.report.plots.style import BASELINE, looks, styled
from loyaltysim.report.tables.main import look_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from loyaltysim.comparison import Comparison
    from loyaltysim.comparison.measures.effects import Effect
    from loyaltysim.report.plots.style import Look

HEIGHT, SHORT = 5.2, 48
"""Inches, and characters of a line below a narrow plot."""
MORE = {
    "retention": "keeps more customers",
    "active_retention": "keeps more active customers",
    "profit": "earns more",
}
SENTENCE = (
    "Higher {more}, further left costs less: a scheme with none to its upper left is the highest for its cost. "
    'The dotted line is "{baseline}".'
)


def cost_figure(comparison: Comparison, form: Form = FILE) -> Figure:
    """Draw what each scheme has cost and still owes against its difference from the baseline.

    Returns
    -------
    A picture of its own, unknown to pyplot; `figure.savefig(...)` writes it.
    """
    scenario, schemes = comparison.scenario, [str(name) for name in comparison.schemes.index]
    baseline, metric = scenario.compare.baseline, scenario.compare.metric
    with styled():
        look = looks(schemes, baseline)
        labels = _labels(comparison, look)
        size = HEIGHT, BOTTOM
        sheet = page_for(scenario.title, cost_sentence(comparison), size, form, labels)
        axes = sheet.panel(BOTTOM + 0.15 * (not form.beside), sheet.top, _caption(comparison))
        axes.axhline(0, color=BASELINE, lw=1.2, dashes=look[baseline].dashes)
        for scheme in schemes:
            _draw(axes, comparison, scheme, look[scheme])
        axes.margins(x=0.08, y=0.12)
        costs = {_cost(comparison, scheme) for scheme in schemes}
        if len(costs) == 1:  # a scale around a single cost would tell of costs that nothing has
            axes.set_xticks(list(costs))
        scale, unit = (1, "") if metric == "profit" else (100, " pp")
        axes.yaxis.set_major_formatter(
            lambda y, _: in_figures(f"{scale * y:+g}{unit}") if y else "0"
        )
        across = say(
            "programme cost and liability, {currency} per launch customer in {days} days",
            currency=scenario.currency,
            days=scenario.days,
        )
        axes.set_xlabel(across if form.beside else textwrap.fill(across, SHORT))
        label_beside(sheet, axes, labels, BOTTOM, lead=False)
    return sheet.figure


def cost_sentence(comparison: Comparison) -> str:
    """Say what to see."""
    compare = comparison.scenario.compare
    return say(SENTENCE, more=say(MORE[compare.metric]), baseline=compare.baseline)


def _caption(comparison: Comparison) -> str:
    compare = comparison.scenario.compare
    return say(
        'Difference in {metric} from "{baseline}" (thick: 95% interval, luck alone; {thin})',
        metric=say(compare.metric.replace("_", " ")),
        baseline=compare.baseline,
        thin=thin_marks(comparison),
    )


def _cost(comparison: Comparison, scheme: str) -> float:
    """Give what a scheme has cost and still owes, money per launch customer."""
    money = ("programme_cost", "liability")
    return sum(float(comparison.schemes[name][scheme]) for name in money)


def _effect(comparison: Comparison, scheme: str) -> Effect:
    compare = comparison.scenario.compare
    return comparison.panels[compare.metric].difference(scheme, compare.baseline)


def _draw(axes: Axes, comparison: Comparison, scheme: str, look: Look) -> None:
    cost = _cost(comparison, scheme)
    effect, baseline = _effect(comparison, scheme), comparison.scenario.compare.baseline
    if comparison.assumptions is not None and scheme != baseline:
        models = comparison.assumptions.gap(scheme, baseline)
        ends = [models.low, models.high]
        axes.plot([cost, cost], ends, color=look.colour, lw=0.8, marker="_", ms=6)
    if math.isfinite(effect.low):
        axes.plot([cost, cost], [effect.low, effect.high], color=look.colour, lw=4, alpha=0.55)
    axes.plot([cost], [effect.estimate], color=look.colour, marker=look.marker, ms=7, ls="")


def _labels(comparison: Comparison, look: dict[str, Look]) -> list[Label]:
    labels = []
    for scheme in map(str, comparison.schemes.index):
        estimate = _effect(comparison, scheme).estimate
        cost = f"{comparison.scenario.currency} {amount(_cost(comparison, scheme))}"
        change = look_of(comparison).difference(estimate)
        told = say("{change} for {cost}", change=change, cost=cost)
        words = f"{scheme}\n{told}"
        labels.append(Label(estimate, words, look[scheme]))
    return labels
