"""The tornado: how far each parameter alone moves what a scheme does, the strongest on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator

from loyaltysim.experiments.aims import AIMS
from loyaltysim.experiments.plans.labels import short_labels
from loyaltysim.report.experiments.effects import scale, unit
from loyaltysim.report.plots.canvas import BOTTOM, MARGIN, WIDTH, page
from loyaltysim.report.plots.style import BASELINE, COLOURS, styled

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from loyaltysim.experiments.aims import AimName
    from loyaltysim.experiments.plans.design import Axis
    from loyaltysim.experiments.sensitivity.found import Sensitivity
    from loyaltysim.report.plots.canvas import Page

HEIGHT, ROW = 2.2, 0.3
"""Inches: the page without rows, and the room of each."""
LABELS, GAP = 2.75, 0.25
"""Inches: where the first panel begins, and what lies between panels."""
MOST = 20
COLOUR_OF = {"at_low": COLOURS[0], "at_high": COLOURS[1]}
LISTED = "#9a9a9a"
SENTENCE = (
    'What "{scheme}" changes against "{baseline}", when one parameter alone goes to its lower end (blue) or its upper '
    "end (orange) and all others stay as in the scenario (the line). {listed}Widest on top, by {first}; the same customers "
    "with the same luck at every point."
)
LISTS = "Of a list (grey): from the value that does least to the one that does most. "


def tornado_figure(found: Sensitivity, scheme: str) -> Figure:
    """Draw a scheme's effects at both ends of every parameter.

    Returns
    -------
    A picture of its own, unknown to pyplot; `figure.savefig(...)` writes it.
    """
    asked = found.space.experiment
    aims, scenario = found.space.plan.effects, asked.scenario
    table = widest(found.indices, scheme, aims[0]).head(MOST)
    labels = short_labels(found.space.axes)
    with styled():
        told = SENTENCE.format(
            scheme=scheme,
            baseline=scenario.compare.baseline,
            first=AIMS[aims[0]].label,
            listed=LISTS if table["listed"].any() else "",
        )
        sheet = page(found.space.plan.title or scenario.title, told, HEIGHT + ROW * len(table))
        width = (WIDTH - MARGIN - LABELS - GAP * (len(aims) - 1)) / len(aims)
        for number, aim in enumerate(aims):
            left = LABELS + number * (width + GAP)
            axes = sheet.plot(BOTTOM, sheet.top, left, left + width)
            rows = rows_of(found.indices, scheme, aim)
            _draw(axes, rows.set_index("parameter").loc[list(table["parameter"])], aim)
            axes.set_xlabel(unit(AIMS[aim], scenario.currency))
            sheet.write(
                left, sheet.top + 0.1, AIMS[aim].label, size=9, color="#444444", va="bottom"
            )
            if not number:
                _name(sheet, axes, table, labels, found.space.axes)
    return sheet.figure


def rows_of(indices: pd.DataFrame, scheme: str, aim: AimName) -> pd.DataFrame:
    """Give the rows of a scheme's effect, one a parameter."""
    return indices[(indices["scheme"] == scheme) & (indices["effect"] == aim)]


def widest(indices: pd.DataFrame, scheme: str, aim: AimName) -> pd.DataFrame:
    """Give a scheme's parameters from the one that moves an effect furthest to the one that moves it least."""
    rows = rows_of(indices, scheme, aim)
    ends = rows[["as_is", "at_low", "at_high"]]
    swing = ends.max(axis=1) - ends.min(axis=1)
    return rows.loc[swing.sort_values(ascending=False, kind="stable").index]


def _draw(axes: Axes, rows: pd.DataFrame, aim: AimName) -> None:
    times, count = scale(AIMS[aim]), len(rows)
    axes.use_sticky_edges = False  # a bar that begins at the edge still leaves a margin
    for number, (_, row) in enumerate(rows.iterrows()):
        height = count - 1 - number
        if row["listed"]:
            width = times * (row["at_high"] - row["at_low"])
            axes.barh(height, width, 0.62, times * row["at_low"], color=LISTED)
            continue
        ends = [(times * (row[end] - row["as_is"]), colour) for end, colour in COLOUR_OF.items()]
        for width, colour in sorted(ends, key=lambda end: -abs(end[0])):  # the longer one below
            axes.barh(height, width, 0.62, times * row["as_is"], color=colour)
    axes.axvline(times * rows["as_is"].iloc[0], color=BASELINE, lw=1.2)
    axes.axvline(0.0, color=BASELINE, lw=0.8, dashes=(1, 1))
    axes.set_ylim(-0.6, count - 0.4)
    axes.set_yticks([])
    axes.grid(visible=True, axis="x")
    axes.margins(x=0.06)
    axes.xaxis.set_major_locator(MaxNLocator(4))
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:+g}" if value else "0")


def _name(
    sheet: Page,
    axes: Axes,
    table: pd.DataFrame,
    labels: dict[str, str],
    varied: Mapping[str, Axis],
) -> None:
    """Write beside the first panel which parameter a row is, and from where to where it goes."""
    for number, (_, row) in enumerate(table.iterrows()):
        height = sheet.up(axes, len(table) - 1 - number)
        path = str(row["parameter"])
        count = len(varied[path].alone())
        ends = f"{count} values" if row["listed"] else f"{row['low']:g} to {row['high']:g}"
        name = labels[path]
        sheet.write(MARGIN, height + 0.005, _cut(name), size=8.5, va="center")
        sheet.write(LABELS - 0.1, height, ends, size=7.5, color="#666666", va="center", ha="right")


def _cut(name: str, most: int = 25) -> str:
    return name if len(name) <= most else f"...{name[3 - most :]}"
