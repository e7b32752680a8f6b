"""The table of findings, for the terminal, for files and for scripts."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from loyaltysim.report.studies.walk import by_family
from loyaltysim.report.tables.shapes import plain_table

if TYPE_CHECKING:
    from rich.table import Table

    from loyaltysim.studies.evidence import Evidence, Row

COLUMNS = (
    "study",
    "family",
    "finding",
    "what",
    "use",
    "published",
    "band_low",
    "band_high",
    "simulated",
    "simulated_low",
    "simulated_high",
    "sampled_low",
    "sampled_high",
    "agrees",
    "seeds_agree",
    "seeds",
    "informs",
    "because",
    "seen",
)
OF_SAME_SIZE = "same size"
HEADINGS = ("finding", "published", "band", "simulated", OF_SAME_SIZE, "", "use", "informs")
"""What `cells` holds of a finding."""
WORDS = frozenset(HEADINGS.index(name) for name in ("", "use", "informs"))
"""Columns beside the first that hold words, not numbers."""
WIDE_ONLY = frozenset({OF_SAME_SIZE, "informs"})
"""Headings of what a narrow terminal has no room for."""
WIDE = 160
"""Characters of a line from which there is."""


def frame(evidence: Evidence) -> pd.DataFrame:
    """Give every finding as a row of plain values."""
    return pd.DataFrame([_values(row) for row in evidence.rows], columns=list(COLUMNS))


def _values(row: Row) -> tuple[object, ...]:
    finding = row.finding
    published = math.nan if finding.published is None else finding.published
    return (
        row.study.name,
        row.study.design.family,
        row.name,
        finding.what,
        finding.use,
        published,
        *finding.band,
        row.value,
        *row.interval,
        *row.sampled,
        row.agrees,
        row.seeds_agree,
        len(row.estimates),
        " ".join(finding.informs),
        finding.because,
        row.seen,
    )


def number(value: float | None) -> str:
    """Write a number of any unit: with three decimals below 1, with two from there on, six figures at most.

    Examples
    --------
    >>> number(0.04321), number(66.0), number(-0.5), number(-0.0002), number(None)
    ('0.043', '66', '-0.5', '0', '-')
    """
    if value is None or math.isnan(value):
        return "-"
    if math.isinf(value):
        return "never"
    return f"{round(value, 3 if abs(value) < 1 else 2) + 0.0:g}"  # never -0


def span(low: float, high: float) -> str:
    """Write two bounds; `-` where there are none."""
    return "-" if math.isnan(low) else f"{number(low)} to {number(high)}"


def has_same_size(evidence: Evidence, width: int) -> bool:
    """Tell whether a table of this width has room for what studies of the same size find, and anything of it."""
    return width >= WIDE and any(not math.isnan(row.sampled[0]) for row in evidence.rows)


def printed(evidence: Evidence, width: int) -> Table:
    """Lay out the findings, a line each, family by family.

    Parameters
    ----------
    width
        Characters of a line; what studies of the same size find, and the constants, take a wide one.
    """
    left_out = set() if width >= WIDE else set(WIDE_ONLY)
    left_out |= set() if has_same_size(evidence, width) else {OF_SAME_SIZE}
    shown = [i for i, name in enumerate(HEADINGS) if name not in left_out]
    table = plain_table(*(HEADINGS[i] for i in shown), names=25)
    if width >= WIDE:
        table.columns[-1].justify, table.columns[-1].no_wrap = "left", False
    for family, studies in by_family(evidence).items():
        table.add_row(family, style="bold")
        for row in (row for study in studies for row in study.rows):
            name, *others = cells(row)
            told = (f"  {name}", *others)
            table.add_row(*(told[i] for i in shown), style="" if row.agrees else "red")
    return table


def judged(row: Row) -> str:
    """Say whether a number is in its band, and whether luck alone could say otherwise."""
    word = "in" if row.agrees else "OUT"
    return f"{word},\nat the edge" if row.is_at_edge else word


def used(row: Row) -> str:
    """Say what a finding is used for, and whether its study was changed after a first replay."""
    return f"{row.finding.use},\nnot blind" if row.seen else row.finding.use


def cells(row: Row) -> tuple[str, ...]:
    """Write what there is to say of a finding, each part short; ends of lines are where a column may be narrow."""
    finding = row.finding
    return (
        f"{row.name}: {finding.what}",
        number(finding.published),
        span(*finding.band),
        f"{number(row.value)}\n({span(*row.interval)})",
        span(*row.sampled),
        judged(row),
        used(row),
        ", ".join(finding.informs),
    )
