"""The funnel of why not as a picture: what became of the days with a prompt, under every scheme."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from loyaltysim.language import in_figures, say
from loyaltysim.report.plots.canvas import FILE, Form
from loyaltysim.report.plots.rows import Rows, rows_figure
from loyaltysim.report.why_not import BEFORE, CLASSES, PROMPTED, SHOWN, why_not_sentence

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from loyaltysim.comparison import Comparison


def funnel_figure(comparison: Comparison, form: Form = FILE) -> Figure:
    """Draw the share of prompted days on which customers acted, and what kept them from it on the others.

    Returns
    -------
    A picture of its own, unknown to pyplot.
    """
    shares = comparison.why_not
    prompted = 1.0 - shares.filter(items=BEFORE).sum(axis=1)
    classes = [
        str(name) for name in shares.columns if name not in BEFORE and (shares[name] >= SHOWN).any()
    ]
    marks = {
        str(scheme): [
            (float(row[name]) / among if among else 0.0, math.nan, math.nan) for name in classes
        ]
        for (scheme, row), among in zip(shares.iterrows(), prompted, strict=True)
    }
    rows = Rows(
        sentence=why_not_sentence(comparison),
        caption=say("What became of the days with a prompt, and what alone would have turned them"),
        unit=say("share of the days with a prompt"),
        names=[say(CLASSES[name]).removeprefix(say(PROMPTED)) for name in classes],
        marks=marks,
        told=lambda share: in_figures(f"{100 * share:g}%"),
    )
    return rows_figure(comparison, rows, form)
