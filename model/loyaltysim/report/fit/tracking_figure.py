"""The tracking plot: weekly repeat purchases, actual and expected, with the interval of each week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.report.plots.canvas import BOTTOM, FILE, MARGIN, page
from loyaltysim.report.plots.style import BASELINE, COLOURS, styled

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from loyaltysim.calibration.fit_log import FittedLog
    from loyaltysim.report.plots.canvas import Form

HEIGHT = 4.6
TITLE = "Do the fitted customers buy as the real ones did?"
SENTENCE = "Dots are actual purchases after the first, the line what the fitted customers are expected to make."


def tracking_figure(fit: FittedLog, form: Form = FILE) -> Figure:
    """Draw weekly repeat purchases through the fitted and the held-out days."""
    track = fit.track
    days, period = fit.pace.dates(track.last_day), fit.pace.period
    with styled():
        sheet = page(TITLE, SENTENCE, HEIGHT, form)
        axes = sheet.plot(BOTTOM, sheet.top, right=form.width - MARGIN)
        sheet.caption_over(
            axes, sheet.top, f"repeat purchases a {period}, with a 95% interval for each {period}"
        )
        axes.fill_between(days, track.low, track.high, color=COLOURS[0], alpha=0.15, lw=0)
        axes.plot(days, track.expected, color=COLOURS[0])
        axes.plot(days, track.actual, color=BASELINE, marker="o", ms=3.5, lw=0)
        if track.holdout.any():
            border = float(fit.pace.real(fit.history.end))  # matplotlib counts days from 1970, too
            axes.axvline(border, color="#999999", lw=1.0, ls="--")
            axes.annotate(
                " held out",
                (border, 1.0),
                xycoords=("data", "axes fraction"),
                va="top",
                color="#555555",
            )
        axes.set_ylim(bottom=0)
        axes.tick_params(axis="x", labelrotation=20)
    return sheet.figure
