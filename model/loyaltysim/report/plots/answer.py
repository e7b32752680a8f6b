"""The answer as a picture: what each scheme changes in the compared metric, with luck and assumptions apart."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from loyaltysim.language import in_figures, say
from loyaltysim.report.plots.canvas import BOTTOM, FILE, Form, Label, label_beside, page, thin_marks
from loyaltysim.report.plots.style import BASELINE, looks, styled
from loyaltysim.report.tables.main import SAME, look_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from loyaltysim.comparison import Comparison
    from loyaltysim.report.plots.style import Look

HEIGHT, ROW, LESS = 2.6, 0.5, 0.7
"""Inches: the page without schemes, the room that each takes, and what it takes less without a heading."""
LUCK_WIDTH, MODELS_WIDTH = 6.0, 1.3


def answer_figure(comparison: Comparison, form: Form = FILE) -> Figure:
    """Draw every scheme's difference from the baseline in the compared metric.

    Returns
    -------
    A picture of its own, unknown to pyplot; `figure.savefig(...)` writes it.
    """
    schemes, scenario = list(comparison.schemes.index), comparison.scenario
    with styled():
        look = looks(schemes, scenario.compare.baseline)
        labels, height = _labels(comparison, look), HEIGHT - LESS * (not form.heading)
        told = comparison.verdict.sentence
        sheet = page(scenario.title, told, height + ROW * len(schemes), form, labels)
        axes = sheet.panel(BOTTOM, sheet.top, _caption(comparison))
        matters = scenario.compare.matters
        axes.axvspan(-matters, matters, color="#f0f0f0", lw=0, zorder=0)
        axes.axvline(0, color=BASELINE, lw=1.2, dashes=look[scenario.compare.baseline].dashes)
        for row, scheme in enumerate(schemes):
            _draw(axes, comparison, str(scheme), len(schemes) - 1 - row, look[str(scheme)])
        scales(axes, comparison, len(schemes))
        label_beside(sheet, axes, labels, BOTTOM, lead=False)
    return sheet.figure


def _caption(comparison: Comparison) -> str:
    compare = comparison.scenario.compare
    return say(
        'Difference in {metric} from "{baseline}" (thick: 95% interval, luck alone; {thin}; grey: too little to matter)',
        metric=say(compare.metric.replace("_", " ")),
        baseline=compare.baseline,
        thin=thin_marks(comparison),
    )


def _draw(axes: Axes, comparison: Comparison, scheme: str, height: int, look: Look) -> None:
    compare = comparison.scenario.compare
    effect = comparison.panels[compare.metric].difference(scheme, compare.baseline)
    if comparison.assumptions is not None and scheme != compare.baseline:
        models = comparison.assumptions.gap(scheme, compare.baseline)
        ends = [models.low, models.high]
        axes.plot(ends, [height, height], color=look.colour, lw=MODELS_WIDTH, marker="|", ms=9)
    if math.isfinite(effect.low):
        luck = [effect.low, effect.high]
        axes.plot(luck, [height, height], color=look.colour, lw=LUCK_WIDTH, alpha=0.55)
    axes.plot([effect.estimate], [height], color=look.colour, marker=look.marker, ms=6)


def scales(axes: Axes, comparison: Comparison, schemes: int) -> None:
    """Set the scales of a plot of differences in the compared metric, a row for each scheme."""
    money = comparison.scenario.compare.metric == "profit"
    axes.set_ylim(-0.6, schemes - 0.4)
    axes.set_yticks([])
    axes.grid(visible=True, axis="x")
    axes.margins(x=0.06)
    unit = say("percentage points")
    if money:
        unit = say("{currency} per customer at launch", currency=comparison.scenario.currency)
    scale = 1 if money else 100
    axes.xaxis.set_major_formatter(
        lambda value, _: in_figures(f"{scale * value:+g}") if value else "0"
    )
    days = comparison.scenario.days
    axes.set_xlabel(say("{unit}, {days} days after launch", unit=unit, days=days))


def _labels(comparison: Comparison, look: dict[str, Look]) -> list[Label]:
    schemes = [str(scheme) for scheme in comparison.schemes.index]
    return [
        Label(len(schemes) - 1 - row, f"{scheme}\n{_words(comparison, scheme)}", look[scheme])
        for row, scheme in enumerate(schemes)
    ]


def _words(comparison: Comparison, scheme: str) -> str:
    compare, look = comparison.scenario.compare, look_of(comparison)
    panel = comparison.panels[compare.metric]
    if scheme == compare.baseline:
        money = f"{comparison.scenario.currency} " if compare.metric == "profit" else ""
        level = f"{money}{look.level(panel.mean(scheme).estimate)}"
        return say("baseline: {level}", level=level)
    effect = panel.difference(scheme, compare.baseline)
    if effect.same:
        return say(SAME)
    told = look.difference(effect.estimate)
    if comparison.assumptions is None:
        return told
    models = comparison.assumptions.gap(scheme, compare.baseline)
    return f"{told} ({look.interval(models.low, models.high)})"
