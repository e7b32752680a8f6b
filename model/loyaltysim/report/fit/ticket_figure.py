"""What is spent a purchase: the log's purchases beside those of fitted customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.ticker import LogLocator, MaxNLocator, NullLocator

from loyaltysim.report.canvas import BOTTOM, MARGIN, WIDTH, page
from loyaltysim.report.style import BASELINE, COLOURS, styled

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from loyaltysim.calibration.tickets import Tickets

HEIGHT = 4.2


def ticket_figure(tickets: Tickets) -> Figure:
    """Draw shares of purchases by what was spent."""
    told = "Bars are the purchases of the log, the line those of the fitted customers; classes are equally wide on a logarithmic scale."
    with styled():
        sheet = page("Do the fitted customers spend as the real ones did?", told, HEIGHT)
        sheet.caption(sheet.top, "share of purchases by what was spent")
        axes = sheet.plot(BOTTOM, sheet.top, right=WIDTH - MARGIN)
        axes.stairs(tickets.actual, tickets.edges, color=BASELINE, alpha=0.35, fill=True)
        middle = np.sqrt(tickets.edges[1:] * tickets.edges[:-1])
        axes.plot(middle, tickets.expected, color=COLOURS[0])
        axes.set_xscale("log")
        axes.xaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
        axes.xaxis.set_major_formatter("{x:,.6g}")
        axes.xaxis.set_minor_locator(NullLocator())
        axes.yaxis.set_major_formatter("{x:.0%}")
        axes.set_ylim(bottom=0)
        axes.yaxis.set_major_locator(MaxNLocator(7, steps=[1, 2, 5, 10]))
    return sheet.figure
