"""What a run shows before its end: curves of finished markets, with bands where there are enough of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.language import say
from loyaltysim.report.labels import labels
from loyaltysim.report.numbers import percent
from loyaltysim.report.page.drawing import picture
from loyaltysim.report.plots.canvas import BOTTOM, Label, label_beside, page, room_beside
from loyaltysim.report.plots.style import looks, styled
from loyaltysim.studio.templating import rendered

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from loyaltysim.comparison.comparison import Comparison
    from loyaltysim.report.plots.canvas import Form

FEWEST = 10
"""Markets below which the spread between them is too poorly known for a band."""
HEIGHT = 4.0


def early_html(comparison: Comparison, *, final: bool) -> str:
    """Write what can be shown so far.

    Parameters
    ----------
    final
        Whether this is the main result, to which only the assumptions are missing.
    """
    own = labels(comparison.scenario)
    markets = comparison.markets_played
    banded = markets >= FEWEST
    told = (
        say("Lines are means, bands 95% intervals that stand for luck alone.")
        if banded
        else say(
            "Without bands: so few markets tell little about luck, and the order may still change."
        )
    )
    drawn = picture(
        "early",
        lambda form: early_figure(comparison, form, banded=banded),
        own(say("Who is still a customer")),
        told,
    )
    return rendered(
        "early.html",
        picture=drawn,
        markets=markets,
        customers=markets * comparison.market_size,
        final=final,
        sentence=own(comparison.verdict.sentence) if final else "",
    )


def early_figure(comparison: Comparison, form: Form, *, banded: bool) -> Figure:
    """Draw the share of launch customers who are still there, day by day."""
    with styled():
        look = looks(list(comparison.gathered.sums), comparison.scenario.compare.baseline)
        daily = comparison.daily
        ends = daily.groupby("scheme", sort=False)["retention"].last()
        told = [
            Label(float(end), f"{name}\n{percent(float(end))}", look[str(name)])
            for name, end in ends.items()
        ]
        height = max(HEIGHT, BOTTOM + room_beside(told) + 0.4) if form.beside else HEIGHT
        sheet = page("", "", height, form, told)
        axes = sheet.plot(BOTTOM, sheet.top)
        for scheme, days in daily.groupby("scheme", sort=False):
            one, along = look[str(scheme)], days["day"] + 1
            if banded:
                band = days["retention_low"], days["retention_high"]
                axes.fill_between(along, *band, color=one.colour, alpha=0.18, lw=0)
            (line,) = axes.plot(along, days["retention"], color=one.colour)
            if one.dashes:
                line.set_dashes(one.dashes)
        axes.set_xlim(0, comparison.scenario.days)
        axes.yaxis.set_major_formatter(lambda share, _: f"{100 * share:g}%")
        axes.set_xlabel(say("days since launch"))
        sheet.caption_over(axes, sheet.top, say("Share of the customers at the launch"))
        label_beside(sheet, axes, told, BOTTOM, lead=True)
    return sheet.figure
