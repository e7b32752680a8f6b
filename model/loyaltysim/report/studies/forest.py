"""The forest plot: every finding as published and as simulated, on the scale of its band."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from loyaltysim.report.plots.canvas import FILE, page
from loyaltysim.report.plots.style import styled
from loyaltysim.report.studies.summary import headline
from loyaltysim.report.studies.table import number, span
from loyaltysim.report.studies.walk import in_families

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from loyaltysim.report.plots.canvas import Form, Page
    from loyaltysim.studies.evidence import Evidence, Row

ROW, ABOVE, BARE, BELOW = 0.21, 2.0, 0.4, 0.75
"""Inches: a row, the heading, what is above a plot without one, and the axis."""
WIDEST = 4.0
"""Half-widths of a band beyond which a mark stands at the edge."""
IN, OUT = "#0072b2", "#d55e00"
NUMBERS = 6.45
"""Inches from the left where numbers stand."""
PLOT, NARROW_PLOT = (2.9, 6.3), (2.0, 4.2)
"""Edges of the plot beside the names."""
PICTURE = "The evidence: published and simulated"
MARKS = "diamond: published; dot or cross: simulated;\nline: studies of the same size"


def forest(evidence: Evidence, form: Form = FILE) -> Figure:
    """Draw the findings; where there is no room beside the plot, without their numbers.

    Returns
    -------
    A picture of its own, unknown to pyplot.
    """
    rows = in_families(evidence)
    with styled():
        told = " ".join(headline(evidence))
        above = ABOVE if form.heading else BARE
        sheet = page(PICTURE, told, above + BELOW + ROW * len(rows), form)
        axes = sheet.plot(BELOW, sheet.top, *(PLOT if form.beside else NARROW_PLOT))
        sheet.caption(sheet.top, "Each finding on the scale of its band (grey)")
        _scales(axes, len(rows))
        for place, row in enumerate(rows):
            _draw(axes, row, len(rows) - 1 - place)
            _write(sheet, axes, row, len(rows) - 1 - place)
    return sheet.figure


def _scales(axes: Axes, rows: int) -> None:
    axes.axvspan(-1, 1, color="#e9e9e9", lw=0, zorder=0)
    axes.set_xlim(-WIDEST - 0.3, WIDEST + 0.3)
    axes.set_ylim(-0.7, rows - 0.3)
    axes.set_yticks([])
    axes.grid(visible=False)
    axes.set_xticks([-1, 0, 1])
    axes.set_xticklabels(["band from", "", "to"])
    axes.set_xlabel(MARKS)


def _draw(axes: Axes, row: Row, height: int) -> None:
    low, high = (_scaled(row, value) for value in row.sampled)
    colour = IN if row.agrees else OUT
    if not math.isnan(low):
        axes.plot([low, high], [height, height], color=colour, lw=1.0, alpha=0.6)
    if row.finding.published is not None:
        published = _scaled(row, row.finding.published)
        axes.plot([published], [height], "D", ms=5, mfc="white", mec="#333333", zorder=3)
    mark = "o" if row.agrees else "X"
    axes.plot([_scaled(row, row.value)], [height], mark, ms=5.5, color=colour, zorder=4)


def _scaled(row: Row, value: float) -> float:
    """Put a number on the scale on which the band reaches from -1 to 1, cut at the edges."""
    low, high = row.finding.band
    half = max((high - low) / 2.0, 1e-9)
    return min(max((value - (low + high) / 2.0) / half, -WIDEST), WIDEST)


def _write(sheet: Page, axes: Axes, row: Row, height: int) -> None:
    up, form = sheet.up(axes, height), sheet.form
    look = {"size": 7.5, "va": "center", "weight": "normal" if row.agrees else "bold"}
    sheet.write(
        sheet.edge, up, f"{row.name} ({row.finding.use})" if form.beside else row.name, **look
    )
    if form.beside:
        told = f"{number(row.finding.published)} [{span(*row.finding.band)}]: {number(row.value)}"
        sheet.write(NUMBERS, up, told, **look)
