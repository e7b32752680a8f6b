"""The journey map: how customers feel where they meet the firm, peaks and lows, one line a scheme."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, NamedTuple

from loyaltysim.language import in_figures, say
from loyaltysim.report.plots.canvas import BOTTOM, FILE, Form, Label, label_beside, page
from loyaltysim.report.plots.style import looks, styled
from loyaltysim.report.staffing import HUMAN
from loyaltysim.report.tables.journey import STAGES, stage_of
from loyaltysim.simulation.recording.journey import HANDLERS, HIGH, LOW, NOBODY

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
    "Filled: a human is there; hollow: a machine, or nobody. Feelings sum up, by an assumption, what customers meet: they show where it "
    "differs; whether customers stay hangs on warmth, effort and trouble themselves."
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
    stops = _stops(found)
    look = looks(
        [str(name) for name in comparison.schemes.index], comparison.scenario.compare.baseline
    )
    schemes = [name for name in look if (found["scheme"] == name).any()]
    points = {name: _points(found[found["scheme"] == name], stops) for name in schemes}
    labels = [
        Label(told[-1].feeling, _words(name, told, stops), look[name])
        for name, told in points.items()
    ]
    with styled():
        sheet = page(comparison.scenario.title, say(SENTENCE), HEIGHT, form, labels)
        middle = BOTTOM + SHARES
        upper, lower = _plots(sheet, middle)
        for place, (scheme, told) in enumerate(points.items()):
            shift = (place - (len(schemes) - 1) / 2) * WIDTH_OF_BARS / len(schemes)
            _line(upper, told, look[scheme], shift / 3)
            _bars(lower, told, look[scheme], shift, WIDTH_OF_BARS / len(schemes))
        words = [stop.words if form.beside else _narrow(stop.words) for stop in stops]
        for axes in (upper, lower):
            axes.axhline(0, color="#999999", lw=0.8)
            axes.set_xticks(range(len(stops)), words if axes is lower else [""] * len(stops))
            axes.set_xlim(-0.5, len(stops) - 0.5)
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


class Stop(NamedTuple):
    """A stage with who is there, and what to call it."""

    stage: str
    by: str
    words: str


def _stops(found: pd.DataFrame) -> list[Stop]:
    """Give the stages with who is there in any scheme; a stage at which several are has each by itself."""
    stops = []
    for stage in STAGES:
        here = [
            by
            for by in (*HANDLERS, NOBODY)
            if ((found["where"] == stage) & (found["by"] == by)).any()
        ]
        for by in here:
            name = say(stage)
            stops.append(Stop(stage, by, f"{name}: {say(by)}" if len(here) > 1 else name))
    return stops


def _narrow(stage: str) -> str:
    return textwrap.fill(stage, SHORT, break_long_words=False)


class Point(NamedTuple):
    """What stands at a stop: its place, the feeling with its interval, peaks and lows, and whether humans are there."""

    place: int
    feeling: float
    low: float
    high: float
    peaks: float
    lows: float
    human: bool


def _points(rows: pd.DataFrame, stops: list[Stop]) -> list[Point]:
    """Give what stands at each stop, as the table of the journey has it."""
    points = []
    for place, stop in enumerate(stops):
        here = rows[(rows["where"] == stop.stage) & (rows["by"] == stop.by)]
        if here.empty:
            continue
        means = {name: float(here[name].iloc[0]) for name in MEANS}
        points.append(Point(place=place, human=stop.by == HUMAN, **means))
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


def _words(scheme: str, points: list[Point], stops: list[Stop]) -> str:
    """Name a scheme, and where its customers feel best."""
    best = max(points, key=lambda point: point.feeling)
    return f"{scheme}\n{stops[best.place].words} {in_figures(f'{best.feeling:+.2f}')}"
