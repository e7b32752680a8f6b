"""A row for each of several things, and on it a mark for each scheme: what the funnel and the winners are drawn as."""

from __future__ import annotations

import math
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.ticker import FuncFormatter, MaxNLocator

from loyaltysim.report.plots.canvas import (
    BOTTOM,
    FILE,
    Form,
    Label,
    label_beside,
    page,
    room_beside,
)
from loyaltysim.report.plots.style import looks, styled

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from loyaltysim.comparison import Comparison
    from loyaltysim.report.plots.canvas import Page
    from loyaltysim.report.plots.style import Look

    Mark = tuple[float, float, float]
    """A value with the ends of its interval; NaN where there is none."""

NAMES, CHARACTERS = 2.0, 24
"""Inches and characters of the names of rows."""
ROW, OF_SCHEME, HEAD = 0.26, 0.09, 1.9
"""Inches: a row, what each scheme adds to it, and what stands above all rows."""


@dataclass(frozen=True)
class Rows:
    """What is drawn."""

    sentence: str
    """What to see."""

    caption: str
    unit: str
    names: Sequence[str]
    marks: Mapping[str, Sequence[Mark]]
    """By scheme, one for each row."""

    told: Callable[[float], str]
    """Writes a number of the axis."""


def rows_figure(comparison: Comparison, rows: Rows, form: Form = FILE) -> Figure:
    """Draw marks on rows, with a line at zero.

    Returns
    -------
    A picture of its own, unknown to pyplot.
    """
    schemes = [str(name) for name in comparison.schemes.index]
    with styled():
        look = looks(schemes, comparison.scenario.compare.baseline)
        shown = [name for name in schemes if name in rows.marks]
        tall = len(rows.names) * (ROW + OF_SCHEME * len(shown))
        labels = [Label(-0.01 * place, name, look[name]) for place, name in enumerate(shown)]
        body = max(tall, room_beside(labels) if form.beside else 0.0)
        sheet = page(comparison.scenario.title, rows.sentence, HEAD + body, form, labels)
        _draw(sheet, rows, labels)
    return sheet.figure


def _draw(sheet: Page, rows: Rows, labels: Sequence[Label]) -> None:
    axes = sheet.plot(BOTTOM, sheet.top, NAMES, sheet.form.right)
    count = len(rows.names)
    axes.set_ylim(0.5 - count, 0.5)
    heights = [-row for row in range(count)]
    axes.set_yticks(heights, [textwrap.fill(name, CHARACTERS) for name in rows.names])
    axes.axvline(0, color="#222222", lw=0.8)
    for number, label in enumerate(labels):
        shift = 0.7 * ((number + 0.5) / len(labels) - 0.5)
        for row, (value, low, high) in enumerate(rows.marks[label.text]):
            _mark(axes, label.look, -row - shift, (value, low, high))
    axes.xaxis.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: rows.told(value)))
    axes.grid(visible=False, axis="y")
    axes.grid(visible=True, axis="x")
    axes.set_xlabel(rows.unit)
    sheet.caption_over(axes, sheet.top, rows.caption)
    label_beside(sheet, axes, labels, BOTTOM, lead=False)


def _mark(axes: Axes, look: Look, height: float, mark: Mark) -> None:
    value, low, high = mark
    if math.isfinite(low) and math.isfinite(high):
        axes.plot([low, high], [height, height], color=look.colour, lw=1.6)
    axes.plot([value], [height], color=look.colour, marker=look.marker, ms=5, linestyle="")
