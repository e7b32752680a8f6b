"""Cohort retention: who buys again, four weeks by four weeks since the first purchase."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.ticker import MaxNLocator

from loyaltysim.report.canvas import BOTTOM, MARGIN, WIDTH, page
from loyaltysim.report.style import BASELINE, COLOURS, styled

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from loyaltysim.calibration.fit_log import FittedLog

HEIGHT = 4.6
_LARGE = 100
"""Customers of a cohort that has a line of its own."""


def cohort_figure(fit: FittedLog) -> Figure:
    """Draw the share of customers who buy in each period since their first purchase."""
    found = fit.cohorts
    active, expected = found.pooled()
    number = np.arange(1, active.size + 1)
    span = "four weeks" if fit.pace.daily else f"four {fit.pace.period}s"
    told = (
        f"Dots are the customers of the log, the line what the fitted ones are expected to do; thin lines are those first seen in "
        f"the same {span}, where they are at least {_LARGE}."
    )
    with styled():
        sheet = page("Do the fitted customers come back as the real ones did?", told, HEIGHT)
        sheet.caption(
            sheet.top, f"share of customers who bought within {span}, the first purchase apart"
        )
        axes = sheet.plot(BOTTOM + 0.15, sheet.top, right=WIDTH - MARGIN)
        for start in np.unique(found.start[found.customers >= _LARGE]):
            rows = found.start == start
            axes.plot(found.period[rows], found.active[rows], color="#bbbbbb", lw=0.7)
        axes.plot(number, expected, color=COLOURS[0])
        axes.plot(number, active, color=BASELINE, marker="o", ms=4.5, lw=0)
        axes.set_xlabel(f"{span} since the first purchase: the first, the second, ...")
        axes.set_ylim(bottom=0)
        axes.yaxis.set_major_locator(MaxNLocator(8, steps=[1, 2, 5, 10]))
        axes.yaxis.set_major_formatter("{x:.0%}")
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    return sheet.figure
