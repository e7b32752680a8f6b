"""The journey map: how customers feel where they meet the firm, peaks and lows, one line a scheme."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, NamedTuple

from loyaltysim.language import in_figures, say
from loyaltysim.report.plots.canvas import BOTTOM, FILE, Form, Label, label_beside, page
from loyaltysim.report.plots.style import looks, styled
from loyaltysim.report.tables.journey import STAGES, stage_of
from loyaltysim.simulation.recording.journey import HIGH, LOW

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from loyaltysim.comparison import Comparison
    from loyaltysim.report.plots.canvas import Page
    from loyaltysim.report.plots.style import Look

HEIGHT, SHARES, GAP = 6.2, 1.5, 0.55
"""Inches of the page, of the plot of peaks and lows, and between the plots."""
SHORT = 8
"""Characters of a line of a stage's name where there is little room."""
WIDTH_OF_BARS = 0.7
MEANS = ("feeling", "low", "high", "peaks", "lows")
SENTENCE = (
    "Above 0 warmth and relief outweigh the effort, below 0 effort or trouble does. "
    "Filled: mostly humans are there; hollow: machines, or nobody. Feelings are an assumption and decide nothing."
)


def journey_figure(comparison: Comparison, form: Form = FILE) -> Figure:
    """Draw the mean feeling at each stage, and the shares of meetings that are peaks and lows.

    Returns
    -------
    A picture of its own, unknown to pyplot; `figure.savefig(...)` writes it.
    """
    found = comparison.journey.assign(
        where=[stage_of(row) for _, row in comparison.journey.iterrows()]
    )
    stages = [stage for stage in STAGES if (found["where"] == stage).any()]
    look = looks(
        [str(name) for name in comparison.schemes.index], comparison.scenario.compare.baseline
    )
    schemes = [name for name in look if (found["scheme"] == name).any()]
    points = {name: _points(found[found["scheme"] == name], stages) for name in schemes}
    labels = [
        Label(told[-1].feeling, _words(name, told), look[name]) for name, told in points.items()
    ]
    with styled():
        sheet = page(comparison.scenario.title, say(SENTENCE), HEIGHT, form, labels)
        middle = BOTTOM + SHARES
        upper, lower = _plots(sheet, middle)
        for place, (scheme, told) in enumerate(points.items()):
            shift = (place - (len(schemes) - 1) / 2) * WIDTH_OF_BARS / len(schemes)
            _line(upper, told, look[scheme], shift / 3)
            _bars(lower, told, look[scheme], shift, WIDTH_OF_BARS / len(schemes))
        words = [say(stage) if form.beside else _narrow(say(stage)) for stage in stages]
        for axes in (upper, lower):
            axes.axhline(0, color="#999999", lw=0.8)
            axes.set_xticks(range(len(stages)), words if axes is lower else [""] * len(stages))
            axes.set_xlim(-0.5, len(stages) - 0.5)
        lower.yaxis.set_major_formatter(lambda y, _: in_figures(f"{abs(y):.0%}"))
        upper.yaxis.set_major_formatter(lambda y, _: in_figures(f"{y:+g}") if y else "0")
        label_beside(sheet, upper, labels, middle + GAP, lead=False)
    return sheet.figure


def _plots(sheet: Page, middle: float) -> tuple[Axes, Axes]:
    """Make the plot of feelings, and below it that of peaks and lows."""
    shares = say(
        "Peaks (feeling {high} or more) and lows ({low} or less), share of meetings",
        high=in_figures(f"{HIGH:+g}"),
        low=in_figures(f"{LOW:+g}"),
    )
    lower = sheet.panel(BOTTOM, middle, shares)
    means = say("Mean feeling of a meeting, -1 to 1 (bars: 95% interval, luck alone)")
    return sheet.panel(middle + GAP, sheet.top, means), lower


def _narrow(stage: str) -> str:
    return textwrap.fill(stage, SHORT, break_long_words=False)


class Point(NamedTuple):
    """What stands at a stage: its place, the feeling with its interval, peaks and lows, and whether mostly humans are there."""

    place: int
    feeling: float
    low: float
    high: float
    peaks: float
    lows: float
    human: bool


def _points(rows: pd.DataFrame, stages: list[str]) -> list[Point]:
    """Give what stands at each stage; several handlers of one stage are averaged by their meetings."""
    points = []
    for place, stage in enumerate(stages):
        here = rows[rows["where"] == stage]
        if here.empty:
            continue
        weight = here["meetings"] / here["meetings"].sum()
        means = {name: float((here[name] * weight).sum()) for name in MEANS}
        human = float(weight[here["by"] == "human"].sum()) > 1 / 2
        points.append(Point(place=place, human=human, **means))
    return points


def _line(axes: Axes, points: list[Point], look: Look, shift: float) -> None:
    at = [point.place + shift for point in points]
    feelings = [point.feeling for point in points]
    (line,) = axes.plot(at, feelings, color=look.colour, lw=1.4)
    if look.dashes:
        line.set_dashes(look.dashes)
    for x, point in zip(at, points, strict=True):
        axes.plot([x, x], [point.low, point.high], color=look.colour, lw=1)
        face = look.colour if point.human else "white"
        axes.plot(
            [x], [point.feeling], color=look.colour, marker=look.marker, ms=7, mfc=face, ls=""
        )


def _bars(axes: Axes, points: list[Point], look: Look, shift: float, width: float) -> None:
    at = [point.place + shift for point in points]
    axes.bar(at, [point.peaks for point in points], width, color=look.colour)
    axes.bar(at, [-point.lows for point in points], width, color=look.colour, alpha=0.45)


def _words(scheme: str, points: list[Point]) -> str:
    feelings = ", ".join(in_figures(f"{point.feeling:+.2f}") for point in points)
    return f"{scheme}\n{feelings}"
