"""A sensitivity in words and tables."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from loyaltysim.experiments.aims import AIMS
from loyaltysim.experiments.plans.labels import short_labels
from loyaltysim.experiments.sensitivity.ranking import ranking_lines
from loyaltysim.report.experiments.effects import fine
from loyaltysim.report.experiments.tornado import widest
from loyaltysim.report.tables.shapes import bullets, plain_table

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console
    from rich.table import Table

    from loyaltysim.experiments.aims import AimName
    from loyaltysim.experiments.sensitivity.found import Sensitivity

MOST = 12
"""Rows of a table; the file has all."""
ENDS = "lower and upper end: the effect when this parameter alone goes there and all others stay as in the scenario."
LISTS = 'Of a list ("one or another") these are its values with the least and the greatest effect, and steps go from one value to another.'
SCREENING = (
    "mean step: by how much the effect moves when the parameter goes from end to end, on average over places where all "
    "others vary too (Morris' mu*)."
)
SHARES = (
    "alone, in all: shares of the effect's variance when all of these vary: owed to the parameter by itself (first order), "
    "and with all that it does together with others (total), in percent with 95% intervals below; Sobol' indices."
)


def print_sensitivity(found: Sensitivity, out: Console) -> None:
    """Print what moves the effects, and what turns the ranking."""
    first, *others = ranking_lines(found)
    out.print(first, style="bold")
    out.print(bullets(others))
    for scheme in found.schemes:
        for aim in found.space.plan.effects:
            out.print(f"\n{_title(found, scheme, aim)}", style="bold")
            out.print(_table(found, scheme, aim))
    out.print()
    out.print(bullets(_terms(found)), style="dim")
    if found.failed:
        out.print(f"\n{found.failed} points failed; points.csv says why.")
    if found.folder is not None:
        out.print(
            f"\nAll figures: {found.folder}/indices.csv, tornado pictures beside it", soft_wrap=True
        )


def _title(found: Sensitivity, scheme: str, name: AimName) -> str:
    aim, currency = AIMS[name], found.space.experiment.scenario.currency
    as_is = fine(aim, widest(found.indices, scheme, name)["as_is"].iloc[0])
    money = "" if aim.unit == "share" else f" {currency} per customer at launch"
    return f'What moves the effect of "{scheme}" on {aim.label}; as the scenario is: {as_is}{money}'


def _table(found: Sensitivity, scheme: str, name: AimName) -> Table:
    aim, rows = AIMS[name], _strongest(found, scheme, name)
    labels = short_labels(found.space.axes)
    screened, shared = found.looked.morris is not None, found.looked.sobol is not None
    columns = ["between", "lower\nend", "upper\nend"]
    columns += ["mean\nstep"] * screened + ["alone", "in all"] * shared
    left = len(rows) - MOST
    caption = f"{left} more move it less; indices.csv has them." if left > 0 else ""
    names = max(len(labels[str(path)]) for path in rows["parameter"].head(MOST))
    table = plain_table("parameter", *columns, caption=caption, names=min(names, 32), wrap=True)
    for _, row in rows.head(MOST).iterrows():
        cells = [
            between(row),
            fine(aim, row["at_low"]),
            fine(aim, row["at_high"]),
        ]
        cells += [fine(aim, row["mu_star"]).lstrip("+")] * screened
        cells += [_share(row, "first"), _share(row, "total")] * shared
        table.add_row(labels[str(row["parameter"])], *cells)
    return table


def between(row: pd.Series[float]) -> str:
    """Say between which ends a parameter goes, or which of its values do least and most."""
    joined = " or " if row["listed"] else " to "
    return joined.join(_plain(row[end]) for end in ("low", "high"))


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def _strongest(found: Sensitivity, scheme: str, name: AimName) -> pd.DataFrame:
    """Order a scheme's parameters by their mean steps; by their shares, or their ends, where there was no screening."""
    rows = widest(found.indices, scheme, name)
    column = "mu_star" if found.looked.morris is not None else "total"
    return rows.sort_values(column, ascending=False, kind="stable")


def _share(row: pd.Series[float], name: str) -> str:
    """Write an index with its interval, within what an index can be."""
    value, low, high = (float(row[f"{name}{end}"]) for end in ("", "_low", "_high"))
    if math.isnan(value):
        return "-"
    inside = [min(1.0, max(0.0, one)) for one in (value, low, high)]
    return f"{inside[0]:.0%}\n{100 * inside[1]:.0f} to {100 * inside[2]:.0f}"


def _terms(found: Sensitivity) -> list[str]:
    listed = any(axis.span is None for axis in found.space.axes.values())
    terms = [f"{ENDS} {LISTS}" if listed else ENDS]
    terms += [SCREENING] if found.looked.morris is not None else []
    terms += [SHARES] if found.looked.sobol is not None else []
    return terms
