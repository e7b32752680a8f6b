"""Who joined the schemes, and why members are not to be compared with the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loyaltysim.language import say
from loyaltysim.report import numbers
from loyaltysim.report.tables.shapes import plain_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from rich.table import Table

    from loyaltysim.comparison import Comparison

MISLED = (
    "Retention of members of {scheme} differs from that of the others by {gap}, but membership adds only {effect}: who buys "
    "more joins first, so the two groups were never alike."
)
ALIKE = (
    "Retention of members of {scheme} differs from that of the others by {gap}, and membership adds {effect}: who buys more "
    "joins first, so the two groups were never alike."
)
MISLEADS = 2.0
"""Times the true effect from which on a gap is called misleading."""


def members_table(comparison: Comparison) -> Table | None:
    """Tabulate members, the others, their gap and the true effect; None where nobody has to join."""
    found = comparison.joining
    if found.empty:
        return None
    table = plain_table(
        *(say("scheme"), say("joined"), "", say("members"), say("others"), say("gap")),
        *(say("true effect"), say("95% interval")),
        keys=3,
        title=say("Who joins, and what it does to them"),
        caption=say(
            "joined: of the customers at launch; retention and acts are those of members and of the others; gap: the "
            "difference between the two; true effect: what the same members do more than they would without any scheme, "
            "with the same luck"
        ),
    )
    for scheme, rows in found.groupby("scheme", sort=False):
        for number, (_, row) in enumerate(rows.iterrows()):
            first = ("", "") if number else (str(scheme), numbers.percent(row["enrolment"]))
            table.add_row(*first, *_cells(row))
    return table


def _cells(row: pd.Series[float]) -> Iterator[str]:
    yield say(str(row["metric"]))
    if str(row["metric"]) == "retention":
        yield from map(numbers.percent, (row["members"], row["others"]))
        yield from map(numbers.points, (row["gap"], row["effect"]))
        yield numbers.points_interval(row["effect_low"], row["effect_high"])
    else:
        yield from map(numbers.count, (row["members"], row["others"]))
        yield from map(numbers.signed_amount, (row["gap"], row["effect"]))
        yield numbers.amount_interval(row["effect_low"], row["effect_high"])


def members_sentences(comparison: Comparison) -> list[str]:
    """Say in a sentence a scheme how far the gap is from the truth."""
    found = comparison.joining
    told = []
    known = found["gap"].notna() & (found["metric"] == "retention")
    for _, row in found[known].iterrows():
        way = comparison.scenario.schemes[str(row["scheme"])].joining.numbers().way
        told.append(_sentence(row, invited=way == "invited"))
    return told


def _sentence(row: pd.Series[float], *, invited: bool) -> str:
    scheme = f'"{row["scheme"]}"'
    gap, effect = numbers.points(row["gap"]), numbers.points(row["effect"])
    if invited:
        return say(
            "Members of {scheme} were drawn by lot, so their gap to the others ({gap}) tells the effect of membership up to "
            "luck; it is {effect}.",
            scheme=scheme,
            gap=gap,
            effect=effect,
        )
    misleads = row["gap"] > MISLEADS * max(row["effect"], 0.0)
    return say(MISLED if misleads else ALIKE, scheme=scheme, gap=gap, effect=effect)
