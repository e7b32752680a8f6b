"""Cohort retention: who buys again, four weeks by four weeks since the first purchase."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.ticker import MaxNLocator

from loyaltysim.report.plots.canvas import BOTTOM, FILE, MARGIN, page
from loyaltysim.report.plots.style import BASELINE, COLOURS, styled

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from loyaltysim.calibration.fit_log import FittedLog
    from loyaltysim.report.plots.canvas import Form

HEIGHT = 4.6
TITLE = "Do the fitted customers come back as the real ones did?"
_LARGE = 100
"""Customers of a cohort that has a line of its own."""


def _span(fit: FittedLog) -> str:
    return "four weeks" if fit.pace.daily else f"four {fit.pace.period}s"


def cohort_sentence(fit: FittedLog) -> str:
    """Say what to see."""
    return (
        "Dots are the customers of the log, the line what the fitted ones are expected to do; thin lines are those first seen in "
        f"the same {_span(fit)}, where they are at least {_LARGE}."
    )


def cohort_figure(fit: FittedLog, form: Form = FILE) -> Figure:
    """Draw the share of customers who buy in each period since their first purchase."""
    found = fit.cohorts
    active, expected = found.pooled()
    number = np.arange(1, active.size + 1)
    span = _span(fit)
    with styled():
        sheet = page(TITLE, cohort_sentence(fit), HEIGHT, form)
        axes = sheet.plot(BOTTOM + 0.15, sheet.top, right=form.width - MARGIN)
        sheet.caption_over(
            axes,
            sheet.top,
            f"share of customers who bought within {span}, the first purchase apart",
        )
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
