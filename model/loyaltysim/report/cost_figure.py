"""What it costs to keep customers: programme cost against the difference in retention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.report.canvas import BOTTOM, Label, label_beside, page
from loyaltysim.report.numbers import amount, points
from loyaltysim.report.style import BASELINE, looks, styled

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from loyaltysim.comparison import Comparison
    from loyaltysim.report.style import Look

HEIGHT = 5.2
SENTENCE = (
    "Higher keeps more customers, further left costs less: the best schemes stand at the top left. "
    'The dotted line is "{baseline}".'
)


def cost_figure(comparison: Comparison) -> Figure:
    """Draw each scheme's programme cost against its retention relative to the baseline.

    Returns
    -------
    A picture of its own, unknown to pyplot; `figure.savefig(...)` writes it.
    """
    scenario = comparison.scenario
    baseline = scenario.compare.baseline
    with styled():
        sheet = page(scenario.title, SENTENCE.format(baseline=baseline), HEIGHT)
        caption = f'More customers kept than under "{baseline}" (bar: 95% interval, luck alone)'
        axes = sheet.panel(BOTTOM, sheet.top, caption)
        look = looks(list(comparison.schemes.index), baseline)
        axes.axhline(0, color=BASELINE, lw=1.2, dashes=look[baseline].dashes)
        for scheme, row in comparison.schemes.iterrows():
            _draw(axes, row, look[str(scheme)])
        axes.margins(x=0.08, y=0.12)
        axes.yaxis.set_major_formatter(lambda share, _: f"{100 * share:+g} pp" if share else "0")
        axes.set_xlabel(
            f"programme cost, {scenario.currency} per launch customer in {scenario.days} days"
        )
        label_beside(sheet, axes, _labels(comparison, look), BOTTOM, lead=False)
    return sheet.figure


def _draw(axes: Axes, row: pd.Series[float], look: Look) -> None:
    arms = [
        [row["difference"] - row["difference_low"]],
        [row["difference_high"] - row["difference"]],
    ]
    axes.errorbar(
        [row["programme_cost"]],
        [row["difference"]],
        yerr=arms,
        marker=look.marker,
        color=look.colour,
        markersize=7,
        elinewidth=1.2,
        capsize=3,
        ls="",
    )


def _labels(comparison: Comparison, look: dict[str, Look]) -> list[Label]:
    labels = []
    for scheme, row in comparison.schemes.iterrows():
        cost = f"{comparison.scenario.currency} {amount(row['programme_cost'])}"
        words = f"{scheme}\n{points(row['difference'])} for {cost}"
        labels.append(Label(float(row["difference"]), words, look[str(scheme)]))
    return labels
