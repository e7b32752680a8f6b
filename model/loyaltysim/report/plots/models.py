"""What the answer owes to assumptions: the difference of every scheme in every plausible model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.language import say
from loyaltysim.report.numbers import whole_percent
from loyaltysim.report.plots.answer import scales
from loyaltysim.report.plots.canvas import BOTTOM, FILE, Form, Label, label_beside, page
from loyaltysim.report.plots.style import BASELINE, looks, styled
from loyaltysim.report.tables.main import look_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from loyaltysim.comparison import Comparison
    from loyaltysim.comparison.verdict.assumptions import Assumptions
    from loyaltysim.report.plots.style import Look

HEIGHT, ROW, LESS = 2.6, 0.55, 0.7
"""Inches: the page without schemes, the room that each takes, and what it takes less without a heading."""
SPREAD = 0.22
"""How far dots of a row lie apart from its middle, so that they do not cover one another."""


def models_figure(comparison: Comparison, form: Form = FILE) -> Figure:
    """Draw every scheme's difference from the baseline in every plausible model, a dot each.

    Returns
    -------
    A picture of its own, unknown to pyplot.

    Raises
    ------
    ValueError
        When the assumptions were not varied.
    """
    found, compare = _varied(comparison), comparison.scenario.compare
    schemes = [name for name in found.schemes if name != compare.baseline]
    look = looks(list(found.schemes), compare.baseline)
    with styled():
        labels = _labels(comparison, found, schemes, look)
        height = HEIGHT - LESS * (not form.heading) + ROW * len(schemes)
        title = comparison.scenario.title
        sheet = page(title, models_sentence(comparison), height, form, labels)
        axes = sheet.panel(BOTTOM, sheet.top, _caption(comparison, found))
        axes.axvspan(-compare.matters, compare.matters, color="#f0f0f0", lw=0, zorder=0)
        axes.axvline(0, color=BASELINE, lw=1.2, dashes=look[compare.baseline].dashes)
        base = found.values[:, found.schemes.index(compare.baseline)]
        for place, name in enumerate(reversed(schemes)):
            gaps = found.values[:, found.schemes.index(name)] - base
            heights = place + SPREAD * np.cos(2.4 * np.arange(gaps.size))
            dots = look[name]
            axes.plot(gaps, heights, dots.marker, color=dots.colour, ms=4, alpha=0.7, mew=0)
        scales(axes, comparison, len(schemes))
        label_beside(sheet, axes, labels, BOTTOM, lead=False)
    return sheet.figure


def _varied(comparison: Comparison) -> Assumptions:
    if comparison.assumptions is None:
        msg = "the assumptions were not varied"
        raise ValueError(msg)
    return comparison.assumptions


def models_sentence(comparison: Comparison) -> str:
    """Say what to see."""
    found = _varied(comparison)
    return say(
        "Each dot is one plausible model: a set of assumptions on behaviour that agrees with published experiments. "
        '"{leader}" is ahead of all others in {hits} of {draws}.',
        leader=found.leader,
        hits=f"{found.ahead.hits:.0f}",
        draws=found.ahead.draws,
    )


def _caption(comparison: Comparison, found: Assumptions) -> str:
    compare = comparison.scenario.compare
    return say(
        'Difference in {metric} from "{baseline}" in {draws} plausible models (grey: too little to matter)',
        metric=say(compare.metric.replace("_", " ")),
        baseline=compare.baseline,
        draws=len(found.values),
    )


def _labels(
    comparison: Comparison, found: Assumptions, schemes: list[str], look: dict[str, Look]
) -> list[Label]:
    told, baseline = look_of(comparison), comparison.scenario.compare.baseline
    labels = []
    for place, name in enumerate(reversed(schemes)):
        gap = found.gap(name, baseline)
        best = say("best in {share}", share=whole_percent(found.best(name).estimate))
        if name in found.reference:
            best = say("for reference")
        labels.append(
            Label(place, f"{name}\n{told.interval(gap.low, gap.high)}; {best}", look[name])
        )
    return labels
