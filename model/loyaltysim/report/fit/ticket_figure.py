"""What is spent a purchase: the log's purchases beside those of fitted customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.ticker import LogLocator, MaxNLocator, NullLocator

from loyaltysim.report.plots.canvas import BOTTOM, FILE, MARGIN, page
from loyaltysim.report.plots.style import BASELINE, COLOURS, styled

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from loyaltysim.calibration.tickets import Tickets
    from loyaltysim.report.plots.canvas import Form

HEIGHT = 4.2
TITLE = "Do the fitted customers spend as the real ones did?"
SENTENCE = "Bars are the purchases of the log, the line those of the fitted customers; classes are equally wide on a logarithmic scale."


def ticket_figure(tickets: Tickets, form: Form = FILE) -> Figure:
    """Draw shares of purchases by what was spent."""
    with styled():
        sheet = page(TITLE, SENTENCE, HEIGHT, form)
        axes = sheet.plot(BOTTOM, sheet.top, right=form.width - MARGIN)
        sheet.caption_over(axes, sheet.top, "share of purchases by what was spent")
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
