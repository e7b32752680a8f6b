"""Which user types the schemes hold, where their mechanics do not suit all alike."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from loyaltysim.behaviour.user_type_fit import fit_of
from loyaltysim.language import say
from loyaltysim.report import numbers
from loyaltysim.report.evidence_text import kinds_used
from loyaltysim.report.tables.shapes import plain_table
from loyaltysim.report.why_not import ACROSS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from rich.table import Table

    from loyaltysim.comparison import Comparison


def user_types_tables(comparison: Comparison) -> Iterator[Table]:
    """Tabulate retention by user type, a few schemes each; none where all mechanics suit all alike."""
    fits = comparison.scenario.fits()
    suits = [fits.get(kind, fit_of(kind)) for kind in kinds_used(comparison)]
    if not any(len(set(fit.by_user_type)) > 1 for fit in suits):
        return
    baseline = comparison.scenario.compare.baseline
    schemes = [baseline, *map(str, comparison.schemes.index.drop(baseline))]
    for start in range(0, len(schemes), ACROSS):
        part, last = schemes[start : start + ACROSS], start + ACROSS >= len(schemes)
        table = plain_table(
            *(say("user type"), *[say("customers")] * (start == 0), *part),
            title=say("Which user types it holds") if start == 0 else None,
            caption=_caption(baseline) if last else "",
            wrap=True,
        )
        for name, rows in comparison.user_types.groupby("user_type", sort=False):
            by_scheme = rows.set_index("scheme")
            many = [numbers.whole(by_scheme["customers"][baseline])] * (start == 0)
            cells = (_cell(by_scheme, scheme, baseline) for scheme in part)
            table.add_row(say(str(name).replace("_", " ")), *many, *cells)
        yield table


def _caption(baseline: str) -> str:
    return say(
        'customers by the Hexad type that weighs most with them: retention under "{baseline}", and the difference that the '
        "others make, with its 95% interval, luck alone; where intervals overlap, types may well not differ",
        baseline=baseline,
    )


def _cell(by_scheme: pd.DataFrame, scheme: str, baseline: str) -> str:
    if scheme == baseline:
        return numbers.percent(float(by_scheme["retention"][baseline]))
    low, high = (float(by_scheme[end][scheme]) for end in ("low", "high"))
    told = numbers.points(float(by_scheme["difference"][scheme]))
    # to one market there is no interval
    return f"{told}\n({numbers.points_interval(low, high)})" if math.isfinite(low) else told
