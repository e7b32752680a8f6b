"""Winners and losers as a picture: what each scheme does to the chance of staying, group by group."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from loyaltysim.comparison.winners import LUCKS
from loyaltysim.language import in_figures, say
from loyaltysim.report.numbers import whole
from loyaltysim.report.plots.canvas import FILE, Form
from loyaltysim.report.plots.rows import Rows, rows_figure

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from loyaltysim.comparison import Comparison


def winners_figure(comparison: Comparison, form: Form = FILE) -> Figure:
    """Draw the difference that each scheme makes to the chance of staying, by segment, tier and user type.

    Returns
    -------
    A picture of its own, unknown to pyplot.

    Raises
    ------
    ValueError
        When nobody was replayed, or nothing is compared.
    """
    if comparison.lives is None or comparison.lives.winners.empty:
        msg = "nobody was replayed with other lucks"
        raise ValueError(msg)
    table = comparison.lives.winners
    groups = list(dict.fromkeys(zip(table["by"], table["group"], strict=True)))
    found = table.set_index(["scheme", "by", "group"])[["difference", "low", "high"]]
    marks = {
        str(scheme): [_mark(found, (scheme, *group)) for group in groups]
        for scheme in dict.fromkeys(table["scheme"])
    }
    rows = Rows(
        sentence=say(
            '{customers} customers were played again with {lucks} different lucks, under each scheme and under "{baseline}": marks '
            "right of the line are groups that stay more often under the scheme, left of it less often.",
            customers=whole(int(table["customers"].max())),
            lucks=LUCKS,
            baseline=comparison.scenario.compare.baseline,
        ),
        caption=say("Change of the chance of staying (lines: 95% intervals over these customers)"),
        unit=say("percentage points"),
        names=[_name(str(by), str(group)) for by, group in groups],
        marks=marks,
        told=lambda share: in_figures(f"{100 * share:+g}") if share else "0",
    )
    return rows_figure(comparison, rows, form)


def _mark(found: pd.DataFrame, key: tuple[object, ...]) -> tuple[float, float, float]:
    if key not in found.index:
        return (math.nan, math.nan, math.nan)
    row = found.loc[[key]].iloc[0]
    return float(row["difference"]), float(row["low"]), float(row["high"])


def _name(by: str, group: str) -> str:
    if by == "all":
        return say("all customers")
    known = say(group) if by == "user type" else group
    return f"{known} ({say(by.replace('_', ' '))})"
