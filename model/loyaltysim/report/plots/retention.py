"""Who is still a customer, day by day, under every scheme."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator

from loyaltysim.language import in_figures, say
from loyaltysim.report.numbers import percent, points, whole_percent
from loyaltysim.report.plots.canvas import (
    BOTTOM,
    FILE,
    Form,
    Label,
    Page,
    label_beside,
    page_for,
    thin_marks,
)
from loyaltysim.report.plots.style import looks, styled

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from loyaltysim.comparison import Comparison
    from loyaltysim.report.plots.style import Look

KEPT = "Still customers, share of those at launch (band: 95% interval, luck alone{start})"
MOST_POINTS, ALL_POINTS, FEWEST_POINTS = 60, 360, 24
"""Points of a curve on a page, about; of all curves together, where there are many; of a curve even then."""
HEIGHT, SPLIT, LESS = 7.4, 3.5, 0.6
"""Inches: the page, the height at which the differences, which are the answer, end, and what it takes less without a heading."""


def retention_figure(comparison: Comparison, form: Form = FILE) -> Figure:
    """Draw the share of launch customers who are still there, and below it the differences.

    Returns
    -------
    A picture of its own, unknown to pyplot; `figure.savefig(...)` writes it.
    """
    compared = len(comparison.schemes) > 1
    with styled():
        look = looks(list(comparison.schemes.index), comparison.scenario.compare.baseline)
        low, labels = SPLIT + 0.6 if compared else BOTTOM, _labels(comparison, look)
        sheet = _sheet(comparison, low, labels, form)
        curves = _draw_curves(sheet, low, comparison, look)
        if compared:
            _draw_gaps(sheet, comparison, look)
        for axes in sheet.figure.axes:
            axes.set_xlim(0, comparison.scenario.days)
            axes.xaxis.set_major_locator(MaxNLocator(nbins=8, integer=True))
        sheet.figure.axes[-1].set_xlabel(say("days since launch"))
        label_beside(sheet, curves, labels, low, lead=True)
    return sheet.figure


def _sheet(comparison: Comparison, low: float, labels: Sequence[Label], form: Form) -> Page:
    """Make a page with room for all labels beside the curves, which begin at a height."""
    title, sentence = comparison.scenario.title, comparison.verdict.sentence
    return page_for(title, sentence, (HEIGHT - LESS * (not form.heading), low), form, labels)


def _draw_curves(sheet: Page, low: float, comparison: Comparison, look: dict[str, Look]) -> Axes:
    axes = sheet.plot(low, sheet.top)
    for scheme, every in comparison.daily.groupby("scheme", sort=False):
        curve = _thinned(every, sheet.form, len(look))
        days = curve["day"] + 1  # a day's figure holds at its end
        band = curve["retention_low"], curve["retention_high"]
        axes.fill_between(days, *band, color=look[str(scheme)].colour, alpha=0.18, lw=0)
        _draw(axes, days, curve["retention"], look[str(scheme)])
    axes.yaxis.set_major_formatter(lambda share, _: in_figures(f"{100 * share:g}%"))
    sheet.caption_over(axes, sheet.top, say(KEPT, start=_start(axes)))
    return axes


def _thinned(days: pd.DataFrame, form: Form, curves: int) -> pd.DataFrame:
    """Leave out days that nobody can see on a page, and never the first and the last."""
    most = min(MOST_POINTS, max(FEWEST_POINTS, ALL_POINTS // curves))
    step = 1 if form.heading else -(-len(days) // most)
    return days.iloc[sorted({0, *range((len(days) - 1) % step, len(days), step)})]


def _start(axes: Axes) -> str:
    """Say where the axis starts, if that is not at 0, for the curves look steeper then."""
    start = max(0.0, axes.get_ylim()[0])
    axes.set_ylim(bottom=start)
    if not start:
        return ""
    return say("; the axis starts at {start}, not at 0", start=whole_percent(start))


def _draw_gaps(sheet: Page, comparison: Comparison, look: dict[str, Look]) -> None:
    baseline = comparison.scenario.compare.baseline
    more = say(
        'More customers kept than under "{baseline}" (bars: 95% intervals, luck alone; {thin})',
        baseline=baseline,
        thin=thin_marks(comparison),
    )
    axes = sheet.panel(BOTTOM, SPLIT, more)
    wide = comparison.daily.pivot_table(index="day", columns="scheme", values="retention")
    axes.axhline(0, color=look[baseline].colour, lw=1.2, dashes=look[baseline].dashes)
    for scheme in comparison.schemes.index.drop(baseline):
        gap = _thinned((wide[scheme] - wide[baseline]).to_frame("gap"), sheet.form, len(look))[
            "gap"
        ]
        _draw(axes, gap.index + 1, gap, look[scheme])
    ends = comparison.schemes[["difference_low", "difference_high"]].to_numpy().ravel().tolist()
    for scheme in comparison.schemes.index.drop(baseline):
        ends += _models(comparison, str(scheme))
    axes.update_datalim([(0, end) for end in ends if math.isfinite(end)])
    axes.autoscale_view()
    _draw_ends(sheet, axes, comparison, look)
    axes.yaxis.set_major_formatter(
        lambda share, _: in_figures(f"{100 * share:+g} pp") if share else "0"
    )


def _draw_ends(sheet: Page, axes: Axes, comparison: Comparison, look: dict[str, Look]) -> None:
    others = comparison.schemes.drop(comparison.scenario.compare.baseline)
    for place, (scheme, row) in enumerate(others.iterrows()):
        x = sheet.form.right + 0.05 + min(0.055, 0.25 / len(others)) * place
        ends = [sheet.up(axes, row[end]) for end in ("difference_low", "difference_high")]
        sheet.line([x, x], ends, color=look[str(scheme)].colour, lw=2.5, solid_capstyle="butt")
        models = [sheet.up(axes, end) for end in _models(comparison, str(scheme))]
        if models:
            sheet.line([x, x], models, color=look[str(scheme)].colour, lw=0.8)


def _models(comparison: Comparison, scheme: str) -> list[float]:
    """Give both ends of the difference over the plausible models; none where there are no models."""
    if comparison.assumptions is None:
        return []
    found = comparison.assumptions.spread("difference", scheme)
    return [found.low, found.high]


def _draw(
    axes: Axes, days: pd.Series[int] | pd.Index, shares: pd.Series[float], look: Look
) -> None:
    (line,) = axes.plot(days, shares, color=look.colour)
    if look.dashes:
        line.set_dashes(look.dashes)


def _labels(comparison: Comparison, look: dict[str, Look]) -> list[Label]:
    baseline = comparison.scenario.compare.baseline
    labels = []
    for scheme, row in comparison.schemes.iterrows():
        change = "" if scheme == baseline else f" ({points(row['difference'])})"
        words = f"{scheme}\n{percent(row['retention'])}{change}"
        labels.append(Label(float(row["retention"]), words, look[str(scheme)]))
    return labels
